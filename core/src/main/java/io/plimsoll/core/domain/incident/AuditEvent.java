package io.plimsoll.core.domain.incident;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Something that was done and must be answered for.
 *
 * @param id chosen by who notes it, so that noting it again after a lost connection adds nothing
 * @param at when, whole microseconds: what is finer is cut off
 * @param actor who did it
 * @param action what: a short word, for example {@code incident.settled}
 * @param subject to what, for example an incident's id
 * @param details in words or JSON; no secrets
 */
public record AuditEvent(String id, Instant at, String actor, String action, String subject, String details) {
    public AuditEvent {
        at = at.truncatedTo(ChronoUnit.MICROS);
    }
}
