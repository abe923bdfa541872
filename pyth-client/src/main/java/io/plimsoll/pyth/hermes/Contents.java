package io.plimsoll.pyth.hermes;

import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.Outcome;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.pyth.update.UpdateCodec;
import io.plimsoll.pyth.update.UpdateFormatException;
import io.plimsoll.pyth.update.UpdateMessage;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an answer has of each feed, by its signed part; unreadable blobs are remembered and spoil only what is in them. */
final class Contents {
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    private record Entry(UpdateMessage.Price price, byte[] blob) {}

    private final PriceUpdate update;
    private final Map<Bytes32, Entry> entries = new HashMap<>();
    private @Nullable UpdateFormatException unreadable;

    Contents(PriceUpdate update) {
        this.update = update;
        for (byte[] blob : update.blobs()) {
            try {
                for (UpdateCodec.Proof proof : UpdateCodec.decode(blob).proofs()) {
                    if (UpdateMessage.decode(proof.message()) instanceof UpdateMessage.Price price) {
                        entries.merge(price.feedId(), new Entry(price, blob), Contents::newer);
                    }
                }
            } catch (UpdateFormatException e) {
                unreadable = e;
            }
        }
    }

    private static Entry newer(Entry a, Entry b) {
        return b.price.publishTime() > a.price.publishTime() ? b : a;
    }

    /** The feeds that the answer does not have. While a blob cannot be read, what it has is not known. */
    Set<Bytes32> missing(Collection<Bytes32> asked) {
        if (unreadable != null) {
            return Set.of();
        }
        Set<Bytes32> missing = new LinkedHashSet<>(asked);
        missing.removeAll(entries.keySet());
        return missing;
    }

    Map<Bytes32, Outcome<FeedUpdate>> each(List<Bytes32> asked) {
        Map<Bytes32, Outcome<FeedUpdate>> each = new HashMap<>();
        asked.forEach(feed -> each.put(feed, Outcome.of(() -> of(feed))));
        return each;
    }

    private FeedUpdate of(Bytes32 feed) {
        Entry entry = entries.get(feed);
        if (entry == null) {
            throw missing(feed);
        }
        if (entry.price.publishTime() == 0) {
            throw new NeverUpdated(feed);
        }
        return new FeedUpdate(entry.price, entry.blob, update.findParsed(feed));
    }

    private SourceException missing(Bytes32 feed) {
        return Optional.ofNullable(unreadable)
                .<SourceException>map(e -> new MalformedResponse(
                        HermesClient.SOURCE, "a signed update cannot be read: " + e.getMessage(), e))
                .orElseGet(() -> UnknownFeeds.of(Set.of(feed)));
    }
}
