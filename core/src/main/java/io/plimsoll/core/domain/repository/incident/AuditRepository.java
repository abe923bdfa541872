package io.plimsoll.core.domain.repository.incident;

import io.plimsoll.core.domain.incident.AuditEntry;
import io.plimsoll.core.domain.incident.AuditEvent;
import io.plimsoll.core.domain.incident.AuditHead;
import io.plimsoll.core.domain.incident.AuditVerdict;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import java.util.Collection;
import java.util.List;

/**
 * What was done and must be answered for. It only grows: there is no way to change or delete a line, and each line holds the
 * hash of the one before. Implementations are thread-safe; each call is one transaction.
 */
public interface AuditRepository {
    /**
     * Adds a line for each event, and gives the lines in the same order; if an event with the same id is there, gives its line
     * and adds none.
     */
    List<AuditEntry> append(Collection<AuditEvent> events);

    /** Adds one line: {@link #append(Collection)}. */
    default AuditEntry append(AuditEvent event) {
        return append(List.of(event)).get(0);
    }

    /** The end of the log. Keep it elsewhere to be able to tell later that nothing was cut off. */
    AuditHead head();

    /** All lines, newest first. */
    Page<AuditEntry> page(PageRequest request);

    /** The lines about one subject, newest first. */
    Page<AuditEntry> about(String subject, PageRequest request);

    /** Reads all of it and checks every hash, and that it ends where the store last noted its end. */
    AuditVerdict verify();
}
