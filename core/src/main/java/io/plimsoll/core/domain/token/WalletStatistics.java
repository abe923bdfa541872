package io.plimsoll.core.domain.token;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The wallets of a token and what they held on one day.
 *
 * @param token in question
 * @param day UTC
 * @param wallets with a balance at the end of the day
 * @param active wallets that took part in a transfer
 * @param newcomers those among them that had not before
 * @param whales wallets of the highest tier
 * @param mean of the balances, smallest unit, the fraction cut off; empty if there are no wallets or it is not known
 * @param median of the balances, smallest unit, the fraction cut off; empty if there are no wallets or it is not known
 */
public record WalletStatistics(
        TokenId token,
        LocalDate day,
        long wallets,
        long active,
        long newcomers,
        long whales,
        Optional<BigInteger> mean,
        Optional<BigInteger> median) {

    public WalletStatistics {
        Amounts.requireNotNegative("wallets", wallets);
        Amounts.requireNotNegative("new wallets", newcomers);
        Amounts.requireNotNegative("whales", whales);
        if (newcomers > active || whales > wallets) {
            throw new IllegalArgumentException("of " + token + " on " + day + ", newcomers must be active (" + newcomers
                    + " of " + active + ") and whales wallets (" + whales + " of " + wallets + ")");
        }
        mean.ifPresent(balance -> Amounts.requireWord("mean balance of " + token, balance));
        median.ifPresent(balance -> Amounts.requireWord("median balance of " + token, balance));
        if (wallets == 0 && (mean.isPresent() || median.isPresent())) {
            throw new IllegalArgumentException(
                    "without wallets there is no mean and no median: " + token + " on " + day);
        }
    }
}
