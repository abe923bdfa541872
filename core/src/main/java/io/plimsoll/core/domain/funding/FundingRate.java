package io.plimsoll.core.domain.funding;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * The rate that was paid for one hour.
 *
 * @param coin market
 * @param time of the payment: the full hour plus some milliseconds
 * @param hourlyRate fraction of the notional at oracle price; positive: longs pay shorts
 */
public record FundingRate(String coin, Instant time, BigDecimal hourlyRate) {}
