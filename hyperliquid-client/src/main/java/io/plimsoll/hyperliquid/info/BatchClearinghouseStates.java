package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Endpoint {@code batchClearinghouseStates}: perp states of several accounts at once. Without documents, seen in the
 * venue's own Rust client only: do not build on it alone.
 */
public final class BatchClearinghouseStates {
    private BatchClearinghouseStates() {}

    /** On the main dex, in the order of the addresses. Weight 20. */
    public static InfoRequest<List<@Nullable ClearinghouseState>> of(List<Address> users) {
        return of(users, null);
    }

    /** On a builder's dex; null for the main one. Weight 20. */
    public static InfoRequest<List<@Nullable ClearinghouseState>> of(List<Address> users, @Nullable String dex) {
        return InfoRequest.withHoles(
                        "batchClearinghouseStates", 20, new TypeReference<List<@Nullable ClearinghouseState>>() {})
                .with("users", users.stream().map(Address::hex).toList())
                .with("dex", dex);
    }
}
