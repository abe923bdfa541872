/** {@link io.plimsoll.core.domain.repository.market.memory.InMemoryMarketStore}: for tests, and for programs that need no history. */
@NullMarked
package io.plimsoll.core.domain.repository.market.memory;

import org.jspecify.annotations.NullMarked;
