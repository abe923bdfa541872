package io.plimsoll.hyperliquid.exchange;

import io.plimsoll.core.foundation.chain.Address;

/**
 * Who built the interface that an order comes from, and what that costs; the account must have approved it.
 *
 * @param b address of the builder
 * @param f tenths of a basis point of the notional: 10 is a hundredth of a percent
 */
public record BuilderFee(String b, int f) {
    private static final int MAX_PERP = 100;
    private static final int MAX_SPOT = 1000;

    /** Checks the higher of the venue's two limits; {@link #requireAllowed} the one of a market. */
    public BuilderFee {
        if (f < 0 || f > MAX_SPOT) {
            throw new IllegalArgumentException("f must be between 0 and " + MAX_SPOT + ", got " + f);
        }
    }

    /** A fee of a builder. */
    public static BuilderFee of(Address builder, int tenthsOfBasisPoints) {
        return new BuilderFee(builder.hex(), tenthsOfBasisPoints);
    }

    /**
     * Checks the limit of a market: 10 basis points for perps, 100 elsewhere.
     *
     * @throws IllegalArgumentException if the fee is higher
     */
    void requireAllowed(AssetId asset) {
        if (asset.perp() && f > MAX_PERP) {
            throw new IllegalArgumentException("f must be at most " + MAX_PERP + " for perps, got " + f);
        }
    }
}
