package io.plimsoll.pyth.hermes;

import java.util.Optional;

/**
 * Which feeds to list.
 *
 * @param query part of the symbol, of either case, such as {@code BTC/}
 * @param assetType such as {@code crypto}, {@code fx}, {@code equity}, {@code metal}, {@code rates} or {@code
 *     crypto_redemption_rate}; new ones appear
 */
public record PriceFeedFilter(Optional<String> query, Optional<String> assetType) {
    /** All of them, about 1 MB. */
    public static PriceFeedFilter all() {
        return new PriceFeedFilter(Optional.empty(), Optional.empty());
    }

    /** Those whose symbol has this in it. */
    public static PriceFeedFilter matching(String query) {
        return new PriceFeedFilter(Optional.of(query), Optional.empty());
    }

    /** The same, of this type only. */
    public PriceFeedFilter ofType(String assetType) {
        return new PriceFeedFilter(query, Optional.of(assetType));
    }
}
