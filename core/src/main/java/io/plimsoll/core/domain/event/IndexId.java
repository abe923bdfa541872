package io.plimsoll.core.domain.event;

import io.plimsoll.core.foundation.chain.ChainId;

/**
 * Names an index: something that follows a chain block by block and keeps events of it.
 *
 * @param chain it follows
 * @param name chosen by the program, 1 to 60 characters; a chain may have several indexes that keep different events
 */
public record IndexId(ChainId chain, String name) {
    private static final int MAX_LENGTH = 60;

    public IndexId {
        if (name.isBlank() || name.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "the name of an index has 1 to " + MAX_LENGTH + " characters, got '" + name + "'");
        }
    }

    /** Name and chain, such as {@code transfers of chain 999}. */
    @Override
    public String toString() {
        return name + " of chain " + chain;
    }
}
