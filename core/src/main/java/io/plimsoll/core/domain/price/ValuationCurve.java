package io.plimsoll.core.domain.price;

import java.time.Instant;
import java.util.Optional;

/**
 * What a lending protocol makes of a price as its total deposits or borrows grow: a rate that goes in a straight line from one
 * at 0 to another at an endpoint, and on beyond it. It stands for what the market would pay for the whole.
 *
 * @param endpoint total at which {@code finalRate} holds; unsigned 64-bit
 * @param initialRate at a total of 0, in units of 10^rateExpo; unsigned 64-bit
 * @param finalRate at the endpoint; unsigned 64-bit
 * @param rateExpo −2 for per cent
 * @see <a href="https://pythnetwork.medium.com/improving-lending-protocols-with-liquidity-oracles-fd1ea4f96f37">liquidity
 *     oracles</a>
 */
public record ValuationCurve(long endpoint, long initialRate, long finalRate, int rateExpo) {
    private static final int RATE_PRECISION = -9;

    /**
     * The price times the rate at {@code deposits}, with the price's own exponent, confidence and time.
     *
     * @param deposits in the whole protocol; unsigned 64-bit
     * @return empty if the rate rises with deposits, or something does not fit a signed 64-bit integer
     */
    public Optional<OraclePrice> collateralPrice(OraclePrice price, long deposits) {
        return Long.compareUnsigned(initialRate, finalRate) < 0 ? Optional.empty() : valued(price, deposits);
    }

    /**
     * The price times the rate at {@code borrows}, with the price's own exponent, confidence and time.
     *
     * @param borrows in the whole protocol; unsigned 64-bit
     * @return empty if the rate falls with borrows, or something does not fit a signed 64-bit integer
     */
    public Optional<OraclePrice> borrowPrice(OraclePrice price, long borrows) {
        return Long.compareUnsigned(initialRate, finalRate) > 0 ? Optional.empty() : valued(price, borrows);
    }

    private Optional<OraclePrice> valued(OraclePrice price, long total) {
        if (endpoint < 0 || initialRate < 0 || finalRate < 0 || total < 0) {
            return Optional.empty();
        }
        return new PriceLine(0, rate(initialRate), endpoint, rate(finalRate))
                .at(total, RATE_PRECISION)
                .flatMap(price::times)
                .flatMap(valued -> valued.scaledTo(price.expo()))
                .map(valued -> new OraclePrice(valued.mantissa(), valued.expo(), price.conf(), price.publishTime()));
    }

    private OraclePrice rate(long units) {
        return new OraclePrice(units, rateExpo, 0, Instant.EPOCH);
    }
}
