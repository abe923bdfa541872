package io.plimsoll.core.domain.keeper;

import io.plimsoll.core.foundation.chain.BlockRef;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What was made of one candidate at one time, with everything that it rests on: it can be explained, counted and replayed. Its
 * identity is (key, time).
 *
 * @param key what might have been liquidated
 * @param time of the decision; whole microseconds, what is below is cut off
 * @param head block that everything was read at
 * @param mode of the keeper
 * @param verdict what was decided
 * @param reason one sentence for people, with the numbers that decided; not blank
 * @param healthFactor of the position; empty where it could not be computed
 * @param prices it rests on, in the order in which they were asked for; may be empty where one was refused
 * @param economics what it would bring; empty where it did not come to that
 * @param position the position as its protocol writes it, a JSON document: what a replay starts from
 */
public record Decision(
        AttemptKey key,
        Instant time,
        BlockRef head,
        KeeperMode mode,
        Verdict verdict,
        String reason,
        Optional<BigDecimal> healthFactor,
        List<PriceUsed> prices,
        Optional<Economics> economics,
        String position) {

    public Decision {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("decision on " + key + " must have a reason");
        }
        if (verdict == Verdict.EXECUTE && (healthFactor.isEmpty() || prices.isEmpty() || economics.isEmpty())) {
            throw new IllegalArgumentException(
                    "decision to liquidate " + key + " must have health factor, prices and economics");
        }
        time = time.truncatedTo(ChronoUnit.MICROS);
        prices = List.copyOf(prices);
    }

    /** Age of the oldest price; negative if all claim to be from the future; empty without prices. */
    public Optional<Duration> oldestPrice() {
        return prices.stream()
                .map(PriceUsed::publishTime)
                .min(Instant::compareTo)
                .map(oldest -> Duration.between(oldest, time));
    }
}
