package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Endpoint {@code extraAgents}: the named keys that may sign for an account. */
public final class ExtraAgents {
    private ExtraAgents() {}

    /** Without the unnamed one. Weight 20. */
    public static InfoRequest<List<Agent>> of(Address user) {
        return InfoRequest.of("extraAgents", 20, new TypeReference<List<Agent>>() {})
                .with("user", user.hex());
    }

    /**
     * A key.
     *
     * @param address of the key
     * @param name chosen by the owner
     * @param validUntil milliseconds; null: no end
     */
    public record Agent(
            String address, String name, @Nullable Long validUntil) {}
}
