package io.plimsoll.core.domain.event;

import io.plimsoll.core.foundation.chain.LogRef;

/**
 * Something that happened on a chain: one log, understood. Open: a program declares its own kinds, as immutable records with
 * {@link #at} among their components; equal events are the same event.
 */
public interface ChainEvent {
    /** Where it happened. */
    LogRef at();
}
