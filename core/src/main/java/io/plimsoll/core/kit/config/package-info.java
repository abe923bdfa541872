/**
 * Settings from the environment and system properties into records: {@link io.plimsoll.core.kit.config.ConfigReader}.
 */
@NullMarked
package io.plimsoll.core.kit.config;

import org.jspecify.annotations.NullMarked;
