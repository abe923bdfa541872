package io.plimsoll.hyperliquid.exchange;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The number of a market in actions.
 *
 * <table>
 * <caption>Numbers of markets</caption>
 * <tr><th>market</th><th>number</th></tr>
 * <tr><td>perp of the main dex</td><td>place in {@code meta.universe}</td></tr>
 * <tr><td>spot pair</td><td>10 000 + its index</td></tr>
 * <tr><td>perp of a builder's dex</td><td>100 000 + 10 000 · place in {@code perpDexs} + place in its universe</td></tr>
 * <tr><td>outcome</td><td>100 000 000 + 10 · outcome + side</td></tr>
 * </table>
 *
 * @param index not negative
 */
public record AssetId(long index) {
    private static final long SPOT = 10_000;
    private static final long DEX = 100_000;
    private static final long MARKETS_OF_A_DEX = 10_000;
    private static final long OUTCOME = 100_000_000;
    private static final Pattern SPOT_OR_OUTCOME = Pattern.compile("([@#])([0-9]{1,9})");

    public AssetId {
        requireIndex(index);
    }

    static void requireIndex(long index) {
        if (index < 0) {
            throw new IllegalArgumentException("the number of a market must not be negative, got " + index);
        }
    }

    /** A perp of the main dex. */
    public static AssetId perp(int index) {
        return new AssetId(requireBelow("index", index, SPOT));
    }

    /** A spot pair. */
    public static AssetId spot(int index) {
        return new AssetId(SPOT + requireBelow("index", index, DEX - SPOT));
    }

    /**
     * A perp of a builder's dex.
     *
     * @param dex place in {@code perpDexs}, 1 for the first builder's
     * @param index place in the dex's universe
     */
    public static AssetId builderPerp(int dex, int index) {
        if (dex < 1) {
            throw new IllegalArgumentException("dex must be positive, got " + dex);
        }
        long first = DEX + requireBelow("dex", dex, (OUTCOME - DEX) / MARKETS_OF_A_DEX) * MARKETS_OF_A_DEX;
        return new AssetId(first + requireBelow("index", index, MARKETS_OF_A_DEX));
    }

    /**
     * A side of an outcome.
     *
     * @param side 0 for Yes, 1 for No
     */
    public static AssetId outcome(long outcome, int side) {
        if (side != 0 && side != 1) {
            throw new IllegalArgumentException("side must be 0 or 1, got " + side);
        }
        return new AssetId(OUTCOME + 10 * requireBelow("outcome", outcome, Integer.MAX_VALUE) + side);
    }

    private static long requireBelow(String parameter, long value, long bound) {
        if (value < 0 || value >= bound) {
            throw new IllegalArgumentException(parameter + " must be at least 0 and below " + bound + ", got " + value);
        }
        return value;
    }

    /**
     * The market of a coin text that carries its number: {@code @107} for spot, {@code #31} for an outcome. Empty for names,
     * whose numbers only the venue's metadata tell.
     */
    public static Optional<AssetId> find(String coin) {
        Matcher match = SPOT_OR_OUTCOME.matcher(coin);
        if (!match.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(match.group(2));
        if (match.group(1).equals("#")) {
            return number % 10 > 1 ? Optional.empty() : Optional.of(new AssetId(OUTCOME + number));
        }
        return number < DEX - SPOT ? Optional.of(new AssetId(SPOT + number)) : Optional.empty();
    }

    /** Whether it is a perp, of the main dex or a builder's. */
    public boolean perp() {
        return index < SPOT || (index >= DEX && index < OUTCOME);
    }

    /** Whether it is a perp of the main dex, whose quote is USDC. */
    boolean mainPerp() {
        return index < SPOT;
    }

    /** Whether it is a spot pair. */
    public boolean spot() {
        return index >= SPOT && index < DEX;
    }

    /** Whether it is a side of an outcome. */
    public boolean outcome() {
        return index >= OUTCOME;
    }

    /** The coin text of a spot pair or outcome that {@link #find} reads; empty for perps, which go by name. */
    public Optional<String> coin() {
        if (spot()) {
            return Optional.of("@" + (index - SPOT));
        }
        return outcome() ? Optional.of("#" + (index - OUTCOME)) : Optional.empty();
    }
}
