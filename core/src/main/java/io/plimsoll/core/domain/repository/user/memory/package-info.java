/** Users in memory: {@link io.plimsoll.core.domain.repository.user.memory.InMemoryUserStore}. */
@NullMarked
package io.plimsoll.core.domain.repository.user.memory;

import org.jspecify.annotations.NullMarked;
