package io.plimsoll.hyperliquid.info;

/**
 * A fill of a slice of a TWAP order.
 *
 * @param fill itself; its hash is all zeros
 * @param twapId of the order
 */
public record TwapSliceFill(UserFill fill, long twapId) {}
