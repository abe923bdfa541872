package io.plimsoll.pyth.hermes;

import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.SourceException;
import java.io.Serial;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The service does not know some of the feeds that were asked for (HTTP 404). Check the ids; never retry. */
public final class UnknownFeeds extends SourceException.Rejected {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final int STATUS = 404;
    private static final Pattern ID = Pattern.compile("\\b(?:0[xX])?([0-9a-fA-F]{64})\\b");

    /** An array of text, as exceptions are serializable. */
    private final String[] feeds;

    private UnknownFeeds(Collection<String> feeds, String message) {
        super(HermesClient.SOURCE, message, STATUS);
        this.feeds = feeds.toArray(String[]::new);
    }

    static UnknownFeeds of(Set<Bytes32> feeds) {
        List<String> ids = feeds.stream().sorted().map(Bytes32::hex).toList();
        return new UnknownFeeds(ids, "price feeds not found: " + String.join(", ", ids) + "; check the ids");
    }

    static UnknownFeeds parse(String answer) {
        Set<String> ids = new TreeSet<>();
        Matcher matcher = ID.matcher(answer);
        while (matcher.find()) {
            ids.add(matcher.group(1));
        }
        return new UnknownFeeds(ids, answer + "; check the ids (HTTP 404)");
    }

    /** The feeds that are unknown, as far as the service's text can be read. */
    public Set<Bytes32> feeds() {
        return Arrays.stream(feeds).map(Bytes32::parse).collect(Collectors.toUnmodifiableSet());
    }
}
