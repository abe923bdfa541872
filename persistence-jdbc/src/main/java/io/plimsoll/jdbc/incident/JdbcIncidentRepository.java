package io.plimsoll.jdbc.incident;

import io.plimsoll.core.domain.alert.Severity;
import io.plimsoll.core.domain.incident.Incident;
import io.plimsoll.core.domain.incident.IncidentFilter;
import io.plimsoll.core.domain.incident.IncidentTotal;
import io.plimsoll.core.domain.incident.IncidentType;
import io.plimsoll.core.domain.incident.Recovery;
import io.plimsoll.core.domain.incident.RecoveryStatus;
import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.incident.IncidentRepository;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Pages;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Table;
import io.plimsoll.jdbc.internal.Type;
import io.plimsoll.jdbc.internal.Where;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;

/**
 * Incidents in {@code incident}, keyed by id, with {@code incident_factor}, {@code incident_liquidation} and what came of them
 * in {@code incident_recovery}.
 */
final class JdbcIncidentRepository implements IncidentRepository {
    private static final Type<String> ID = Type.text(200);
    private static final Type<IncidentType> TYPE = Type.name(IncidentType.class);
    private static final Type<Severity> SEVERITY = Type.name(Severity.class);
    private static final Type<RecoveryStatus> STATUS = Type.name(RecoveryStatus.class);
    private static final Type<String> SHORT = Type.text(60);
    private static final Type<String> SUBJECT = Type.text(100);
    private static final Type<String> TITLE = Type.text(300);

    private static final Table<Incident> INCIDENTS = Table.<Incident>named("incident")
            .key("incident_id", ID, Incident::id)
            .column("type", TYPE, Incident::type)
            .column("severity", SEVERITY, Incident::severity)
            .column("subject", SUBJECT, Incident::subject)
            .column("started_at", Type.TIME, Incident::startedAt)
            .column("last_seen_at", Type.TIME, Incident::lastSeenAt)
            .column("score", Type.DECIMAL, Incident::score)
            .optional("amount", Type.DECIMAL, Incident::amount)
            .column("source", SHORT, Incident::source)
            .column("title", TITLE, Incident::title)
            .column("description", Type.DOCUMENT, Incident::text)
            .build();

    private record Factor(String incident, String name, BigDecimal points) {}

    private static final Table<Factor> FACTORS = Table.<Factor>named("incident_factor")
            .key("incident_id", ID, Factor::incident)
            .key("name", SHORT, Factor::name)
            .column("points", Type.DECIMAL, Factor::points)
            .build();

    private record Part(String incident, String liquidation) {}

    private static final Table<Part> PARTS = Table.<Part>named("incident_liquidation")
            .key("incident_id", ID, Part::incident)
            .key("liquidation_id", ID, Part::liquidation)
            .build();

    private static final Table<Recovery> RECOVERIES = Table.<Recovery>named("incident_recovery")
            .key("incident_id", ID, Recovery::incident)
            .column("status", STATUS, Recovery::status)
            .optional("recovered", Type.DECIMAL, Recovery::recovered)
            .column("note", Type.DOCUMENT, Recovery::note)
            .column("noted_at", Type.TIME, Recovery::at)
            .build();

    private static final String SELECT = """
            SELECT incident_id, type, severity, subject, started_at, last_seen_at, score, amount, source, title, description
            FROM incident
            """;
    /** Without factors and liquidations, which come with a query for all rows of a page. */
    private static final RowMapper<Incident> BARE = Row.mapping(row -> new Incident(
            row.get("incident_id", ID),
            row.get("type", TYPE),
            row.get("severity", SEVERITY),
            row.get("subject", SUBJECT),
            row.get("started_at", Type.TIME),
            row.get("last_seen_at", Type.TIME),
            row.get("score", Type.DECIMAL),
            Map.of(),
            row.find("amount", Type.DECIMAL),
            row.get("source", SHORT),
            row.get("title", TITLE),
            row.get("description", Type.DOCUMENT),
            Set.of()));

