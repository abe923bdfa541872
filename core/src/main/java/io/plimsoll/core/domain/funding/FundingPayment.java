package io.plimsoll.core.domain.funding;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What one account received or paid for one position.
 *
 * @param coin market
 * @param time of the payment
 * @param amount USDC; positive: received
 * @param size signed base units at that time
 * @param rate per hour
 */
public record FundingPayment(String coin, Instant time, BigDecimal amount, BigDecimal size, BigDecimal rate) {}
