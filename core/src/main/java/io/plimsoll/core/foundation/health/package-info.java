/**
 * Is it working? {@link io.plimsoll.core.foundation.health.HealthCheck} asks one part, {@link
 * io.plimsoll.core.foundation.health.HealthReport} is the whole answer. Running the checks and telling probes is the kit's.
 */
@NullMarked
package io.plimsoll.core.foundation.health;

import org.jspecify.annotations.NullMarked;