    private static final Pages<Incident> PAGES = Pages.of(
            SELECT,
            BARE,
            Keyset.<Incident>descending().time(Incident::startedAt).text(Incident::id),
            "started_at",
            "incident_id");
    private static final RowMapper<IncidentTotal> TOTAL = Row.mapping(row -> new IncidentTotal(
            row.get("type", TYPE),
            row.get("severity", SEVERITY),
            row.get("incidents", Type.LONG),
            row.get("amounts", Type.LONG),
            row.get("amount", Type.DECIMAL)));
    private static final RowMapper<Recovery> RECOVERY = Row.mapping(row -> new Recovery(
            row.get("incident_id", ID),
            row.get("status", STATUS),
            row.find("recovered", Type.DECIMAL),
            row.get("note", Type.DOCUMENT),
            row.get("noted_at", Type.TIME)));

    private final Database database;

    JdbcIncidentRepository(Database database) {
        this.database = database;
    }

    @Override
    public void upsert(Collection<Incident> incidents) {
        database.update("save the incidents", handle -> {
            Map<String, Integer> priorities = priorities(handle);
            Map<String, Incident> told = new TreeMap<>();
            incidents.forEach(incident -> told.merge(
                    incident.id(),
                    incident,
                    (before, after) -> countsMore(priorities, before.source(), after.source()) ? before : after));
            // who adds an incident first holds it: another one that tells the same waits, and then compares
            INCIDENTS.add(handle, told.values());
            sources(handle, List.copyOf(told.keySet()))
                    .forEach((id, stored) -> told.computeIfPresent(
                            id,
                            (key, incident) -> countsMore(priorities, stored, incident.source()) ? null : incident));
            replace(handle, told);
        });
    }

    private static boolean countsMore(Map<String, Integer> priorities, String one, String other) {
        return priorities.getOrDefault(one, Integer.MAX_VALUE) < priorities.getOrDefault(other, Integer.MAX_VALUE);
    }

    private static Map<String, Integer> priorities(Handle handle) {
        Map<String, Integer> priorities = new HashMap<>();
        handle.createQuery("SELECT name, priority FROM incident_source")
                .map(Row.mapping(row -> Map.entry(row.get("name", SHORT), row.get("priority", Type.INT))))
                .forEach(entry -> priorities.put(entry.getKey(), entry.getValue()));
        return priorities;
    }

    /** Who told what is stored, by id; nobody else changes it until the end. */
    private static Map<String, String> sources(Handle handle, List<String> ids) {
        Map<String, String> sources = new HashMap<>();
        Parts.each(
                ids,
                some -> handle.createQuery("""
                        SELECT incident_id, source FROM incident
                        WHERE incident_id IN (<ids>)
                        ORDER BY incident_id
                        FOR UPDATE
                        """)
                        .bindList("ids", some)
                        .map(Row.mapping(row -> Map.entry(row.get("incident_id", ID), row.get("source", SHORT))))
                        .forEach(entry -> sources.put(entry.getKey(), entry.getValue())));
        return sources;
    }

    private static void replace(Handle handle, Map<String, Incident> told) {
        List<String> ids = List.copyOf(told.keySet());
        List<Factor> factors = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        told.values().forEach(incident -> {
            incident.factors().forEach((name, points) -> factors.add(new Factor(incident.id(), name, points)));
            incident.liquidations().forEach(liquidation -> parts.add(new Part(incident.id(), liquidation)));
        });
        INCIDENTS.upsert(handle, told.values());
        Parts.delete(handle, "incident_factor", "incident_id", ids);
        Parts.delete(handle, "incident_liquidation", "incident_id", ids);
        FACTORS.insert(handle, factors);
        PARTS.insert(handle, parts);
    }

    @Override
    public Optional<Incident> find(String id) {
        return database.read("read incident " + id, handle -> {
            Query query =
                    handle.createQuery(SELECT + " WHERE incident_id = :id").bind("id", id);
            return whole(handle, query.map(BARE).list()).stream().findFirst();
        });
    }

    @Override
    public Page<Incident> page(IncidentFilter filter, PageRequest request) {
        Where rest = filter.amountFrom()
                .map(amount -> Where.ALL.from("amount", amount))
                .orElse(Where.ALL);
        if (filter.atLeast() != Severity.INFO) {
            Where some = filter.types().isEmpty() ? rest : rest.among("type", filter.types());
            return page(
                    from(filter.atLeast()).stream()
                            .map(severity -> some.and("severity", severity))
                            .toList(),
                    request);
        }
        return page(
                filter.types().isEmpty()
                        ? List.of(rest)
                        : filter.types().stream()
                                .map(type -> rest.and("type", type))
                                .toList(),
                request);
    }

