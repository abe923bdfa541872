package io.plimsoll.core.domain.repository.incident;

import io.plimsoll.core.domain.incident.AuditEntry;
import io.plimsoll.core.domain.incident.AuditEvent;
import io.plimsoll.core.domain.incident.AuditHead;
import io.plimsoll.core.domain.incident.AuditVerdict;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;

/**
 * What was done and must be answered for. It only grows: there is no way to change or delete a line, and each line holds the
 * hash of the one before. Implementations are thread-safe; each call is one transaction.
 */
public interface AuditRepository {
    /** Adds a line, and gives it; if an event with the same id is there, gives its line and adds none. */
    AuditEntry append(AuditEvent event);

    /** The end of the log. Keep it elsewhere to be able to tell later that nothing was cut off. */
    AuditHead head();

    /** All lines, newest first. */
    Page<AuditEntry> page(PageRequest request);

    /** The lines about one subject, newest first. */
    Page<AuditEntry> about(String subject, PageRequest request);

    /** Reads all of it and checks every hash, and that it ends where the store last noted its end. */
    AuditVerdict verify();
}
