package io.plimsoll.pyth.source;

import io.plimsoll.core.domain.price.Attestation;
import io.plimsoll.core.domain.price.OraclePrice;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.util.Optional;

/**
 * The newest price of a feed, whichever way it came.
 *
 * @param feed that it is of
 * @param price and its time
 * @param ema moving average at the same time, where the way carries it
 * @param attestation signatures that were checked on this machine; empty where something else is trusted, such as a chain
 */
public record FeedPrice(
        Bytes32 feed, OraclePrice price, Optional<OraclePrice> ema, Optional<Attestation> attestation) {}
