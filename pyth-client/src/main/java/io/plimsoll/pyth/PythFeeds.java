package io.plimsoll.pyth;

import io.plimsoll.core.foundation.chain.Bytes32;
import java.util.Map;

/**
 * Well-known price feed ids.
 *
 * @see <a href="https://docs.pyth.network/price-feeds/core/price-feeds/price-feed-ids">price feed ids</a>
 */
public final class PythFeeds {
    /** USD prices by asset; the same ids on mainnet and on EVM testnets. */
    public static final Map<String, Bytes32> USD = Map.ofEntries(
            feed("BTC", "e62df6c8b4a85fe1a67db44dc12de5db330f7ac66b72dc658afedf0f4a415b43"),
            feed("ETH", "ff61491a931112ddf1bd8147cd1b641375f79f5825126d665480874634fd0ace"),
            feed("SOL", "ef0d8b6fda2ceba41da15d4095d1da392a0d2f8ed0c6c7bc0f4cfac8c280b56d"),
            feed("HYPE", "4279e31cc369bbcc2faf022b382b080e32a8e689ff20fbc530d2a603eb6cd98b"),
            feed("BNB", "2f95862b045670cd22bee3114c39763a4a08beeb663b145d283c31d7d1101c4f"),
            feed("USDC", "eaa020c61cc479712813461ce153894a96a6c00b21ed0cfc2798d1f9a9e9c94a"),
            feed("USDT", "2b89b9dc8fdf9f34709a5b106b472f0f39bb6ca9ce04b0fd7f2e971688e2e53b"));

    private PythFeeds() {}

    private static Map.Entry<String, Bytes32> feed(String asset, String id) {
        return Map.entry(asset, Bytes32.parse(id));
    }
}
