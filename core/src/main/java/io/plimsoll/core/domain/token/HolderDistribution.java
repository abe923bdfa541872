package io.plimsoll.core.domain.token;

import io.plimsoll.core.foundation.chain.Address;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How a token was spread over its holders on one day. Which share of the supply makes a whale is the caller's choice.
 *
 * @param token in question
 * @param day UTC
 * @param holders wallets with a balance: the sum of the four tiers
 * @param supply total supply, smallest unit
 * @param whales holders of the highest tier
 * @param large holders of the next one
 * @param medium holders of the next one
 * @param small all other holders
 * @param largest the holders with the highest balances, highest first; at most 1000, no wallet twice; may be empty
 */
public record HolderDistribution(
        TokenId token,
        LocalDate day,
        long holders,
        BigInteger supply,
        long whales,
        long large,
        long medium,
        long small,
        List<TokenHolder> largest) {
    private static final int MAXIMUM_LISTED = 1000;

    public HolderDistribution {
        largest = List.copyOf(largest);
        Amounts.requireWord("supply of " + token, supply);
        Amounts.requireNotNegative("whales", whales);
        Amounts.requireNotNegative("large holders", large);
        Amounts.requireNotNegative("medium holders", medium);
        Amounts.requireNotNegative("small holders", small);
        if (holders != whales + large + medium + small) {
            throw new IllegalArgumentException("holders of " + token + " must be the sum of the tiers, got " + holders
                    + " and " + whales + " + " + large + " + " + medium + " + " + small);
        }
        if (largest.size() > Math.min(holders, MAXIMUM_LISTED)) {
            throw new IllegalArgumentException("largest holders of " + token + " must be at most " + MAXIMUM_LISTED
                    + " and not more than there are (" + holders + "), got " + largest.size());
        }
        requireRanked(token, largest);
    }

    private static void requireRanked(TokenId token, List<TokenHolder> largest) {
        Set<Address> wallets = new HashSet<>();
        for (int i = 0; i < largest.size(); i++) {
            if (i > 0 && largest.get(i - 1).balance().compareTo(largest.get(i).balance()) < 0) {
                throw new IllegalArgumentException(
                        "largest holders of " + token + " must come highest first, place " + i + " does not");
            }
            if (!wallets.add(largest.get(i).wallet())) {
                throw new IllegalArgumentException("largest holders of " + token + " have "
                        + largest.get(i).wallet() + " twice");
            }
        }
    }
}
