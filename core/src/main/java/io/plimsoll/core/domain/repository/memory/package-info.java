/**
 * Reference implementations that keep everything in memory: for tests, and for programs that need no history.
 */
@NullMarked
package io.plimsoll.core.domain.repository.memory;

import org.jspecify.annotations.NullMarked;
