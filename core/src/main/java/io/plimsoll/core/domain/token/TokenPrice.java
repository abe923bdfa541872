package io.plimsoll.core.domain.token;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * What a token was worth.
 *
 * @param token in question
 * @param time of the price
 * @param price USD for one whole token; positive
 * @param volume traded in the 24 hours before, USD; not negative
 * @param marketCap USD; not negative
 * @param change fraction by which the price changed in the 24 hours before: 0.05 is 5 % up
 */
public record TokenPrice(
        TokenId token,
        Instant time,
        BigDecimal price,
        Optional<BigDecimal> volume,
        Optional<BigDecimal> marketCap,
        Optional<BigDecimal> change) {

    public TokenPrice {
        if (price.signum() <= 0) {
            throw new IllegalArgumentException("price of " + token + " must be > 0, got " + price);
        }
        if (volume.filter(v -> v.signum() < 0).isPresent()
                || marketCap.filter(m -> m.signum() < 0).isPresent()) {
            throw new IllegalArgumentException("volume and market cap of " + token + " must not be negative, got "
                    + volume.orElse(null) + ", " + marketCap.orElse(null));
        }
    }
}
