package io.plimsoll.pyth.source;

import io.plimsoll.core.domain.price.Attestation;
import io.plimsoll.core.domain.price.OraclePrice;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.pyth.update.UpdateMessage;
import java.time.DateTimeException;
import java.util.Optional;

/**
 * The newest price of a feed, whichever way it came.
 *
 * @param feed that it is of
 * @param price and its time
 * @param ema moving average at the same time, where the way carries it
 * @param attestation signatures that were checked on this machine; empty where something else is trusted, such as a chain
 */
public record FeedPrice(Bytes32 feed, OraclePrice price, Optional<OraclePrice> ema, Optional<Attestation> attestation) {

    /**
     * A price out of a signed message.
     *
     * @param source name for errors
     * @param attestation of the update that proves it
     * @throws NotFound if the feed has never had a price
     * @throws MalformedResponse if its time is beyond all times
     */
    public static FeedPrice of(String source, UpdateMessage.Price message, Attestation attestation) {
        if (message.publishTime() <= 0) {
            throw new NotFound(source, "feed " + message.feedId() + " has never had a price");
        }
        try {
            return new FeedPrice(
                    message.feedId(),
                    message.oraclePrice(),
                    Optional.of(message.oracleEma()),
                    Optional.of(attestation));
        } catch (DateTimeException e) {
            throw new MalformedResponse(
                    source, "feed " + message.feedId() + " has the publish time " + message.publishTime(), e);
        }
    }
}
