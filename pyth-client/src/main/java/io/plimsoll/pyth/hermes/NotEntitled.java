package io.plimsoll.pyth.hermes;

import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.SourceException;
import java.io.Serial;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The key does not cover a feed (HTTP 403). The service refuses the whole request for it and names one feed, though there may
 * be more: {@link HermesClient#latestEach} finds out which. Never retry with the same key.
 */
public final class NotEntitled extends SourceException.Rejected {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final int STATUS = 403;
    private static final Pattern FEED = Pattern.compile("\\bfeed (?:0[xX])?([0-9a-fA-F]{64})\\b");

    private final @Nullable String feed;
    private final String text;

    NotEntitled(String answer) {
        super(
                HermesClient.SOURCE,
                "the key does not cover a feed, which costs the whole request: " + answer + " (HTTP 403)",
                STATUS);
        Matcher matcher = FEED.matcher(answer);
        this.feed = matcher.find() ? matcher.group(1) : null;
        this.text = answer;
    }

    /** The feed that the service names; empty if it names none that can be read. */
    public Optional<Bytes32> feed() {
        return Optional.ofNullable(feed).map(Bytes32::parse);
    }

    /** What the service said. */
    public String text() {
        return text;
    }
}
