package io.plimsoll.core.domain.repository.incident.memory;

import io.plimsoll.core.domain.incident.AuditEntry;
import io.plimsoll.core.domain.incident.AuditEvent;
import io.plimsoll.core.domain.incident.AuditHead;
import io.plimsoll.core.domain.incident.AuditVerdict;
import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.incident.AuditRepository;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The log as a list. */
final class InMemoryAuditRepository implements AuditRepository {
    private static final Keyset<AuditEntry> NEWEST_FIRST =
            Keyset.<AuditEntry>descending().number(AuditEntry::number);

    private final List<AuditEntry> entries = new ArrayList<>();

    @Override
    public synchronized List<AuditEntry> append(Collection<AuditEvent> events) {
        return events.stream().map(this::appended).toList();
    }

    private AuditEntry appended(AuditEvent event) {
        Optional<AuditEntry> there = entries.stream()
                .filter(entry -> entry.event().id().equals(event.id()))
                .findFirst();
        if (there.isPresent()) {
            return there.get();
        }
        AuditEntry entry = AuditEntry.after(head(), event);
        entries.add(entry);
        return entry;
    }

    @Override
    public synchronized AuditHead head() {
        return entries.isEmpty()
                ? AuditHead.EMPTY
                : entries.get(entries.size() - 1).head();
    }

    @Override
    public Page<AuditEntry> page(PageRequest request) {
        return page(request, entry -> true);
    }

    @Override
    public Page<AuditEntry> about(String subject, PageRequest request) {
        return page(request, entry -> entry.event().subject().equals(subject));
    }

    private synchronized Page<AuditEntry> page(PageRequest request, Predicate<AuditEntry> wanted) {
        return NEWEST_FIRST.page(entries.stream().filter(wanted), request);
    }

    @Override
    public synchronized AuditVerdict verify() {
        AuditHead head = AuditHead.EMPTY;
        for (AuditEntry entry : entries) {
            if (!entry.follows(head)) {
                return new AuditVerdict(head.number(), head, Optional.of(head.number() + 1));
            }
            head = entry.head();
        }
        return new AuditVerdict(head.number(), head, Optional.empty());
    }
}
