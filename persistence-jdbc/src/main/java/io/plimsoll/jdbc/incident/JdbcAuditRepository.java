package io.plimsoll.jdbc.incident;

import io.plimsoll.core.domain.incident.AuditEntry;
import io.plimsoll.core.domain.incident.AuditEvent;
import io.plimsoll.core.domain.incident.AuditHead;
import io.plimsoll.core.domain.incident.AuditVerdict;
import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.incident.AuditRepository;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Pages;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Table;
import io.plimsoll.jdbc.internal.Type;
import io.plimsoll.jdbc.internal.Where;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** The log in {@code audit_entry}, keyed by number, and its end in the one row of {@code audit_head}. */
final class JdbcAuditRepository implements AuditRepository {
    private static final int LINES_AT_ONCE = 1_000;
    private static final Type<String> EVENT = Type.text(100);
    private static final Type<String> ACTOR = Type.text(200);
    private static final Type<String> ACTION = Type.text(100);
    private static final Type<String> SUBJECT = Type.text(200);
    private static final Table<AuditEntry> ENTRIES = Table.<AuditEntry>named("audit_entry")
            .key("number", Type.LONG, AuditEntry::number)
            .column("event_id", EVENT, entry -> entry.event().id())
            .column("happened_at", Type.TIME, entry -> entry.event().at())
            .column("actor", ACTOR, entry -> entry.event().actor())
            .column("action", ACTION, entry -> entry.event().action())
            .column("subject", SUBJECT, entry -> entry.event().subject())
            .column("details", Type.DOCUMENT, entry -> entry.event().details())
            .column("previous_hash", Type.HASH, AuditEntry::previous)
            .column("entry_hash", Type.HASH, AuditEntry::hash)
            .build();
    private static final Table<AuditHead> HEAD = Table.<AuditHead>named("audit_head")
            .key("id", Type.INT, head -> 1)
            .column("last_number", Type.LONG, AuditHead::number)
            .column("last_hash", Type.HASH, AuditHead::hash)
            .build();
    private static final String SELECT = """
            SELECT number, event_id, happened_at, actor, action, subject, details, previous_hash, entry_hash
            FROM audit_entry
            """;
    private static final RowMapper<AuditEntry> ENTRY = Row.mapping(row -> new AuditEntry(
            row.get("number", Type.LONG),
            new AuditEvent(
                    row.get("event_id", EVENT),
                    row.get("happened_at", Type.TIME),
                    row.get("actor", ACTOR),
                    row.get("action", ACTION),
                    row.get("subject", SUBJECT),
                    row.get("details", Type.DOCUMENT)),
            row.get("previous_hash", Type.HASH),
            row.get("entry_hash", Type.HASH)));
    private static final RowMapper<AuditHead> HEAD_ROW =
            Row.mapping(row -> new AuditHead(row.get("last_number", Type.LONG), row.get("last_hash", Type.HASH)));

    private static final Pages<AuditEntry> NEWEST_FIRST =
            Pages.of(SELECT, ENTRY, Keyset.<AuditEntry>descending().number(AuditEntry::number), "number");

    private final Database database;

    JdbcAuditRepository(Database database) {
        this.database = database;
    }

    @Override
    public List<AuditEntry> append(Collection<AuditEvent> events) {
        return database.write("add to the audit log", handle -> {
            HEAD.add(handle, List.of(AuditHead.EMPTY));
            // held until the end: the next one who appends sees these lines
            AuditHead head = head(handle, " FOR UPDATE");
            Map<String, AuditEntry> lines = there(handle, events);
            List<AuditEntry> added = new ArrayList<>();
            for (AuditEvent event : events) {
                if (!lines.containsKey(event.id())) {
                    AuditEntry line = AuditEntry.after(head, event);
                    lines.put(event.id(), line);
                    added.add(line);
                    head = line.head();
                }
            }
            ENTRIES.insert(handle, added);
            HEAD.upsert(handle, List.of(head));
            return events.stream().map(event -> lines.get(event.id())).toList();
        });
    }

    private static Map<String, AuditEntry> there(Handle handle, Collection<AuditEvent> events) {
        Map<String, AuditEntry> lines = new HashMap<>();
        Parts.each(
                events.stream().map(AuditEvent::id).toList(),
                ids -> handle.createQuery(SELECT + " WHERE event_id IN (<ids>)")
                        .bindList("ids", ids)
                        .map(ENTRY)
                        .forEach(line -> lines.put(line.event().id(), line)));
        return lines;
    }

    @Override
    public AuditHead head() {
        return database.read("read the end of the audit log", handle -> head(handle, ""));
    }

    private static AuditHead head(Handle handle, String lock) {
        return handle.createQuery("SELECT last_number, last_hash FROM audit_head WHERE id = 1" + lock)
                .map(HEAD_ROW)
                .findOne()
                .orElse(AuditHead.EMPTY);
    }

    @Override
    public Page<AuditEntry> page(PageRequest request) {
        return page(Where.ALL, request);
    }

    @Override
    public Page<AuditEntry> about(String subject, PageRequest request) {
        return page(Where.is("subject", subject), request);
    }

    private Page<AuditEntry> page(Where which, PageRequest request) {
        return database.read("read the audit log", handle -> NEWEST_FIRST.page(handle, which, request));
    }

    @Override
    public AuditVerdict verify() {
        return database.read("check the audit log", handle -> {
            AuditHead end = AuditHead.EMPTY;
            List<AuditEntry> lines;
            do {
                lines = handle.createQuery(SELECT + " WHERE number > :from ORDER BY number FETCH FIRST :rows ROWS ONLY")
                        .bind("from", end.number())
                        .bind("rows", LINES_AT_ONCE)
                        .map(ENTRY)
                        .list();
                for (AuditEntry line : lines) {
                    if (!line.follows(end)) {
                        return broken(end);
                    }
                    end = line.head();
                }
            } while (!lines.isEmpty());
            return end.equals(head(handle, "")) ? new AuditVerdict(end.number(), end, Optional.empty()) : broken(end);
        });
    }

    private static AuditVerdict broken(AuditHead end) {
        return new AuditVerdict(end.number(), end, Optional.of(end.number() + 1));
    }
}
