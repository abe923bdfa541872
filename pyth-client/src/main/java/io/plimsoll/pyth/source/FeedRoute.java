package io.plimsoll.pyth.source;

import io.plimsoll.core.foundation.chain.Bytes32;
import java.util.List;

/** How the USD price of an asset is made of feeds. */
public sealed interface FeedRoute {
    /** Every feed that is needed, each once, in order. */
    List<Bytes32> feeds();

    /** The price of one feed, as it is. */
    static FeedRoute of(Bytes32 feed) {
        return new Single(feed);
    }

    /**
     * The product of several feeds: a redemption rate such as kHYPE/HYPE, and the USD price of what is redeemed.
     *
     * @throws IllegalArgumentException unless there are at least two, all different
     */
    static FeedRoute product(Bytes32... feeds) {
        return new Product(List.of(feeds));
    }

    /**
     * One feed.
     *
     * @param feed whose price is the asset's
     */
    record Single(Bytes32 feed) implements FeedRoute {
        @Override
        public List<Bytes32> feeds() {
            return List.of(feed);
        }
    }

    /**
     * Several feeds, multiplied. The product is as old as its oldest part and as sure as all of them together.
     *
     * @param feeds at least two, all different
     */
    record Product(List<Bytes32> feeds) implements FeedRoute {
        public Product {
            feeds = List.copyOf(feeds);
            if (feeds.size() < 2 || feeds.stream().distinct().count() != feeds.size()) {
                throw new IllegalArgumentException("a product is of at least two different feeds, got " + feeds);
            }
        }
    }
}
