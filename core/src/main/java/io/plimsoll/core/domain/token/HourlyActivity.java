package io.plimsoll.core.domain.token;

import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What happened to a token in one hour.
 *
 * @param token in question
 * @param hour its start, a full hour UTC
 * @param transfers between wallets; what was made or destroyed is not among them
 * @param amount of these transfers, smallest unit
 * @param activeWallets different wallets on either side of any transfer; the zero address is none
 */
public record HourlyActivity(TokenId token, Instant hour, long transfers, BigInteger amount, long activeWallets) {
    public HourlyActivity {
        if (!hour.truncatedTo(ChronoUnit.HOURS).equals(hour)) {
            throw new IllegalArgumentException("hour must be a full one, got " + hour);
        }
        Amounts.requireNotNegative("transfers", transfers);
        Amounts.requireNotNegative("amount", amount);
        Amounts.requireNotNegative("active wallets", activeWallets);
    }
}
