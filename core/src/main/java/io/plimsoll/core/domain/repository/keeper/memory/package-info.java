/** The keeper's store in memory: {@link io.plimsoll.core.domain.repository.keeper.memory.InMemoryKeeperStore}. */
@NullMarked
package io.plimsoll.core.domain.repository.keeper.memory;

import org.jspecify.annotations.NullMarked;
