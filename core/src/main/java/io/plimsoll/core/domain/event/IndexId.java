package io.plimsoll.core.domain.event;

import io.plimsoll.core.foundation.chain.ChainId;
import java.util.regex.Pattern;

/**
 * Names an index: something that follows a chain block by block and keeps events of it.
 *
 * @param chain it follows
 * @param name chosen by the program: 1 to 60 letters, digits, dots, dashes or underscores. A chain may have several indexes that
 *     keep different events
 */
public record IndexId(ChainId chain, String name) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,60}");

    public IndexId {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("the name of an index must match " + NAME + ", got "
                    + (name.length() > 80 ? name.length() + " characters" : "'" + name + "'"));
        }
    }

    /** Name and chain, such as {@code transfers of chain 999}. */
    @Override
    public String toString() {
        return name + " of chain " + chain;
    }
}
