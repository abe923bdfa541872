/**
 * What happens on a chain, and what it takes to keep it: a {@link io.plimsoll.core.domain.event.ChainEvent} is one log,
 * understood by an {@link io.plimsoll.core.domain.event.EventDecoder} and kept by an {@link
 * io.plimsoll.core.domain.event.EventWriter}. An {@link io.plimsoll.core.domain.event.IndexBatch} is one step of whoever follows
 * a chain, with the {@link io.plimsoll.core.domain.event.ChildContract}s that were found in it; it goes to an {@link
 * io.plimsoll.core.domain.repository.index.IndexRepository}.
 *
 * <p>How logs are fetched and decoded belongs to the EVM module, tables to the one of persistence.
 */
@NullMarked
package io.plimsoll.core.domain.event;

import org.jspecify.annotations.NullMarked;
