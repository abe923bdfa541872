package io.plimsoll.hyperliquid.info;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a vault trades through others.
 *
 * @param type {@code normal}, {@code parent} or {@code child}; an open set
 * @param data of a parent. What the venue may say of a type yet unknown is not kept
 */
public record VaultRelationship(String type, @Nullable Data data) {

    /**
     * What a parent has.
     *
     * @param childAddresses vaults it trades through
     */
    public record Data(@Nullable List<String> childAddresses) {}
}