    private static List<Severity> from(Severity least) {
        return Arrays.stream(Severity.values())
                .filter(severity -> severity.compareTo(least) >= 0)
                .toList();
    }

    @Override
    public Page<Incident> about(String subject, PageRequest request) {
        return page(List.of(Where.is("subject", subject)), request);
    }

    @Override
    public Page<Incident> unsettled(PageRequest request) {
        return page(List.of(Where.is("settled", false)), request);
    }

    private Page<Incident> page(List<Where> either, PageRequest request) {
        return database.read("read the incidents", handle -> {
            Page<Incident> bare = PAGES.page(handle, either, request);
            return new Page<>(whole(handle, bare.items()), bare.next());
        });
    }

    private static List<Incident> whole(Handle handle, List<Incident> bare) {
        Map<String, Map<String, BigDecimal>> factors = new HashMap<>();
        Map<String, Set<String>> liquidations = new HashMap<>();
        Parts.each(bare.stream().map(Incident::id).toList(), ids -> {
            handle.createQuery("""
                            SELECT incident_id, name, points FROM incident_factor WHERE incident_id IN (<ids>)
                            """)
                    .bindList("ids", ids)
                    .map(Row.mapping(row -> factors.computeIfAbsent(row.get("incident_id", ID), id -> new HashMap<>())
                                    .put(row.get("name", SHORT), row.get("points", Type.DECIMAL))
                            == null))
                    .list();
            handle.createQuery("""
                            SELECT incident_id, liquidation_id FROM incident_liquidation WHERE incident_id IN (<ids>)
                            """)
                    .bindList("ids", ids)
                    .map(Row.mapping(row -> liquidations
                            .computeIfAbsent(row.get("incident_id", ID), id -> new HashSet<>())
                            .add(row.get("liquidation_id", ID))))
                    .list();
        });
        return bare.stream()
                .map(incident -> new Incident(
                        incident.id(),
                        incident.type(),
                        incident.severity(),
                        incident.subject(),
                        incident.startedAt(),
                        incident.lastSeenAt(),
                        incident.score(),
                        factors.getOrDefault(incident.id(), Map.of()),
                        incident.amount(),
                        incident.source(),
                        incident.title(),
                        incident.text(),
                        liquidations.getOrDefault(incident.id(), Set.of())))
                .toList();
    }

    @Override
    public List<IncidentTotal> totals(Instant from, Instant to) {
        return database.read(
                "count the incidents",
                handle -> handle.createQuery("""
                        SELECT type, severity, COUNT(*) AS incidents, COUNT(amount) AS amounts,
                               COALESCE(SUM(amount), 0) AS amount
                        FROM incident
                        WHERE started_at BETWEEN :from AND :to
                        GROUP BY type, severity
                        """).bind("from", from).bind("to", to).map(TOTAL).list().stream()
                        .sorted(Comparator.comparing(IncidentTotal::type).thenComparing(IncidentTotal::severity))
                        .toList());
    }

    @Override
    public boolean note(Recovery recovery) {
        return database.write("note what came of incident " + recovery.incident(), handle -> {
            boolean there = handle.createUpdate("UPDATE incident SET settled = :settled WHERE incident_id = :id")
                            .bind("settled", recovery.status().settled())
                            .bind("id", recovery.incident())
                            .execute()
                    > 0;
            if (there) {
                RECOVERIES.upsert(handle, List.of(recovery));
            }
            return there;
        });
    }

    @Override
    public Map<String, Recovery> recoveries(Collection<String> incidents) {
        return database.read("read what came of incidents", handle -> {
            Map<String, Recovery> recoveries = new HashMap<>();
            Parts.each(
                    List.copyOf(incidents),
                    ids -> handle.createQuery("""
                            SELECT incident_id, status, recovered, note, noted_at
                            FROM incident_recovery
                            WHERE incident_id IN (<ids>)
                            """)
                            .bindList("ids", ids)
                            .map(RECOVERY)
                            .forEach(recovery -> recoveries.put(recovery.incident(), recovery)));
            return recoveries;
        });
    }

    @Override
    public int deleteOlderThan(Instant limit) {
        return database.deleteOlderThan("incident", "last_seen_at", limit);
    }
}
