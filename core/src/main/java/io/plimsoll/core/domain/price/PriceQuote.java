package io.plimsoll.core.domain.price;

import java.util.Optional;

/**
 * A price from one source.
 *
 * @param asset priced in USD, such as {@code BTC}
 * @param price and its own time
 * @param ema moving average at the same time, from a source that has one; a measure of sanity, not of value
 * @param source that gave it
 * @param attestation signatures that were checked on this machine; empty if the source's word is all there is
 */
public record PriceQuote(
        String asset, OraclePrice price, Optional<OraclePrice> ema, String source, Optional<Attestation> attestation) {}
