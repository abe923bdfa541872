package io.plimsoll.core.domain.incident;

import io.plimsoll.core.domain.alert.Severity;
import io.plimsoll.core.domain.liquidation.Liquidation;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Something that went wrong, as far as it is known. It may grow: what is told of it later has the same id.
 *
 * @param id the same whenever the same is found again, by a restart or a replay: {@link #id(IncidentType, String, Instant)}
 * @param type what kind of thing
 * @param severity how much it matters
 * @param subject what it happened to: a coin, an account, a vault or a price feed
 * @param startedAt when it began
 * @param lastSeenAt when the newest part of it happened; not before startedAt
 * @param score how sure and how bad, from 0 to 100
 * @param factors what the score is made of: points by name
 * @param amount what it moved or cost, USD, not negative; empty if it is not known
 * @param source name of the {@link IncidentSource} that told it; of the most trusted one, if several did
 * @param title one line
 * @param text the facts
 * @param liquidations ids of the {@link Liquidation}s it is made of
 */
public record Incident(
        String id,
        IncidentType type,
        Severity severity,
        String subject,
        Instant startedAt,
        Instant lastSeenAt,
        BigDecimal score,
        Map<String, BigDecimal> factors,
        Optional<BigDecimal> amount,
        String source,
        String title,
        String text,
        Set<String> liquidations) {
    private static final BigDecimal FULL_SCORE = BigDecimal.valueOf(100);

    public Incident {
        if (lastSeenAt.isBefore(startedAt)) {
            throw new IllegalArgumentException(
                    "incident " + id + " seen last at " + lastSeenAt + ", before it began at " + startedAt);
        }
        if (score.signum() < 0 || score.compareTo(FULL_SCORE) > 0) {
            throw new IllegalArgumentException("the score of incident " + id + " must be from 0 to 100, got " + score);
        }
        if (amount.filter(value -> value.signum() < 0).isPresent()) {
            throw new IllegalArgumentException("the amount of incident " + id + " must be >= 0, got " + amount.get());
        }
        factors = Collections.unmodifiableMap(new TreeMap<>(factors));
        liquidations = Collections.unmodifiableSet(new TreeSet<>(liquidations));
    }

    /**
     * The id of what a rule finds: it changes neither with the time of looking nor with how much of it has been seen.
     *
     * @param windowStart start of the rule's window
     */
    public static String id(IncidentType type, String subject, Instant windowStart) {
        return type + "|" + subject + "|" + windowStart;
    }
}
