/**
 * Indexes in memory: {@link io.plimsoll.core.domain.repository.index.memory.InMemoryIndexRepository}, which writes to {@link
 * io.plimsoll.core.domain.repository.index.memory.InMemoryEvents} or whatever takes part in a {@link
 * io.plimsoll.core.domain.repository.index.memory.MemoryCommit}. For tests, and for programs that need no history.
 */
@NullMarked
package io.plimsoll.core.domain.repository.index.memory;

import org.jspecify.annotations.NullMarked;
