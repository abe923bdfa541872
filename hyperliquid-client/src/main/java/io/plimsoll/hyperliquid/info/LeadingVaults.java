package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import java.util.List;

/** Endpoint {@code leadingVaults}: the vaults that an account leads. */
public final class LeadingVaults {
    private LeadingVaults() {}

    /**
     * A vault.
     *
     * @param address its own
     * @param name for people
     */
    public record Vault(String address, String name) {}

    /** Of an account. Weight 20. */
    public static InfoRequest<List<Vault>> of(Address user) {
        return InfoRequest.of("leadingVaults", 20, new TypeReference<List<Vault>>() {})
                .with("user", user.hex());
    }
}
