package io.plimsoll.pyth.onchain;

import java.math.BigInteger;
import java.time.Duration;

/**
 * When a signed update is worth its fee, and what is not sent at all. A feed needs an update if any of the three conditions
 * holds, each compared with "at least"; they are those of Pyth's own price pusher.
 *
 * @param maxAge how far the stored price may be behind the offered one
 * @param deviationBps how far the offered price may be from the stored one, in hundredths of a percent of the stored one
 * @param confidenceBps how wide the offered price's confidence may be, in hundredths of a percent of the price; 10,000, as
 *     with the feeds pushed to HyperEVM, counts only prices that say nothing
 * @param maxOfferAge how old an offered price may be, by the time of the newest block
 * @param maxSkew how far an offered price may be ahead of the newest block
 * @param maxFee the most that is paid, in wei
 * @see <a href="https://github.com/pyth-network/pyth-crosschain/tree/main/apps/price_pusher">price_pusher</a>
 */
public record UpdatePolicy(
        Duration maxAge,
        int deviationBps,
        int confidenceBps,
        Duration maxOfferAge,
        Duration maxSkew,
        BigInteger maxFee) {

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if one is negative, or a ratio is 0, which would make every update necessary
     */
    public UpdatePolicy {
        notNegative("maxAge", maxAge);
        notNegative("maxOfferAge", maxOfferAge);
        notNegative("maxSkew", maxSkew);
        positive("deviationBps", deviationBps);
        positive("confidenceBps", confidenceBps);
        if (maxFee.signum() < 0) {
            throw new IllegalArgumentException("maxFee must not be negative, got " + maxFee);
        }
    }

    private static void notNegative(String name, Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(name + " must not be negative, got " + duration);
        }
    }

    private static void positive(String name, int bps) {
        if (bps <= 0) {
            throw new IllegalArgumentException(name + " must be positive, got " + bps);
        }
    }
}
