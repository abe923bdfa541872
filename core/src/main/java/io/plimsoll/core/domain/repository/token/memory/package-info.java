/** The token store in memory: {@link io.plimsoll.core.domain.repository.token.memory.InMemoryTokenStore}. */
@NullMarked
package io.plimsoll.core.domain.repository.token.memory;

import org.jspecify.annotations.NullMarked;
