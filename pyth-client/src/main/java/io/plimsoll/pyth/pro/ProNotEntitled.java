package io.plimsoll.pyth.pro;

import io.plimsoll.core.foundation.error.SourceException;
import java.io.Serial;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The key does not cover what was asked for, of which the service names one feed. Status 403. */
public final class ProNotEntitled extends SourceException.Rejected {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final int STATUS = 403;
    private static final Pattern FEED = Pattern.compile("(?i)\\bfeed(?:\\s+id)?[\\s:#]+(\\d{1,10})\\b");

    private final String text;

    ProNotEntitled(String source, String text) {
        super(source, "the key does not cover what was asked for (HTTP 403): " + text, STATUS);
        this.text = text;
    }

    /** What the service said. */
    public String text() {
        return text;
    }

    /** The number of the feed that the service names; empty if it names none. */
    public OptionalLong feedId() {
        Matcher feed = FEED.matcher(text);
        return feed.find() ? OptionalLong.of(Long.parseLong(feed.group(1))) : OptionalLong.empty();
    }
}
