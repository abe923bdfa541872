package io.plimsoll.hyperliquid.info;

import org.jspecify.annotations.Nullable;

/**
 * What a TWAP order does.
 *
 * @param status {@code activated}, {@code finished}, {@code terminated}, {@code waitingForTrigger}, {@code stopped}, {@code
 *     error}; an open set
 * @param description why, with {@code error}. What else the venue may say of a status yet unknown is not kept
 */
public record TwapStatus(String status, @Nullable String description) {}
