/** The monitoring store in memory: for tests, and for programs that need no history. */
@NullMarked
package io.plimsoll.core.domain.repository.monitoring.memory;

import org.jspecify.annotations.NullMarked;
