package io.plimsoll.core.domain.token;

import java.math.BigInteger;
import java.time.LocalDate;

/**
 * What happened to a token on one day, and since its first one.
 *
 * @param token in question
 * @param day UTC
 * @param transfers between wallets; what was made or destroyed is not among them
 * @param amount of these transfers, smallest unit
 * @param totalTransfers from the first day to the end of this one
 * @param totalAmount from the first day to the end of this one, smallest unit
 * @param activeWallets different wallets on either side of any transfer; the zero address is none
 * @param newWallets those among them that were on neither side before
 * @param totalWallets different wallets from the first day to the end of this one
 */
public record DailyActivity(
        TokenId token,
        LocalDate day,
        long transfers,
        BigInteger amount,
        long totalTransfers,
        BigInteger totalAmount,
        long activeWallets,
        long newWallets,
        long totalWallets) {

    public DailyActivity {
        Amounts.requireNotNegative("transfers", transfers);
        Amounts.requireNotNegative("amount", amount);
        Amounts.requireNotNegative("new wallets", newWallets);
        if (totalTransfers < transfers || totalAmount.compareTo(amount) < 0 || totalWallets < newWallets) {
            throw new IllegalArgumentException("totals of " + token + " up to " + day + " must not be below the day's");
        }
        if (activeWallets < newWallets) {
            throw new IllegalArgumentException(
                    "new wallets must be active, got " + newWallets + " new of " + activeWallets + " active");
        }
    }
}
