package io.plimsoll.pyth.pro;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * Prices of an interval. Not signed, and rounded by the service.
 *
 * @param start of the interval
 * @param open first
 * @param high highest
 * @param low lowest
 * @param close last
 * @param volume traded; empty if the service has none
 */
public record ProCandle(
        Instant start,
        BigDecimal open,
        BigDecimal high,
        BigDecimal low,
        BigDecimal close,
        Optional<BigDecimal> volume) {}
