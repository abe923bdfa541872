package io.plimsoll.pyth.onchain;

import io.plimsoll.core.domain.price.OraclePrice;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.crypto.Keccak256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A contract has stored a newer price. The event tells neither the exponent nor the moving average: a mantissa alone is no price.
 * The exponent comes from elsewhere, see {@link ExponentSource}.
 *
 * @param feed id
 * @param publishTime of the price
 * @param price signed mantissa
 * @param conf unsigned 64-bit, in the mantissa's unit
 */
public record PriceFeedUpdateEvent(Bytes32 feed, Instant publishTime, long price, long conf) implements PythEvent {
    /** First topic; the second is the feed. */
    public static final Bytes32 TOPIC = Bytes32.of(
            Keccak256.hash("PriceFeedUpdate(bytes32,uint64,int64,uint64)".getBytes(StandardCharsets.US_ASCII)));

    /** The price, with an exponent that the caller knows. */
    public OraclePrice withExponent(int expo) {
        return new OraclePrice(price, expo, conf, publishTime);
    }

    /**
     * The price, with the exponent that a source gives for the block of the event.
     *
     * @param block that the event's log is in
     */
    public OraclePrice withExponent(ExponentSource source, BlockRef block) {
        return withExponent(source.exponent(feed, block));
    }
}
