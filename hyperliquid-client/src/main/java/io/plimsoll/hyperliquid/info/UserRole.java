package io.plimsoll.hyperliquid.info;

/**
 * Answer to {@code userRole}.
 *
 * @param role {@code missing}, {@code user}, {@code vault}, {@code agent}, {@code subAccount}, or a word yet unknown
 */
public record UserRole(String role) {
    /** The venue has never seen this address. */
    public boolean unknownToVenue() {
        return role.equals("missing");
    }
}
