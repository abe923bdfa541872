package io.plimsoll.hyperliquid.info;

import org.jspecify.annotations.Nullable;

/**
 * A change of a TWAP order: a row of {@code twapHistory} and of the channels that tell it.
 *
 * @param time seconds since 1970, not milliseconds as everywhere else
 * @param state of the order then
 * @param status what it changed to
 * @param twapId of the order; missing in old rows
 */
public record TwapUpdate(
        long time,
        TwapState state,
        TwapStatus status,
        @Nullable Long twapId) {}
