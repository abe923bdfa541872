package io.plimsoll.pyth;

import io.plimsoll.core.domain.price.PricePolicy;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.pyth.source.FeedCalendar;
import io.plimsoll.pyth.source.FeedRoute;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Well-known price feed ids: the majors, and what is pushed on HyperEVM. The same on mainnet and on EVM testnets.
 *
 * <p>A feed that is listed may have stopped: since August 2026 only some are carried on (of these at least BTC, ETH, USDC, USDT,
 * HYPE, USDe, sUSDe, XAU and USDH). One that never updates is an error of its asset, one that has stopped grows old.
 *
 * @see <a href="https://docs.pyth.network/price-feeds/core/price-feeds/price-feed-ids">price feed ids</a>
 */
public final class PythFeeds {
    /** Market prices in USD, by asset. */
    public static final Map<String, Bytes32> USD = Map.ofEntries(
            feed("BTC", "e62df6c8b4a85fe1a67db44dc12de5db330f7ac66b72dc658afedf0f4a415b43"),
            feed("ETH", "ff61491a931112ddf1bd8147cd1b641375f79f5825126d665480874634fd0ace"),
            feed("SOL", "ef0d8b6fda2ceba41da15d4095d1da392a0d2f8ed0c6c7bc0f4cfac8c280b56d"),
            feed("HYPE", "4279e31cc369bbcc2faf022b382b080e32a8e689ff20fbc530d2a603eb6cd98b"),
            feed("BNB", "2f95862b045670cd22bee3114c39763a4a08beeb663b145d283c31d7d1101c4f"),
            feed("USDC", "eaa020c61cc479712813461ce153894a96a6c00b21ed0cfc2798d1f9a9e9c94a"),
            feed("USDT", "2b89b9dc8fdf9f34709a5b106b472f0f39bb6ca9ce04b0fd7f2e971688e2e53b"),
            feed("kHYPE", "2837a61ae8165c018b0e406ac32b1527270e57b81f0069260afbef71b9cf8ffe"),
            feed("stHYPE", "068cd0617cbdd1dda615ed2b5ab4fe07d2e9f46347f5e785484844aa10d22dc5"),
            feed("LHYPE", "9e3cadc2a8a0ebfd765b34d5ee5de77a4add3114672fc0b8d3ad09ac56940069"),
            feed("UBTC", "42bfb26778f3504a9f359a92c731f77d0c24aed9b7745276e3ad0c2d840b74c2"),
            feed("UETH", "08c73e187b45ecb2ab8375b975865d3c4a225fef1ccc7f326ad6eec66a24567a"),
            feed("USOL", "974c7a77dbace44d229be17fc176975e06404b004476aeaff37641818cb0c55a"),
            feed("USDe", "6ec879b1e9963de5ee97e9c8710b742d6228252a5e2ca12d4ae81d7fe5ee8c5d"),
            feed("sUSDe", "ca3ba9a619a4b3755c10ac7d5e760275aa95e9823d38a84fedd416856cdba37c"),
            feed("feUSD", "7f2e9a7365eb634c543e9ca72683a9cf778cdc16ee5b8bca73abe6d08c1410d5"),
            feed("USDXL", "e10593860e9ee1c204e4f9569e877502f098dd1a4d84cc5bad06f23f77dcbfe2"),
            feed("USDT0", "cfc1303ea9f083b1b4f99e1369fb9d2611f3230d5ea33a6abf2f86071c089fdc"),
            feed("USDH", "f364e785775b4cb2f159ea823f8b5b9b669a4c221a3f845e518ba0e09611c553"),
            feed("USDHL", "1497fb795ae65533d36d147b1b88c8b7226866a201589904c13acd314f694799"),
            feed("XAU", "765d2ba906dbc32ca17cc11f5310a89e9ee1f6420508c63861f2f8ba4ee34bb2"));

    /** Redemption rates, {@code .RR} in Pyth's names: how much of one asset a unit of another redeems for. By {@code from/to}. */
    public static final Map<String, Bytes32> REDEMPTION_RATES = Map.ofEntries(
            feed("kHYPE/HYPE", "983b7cabc6fab548e15a5b05500da9b99c1682107b3e2ff289344116c10ac02c"),
            feed("wstHYPE/stHYPE", "1a78b5829a99f1d2897917dae2a02266c0210535a995a2e9d0692613bbc89e27"));

    /**
     * How the USD price of each asset is made of feeds: of its redemption rate where there is one (kHYPE, wstHYPE), as thin
     * markets are easily moved; of its own feed otherwise. The market price of kHYPE is {@code FeedRoute.of(USD.get("kHYPE"))}.
     *
     * <p>XAU is not among them. Its market closes and its feed then repeats the last price with new times, which looks fresh to
     * whoever does not know the hours: route it yourself, and judge it by {@link PricePolicy#MARKET_HOURS} with a {@link
     * FeedCalendar}.
     */
    public static final Map<String, FeedRoute> ROUTES = routes();

    private PythFeeds() {}

    private static Map<String, FeedRoute> routes() {
        Map<String, FeedRoute> routes = new TreeMap<>();
        USD.forEach((asset, feed) -> routes.put(asset, FeedRoute.of(feed)));
        routes.remove("XAU");
        REDEMPTION_RATES.forEach((pair, rate) -> {
            String[] assets = pair.split("/", 2);
            routes.put(assets[0], FeedRoute.product(rate, Objects.requireNonNull(USD.get(assets[1]), pair)));
        });
        return Collections.unmodifiableMap(routes);
    }

    private static Map.Entry<String, Bytes32> feed(String asset, String id) {
        return Map.entry(asset, Bytes32.parse(id));
    }
}
