package io.plimsoll.core.domain.position;

import java.math.BigDecimal;

/**
 * A spot token balance on HyperCore.
 *
 * @param token symbol as the venue prints it, such as {@code HYPE} or {@code UBTC}; not unique outside canonical tokens
 * @param total token units, orders and margin included
 * @param hold the part that orders or margin hold; not negative
 */
public record SpotBalance(String token, BigDecimal total, BigDecimal hold) implements Position {}
