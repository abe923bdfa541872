package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import org.jspecify.annotations.Nullable;

/**
 * Answer to {@code userRole}: what kind of account an address is.
 *
 * @param role {@code missing}, {@code user}, {@code vault}, {@code agent}, {@code subAccount}, or a word yet unknown
 * @param data whose agent or sub-account it is; null for the others. What the venue may say of a word yet unknown is not kept
 */
public record UserRole(String role, @Nullable Data data) {

    /**
     * Whom an address belongs to.
     *
     * @param user of an agent: the account it signs for
     * @param master of a sub-account: its owner
     */
    public record Data(@Nullable String user, @Nullable String master) {}

    /** Of one address. Weight 60. */
    public static InfoRequest<UserRole> of(Address user) {
        return InfoRequest.of("userRole", 60, new TypeReference<UserRole>() {}).with("user", user.hex());
    }

    /** The venue has never seen this address. */
    public boolean unknownToVenue() {
        return role.equals("missing");
    }
}
