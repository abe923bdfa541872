package io.plimsoll.hyperliquid.exchange;

import io.plimsoll.core.foundation.chain.Address;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The keys of a multi-sig account as text. */
final class MultiSigUsers {
    private MultiSigUsers() {}

    static String text(Collection<Address> authorizedUsers, int threshold) {
        List<Address> sorted = authorizedUsers.stream().distinct().sorted().toList();
        if (threshold < 1 || threshold > sorted.size()) {
            throw new IllegalArgumentException(
                    "threshold must be between 1 and " + sorted.size() + " users, got " + threshold);
        }
        return sorted.stream()
                .map(address -> "\"" + address.hex() + "\"")
                .collect(Collectors.joining(",", "{\"authorizedUsers\":[", "],\"threshold\":" + threshold + "}"));
    }
}
