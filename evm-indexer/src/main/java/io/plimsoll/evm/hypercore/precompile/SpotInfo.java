package io.plimsoll.evm.hypercore.precompile;

/**
 * What a spot pair is.
 *
 * @param name such as {@code PURR/USDC}, or {@code @107} for most
 * @param baseToken index of the token that is traded
 * @param quoteToken index of the token that prices are in
 */
public record SpotInfo(String name, long baseToken, long quoteToken) {}
