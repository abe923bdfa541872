/**
 * Keeping what is read from chains: {@link io.plimsoll.core.domain.repository.index.IndexRepository}. Its records are in {@link
 * io.plimsoll.core.domain.event}.
 */
@NullMarked
package io.plimsoll.core.domain.repository.index;

import org.jspecify.annotations.NullMarked;
