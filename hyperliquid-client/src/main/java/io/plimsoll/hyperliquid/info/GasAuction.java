package io.plimsoll.hyperliquid.info;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A Dutch auction for the right to deploy something: its price falls from {@code startGas} until somebody takes it.
 *
 * @param currentGas price now in HYPE; null once it is taken
 * @param durationSeconds length
 * @param endGas price it was taken for in HYPE; null while it runs
 * @param startGas price at the start in HYPE
 * @param startTimeSeconds seconds since 1970, not milliseconds
 */
public record GasAuction(
        @Nullable BigDecimal currentGas,
        long durationSeconds,
        @Nullable BigDecimal endGas,
        BigDecimal startGas,
        long startTimeSeconds) {}
