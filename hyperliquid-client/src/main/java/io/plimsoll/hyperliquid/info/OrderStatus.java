package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answer to {@code orderStatus}.
 *
 * @param status {@code order} if the venue knows it, {@code unknownOid} if it does not; an open set
 * @param order and what became of it; null if unknown
 */
public record OrderStatus(String status, @Nullable HistoricalOrder order) {
    private static final Pattern CLOID = Pattern.compile("0x[0-9a-fA-F]{32}");

    /** By the venue's order id. Weight 2. */
    public static InfoRequest<OrderStatus> of(Address user, long oid) {
        return request(user, oid);
    }

    /**
     * By the client's order id. Weight 2.
     *
     * @param cloid {@code 0x} and 32 hex digits
     * @throws IllegalArgumentException if it is anything else
     */
    public static InfoRequest<OrderStatus> of(Address user, String cloid) {
        if (!CLOID.matcher(cloid).matches()) {
            throw new IllegalArgumentException("cloid must be 0x and 32 hex digits: " + cloid);
        }
        return request(user, cloid);
    }

    private static InfoRequest<OrderStatus> request(Address user, Object oid) {
        return InfoRequest.of("orderStatus", 2, new TypeReference<OrderStatus>() {})
                .with("user", user.hex())
                .with("oid", oid);
    }
}
