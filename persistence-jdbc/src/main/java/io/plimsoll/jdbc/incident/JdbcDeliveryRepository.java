package io.plimsoll.jdbc.incident;

import io.plimsoll.core.domain.alert.Alert;
import io.plimsoll.core.domain.alert.Delivery;
import io.plimsoll.core.domain.alert.DeliveryState;
import io.plimsoll.core.domain.alert.DeliveryTask;
import io.plimsoll.core.domain.alert.Severity;
import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.incident.DeliveryRepository;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Engine;
import io.plimsoll.jdbc.internal.Pages;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Table;
import io.plimsoll.jdbc.internal.Type;
import io.plimsoll.jdbc.internal.Where;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** Deliveries in {@code alert_delivery}, keyed by (alert_time, alert_key, sink). */
final class JdbcDeliveryRepository implements DeliveryRepository {
    private static final Type<String> KEY = Type.text(300);
    private static final Type<String> SINK = Type.text(100);
    private static final Type<String> TITLE = Type.text(300);
    private static final Type<Severity> SEVERITY = Type.name(Severity.class);
    private static final Type<DeliveryState> STATE = Type.name(DeliveryState.class);
    private static final Table<DeliveryTask> TASKS = Table.<DeliveryTask>named("alert_delivery")
            .key("alert_time", Type.TIME, task -> task.alert().time())
            .key("alert_key", KEY, task -> task.alert().key())
            .key("sink", SINK, DeliveryTask::sink)
            .column("severity", SEVERITY, task -> task.alert().severity())
            .column("title", TITLE, task -> task.alert().title())
            .column("content", Type.DOCUMENT, task -> task.alert().text())
            .column("state", STATE, DeliveryTask::state)
            .column("attempts", Type.INT, DeliveryTask::attempts)
            .optional("due_at", Type.TIME, DeliveryTask::dueAt)
            .optional("error", Type.DOCUMENT, DeliveryTask::error)
            .optional("settled_at", Type.TIME, DeliveryTask::settledAt)
            .build();
    private static final String SELECT = """
            SELECT alert_time, alert_key, sink, severity, title, content, state, attempts, due_at, error, settled_at
            FROM alert_delivery
            """;
    private static final String OF_KEY = " WHERE alert_time = :time AND alert_key = :alert AND sink = :sink";
    private static final RowMapper<DeliveryTask> MAPPER = Row.mapping(row -> new DeliveryTask(
            new Alert(
                    row.get("severity", SEVERITY),
                    row.get("title", TITLE),
                    row.get("content", Type.DOCUMENT),
                    row.get("alert_key", KEY),
                    row.get("alert_time", Type.TIME)),
            row.get("sink", SINK),
            row.get("state", STATE),
            row.get("attempts", Type.INT),
            row.find("due_at", Type.TIME),
            row.find("error", Type.DOCUMENT),
            row.find("settled_at", Type.TIME)));

    private static final Pages<DeliveryTask> NEWEST_FIRST = Pages.of(
            SELECT,
            MAPPER,
            Keyset.<DeliveryTask>descending()
                    .time(task -> task.alert().time())
                    .text(task -> task.alert().key())
                    .text(DeliveryTask::sink),
            "alert_time",
            "alert_key",
            "sink");

    private final Database database;

    JdbcDeliveryRepository(Database database) {
        this.database = database;
    }

    @Override
    public int add(Collection<DeliveryTask> tasks) {
        return database.write("add deliveries", handle -> TASKS.add(handle, tasks));
    }

    @Override
    public void settle(Collection<Delivery> deliveries) {
        List<DeliveryTask> settled =
                deliveries.stream().map(DeliveryTask::settled).toList();
        database.update("save deliveries", handle -> TASKS.upsert(handle, settled));
    }

    @Override
    public List<DeliveryTask> claim(int limit, Instant now, Duration hold) {
        int rows = PageRequest.first(limit).limit();
        return database.write("claim deliveries", handle -> {
            List<DeliveryTask> claimed =
                    handle.createQuery(SELECT + due()).bind("now", now).bind("rows", rows).map(MAPPER).stream()
                            .map(task -> task.claimed(now.plus(hold)))
                            .toList();
            TASKS.upsert(handle, claimed);
            return claimed;
        });
    }

    /**
     * What another worker is just taking is passed over, not waited for. H2 reads an index in its order only where it locks nothing:
     * otherwise it would sort, and lock, all that is due.
     */
    private String due() {
        return database.engine() == Engine.POSTGRES ? """
                 WHERE due_at <= :now
                ORDER BY due_at, alert_time, alert_key, sink
                FETCH FIRST :rows ROWS ONLY
                FOR UPDATE SKIP LOCKED
                """ : """
                JOIN (
                  SELECT due_at AS d, alert_time AS t, alert_key AS k, sink AS s FROM alert_delivery
                  WHERE due_at <= :now
                  ORDER BY due_at, alert_time, alert_key, sink
                  FETCH FIRST :rows ROWS ONLY
                ) ON alert_time = t AND alert_key = k AND sink = s
                WHERE due_at = d
                ORDER BY due_at, alert_time, alert_key, sink
                FOR UPDATE SKIP LOCKED
                """;
    }

    @Override
    public boolean sent(DeliveryTask claimed, Instant at) {
        return replace(claimed, claimed.sent(at));
    }

    @Override
    public boolean failed(DeliveryTask claimed, String reason, Instant at) {
        return replace(claimed, claimed.failed(reason, at));
    }

    @Override
    public boolean retry(DeliveryTask claimed, String reason, Instant again) {
        return replace(claimed, claimed.retrying(reason, again));
    }

    private boolean replace(DeliveryTask claimed, DeliveryTask next) {
        return database.write("save what came of a delivery", handle -> {
            boolean held = find(handle, claimed.alert(), claimed.sink(), " FOR UPDATE")
                    .filter(stored -> stored.isHeldBy(claimed))
                    .isPresent();
            if (held) {
                TASKS.upsert(handle, List.of(next));
            }
            return held;
        });
    }

    @Override
    public Optional<DeliveryTask> find(Alert alert, String sink) {
        return database.read("read a delivery", handle -> find(handle, alert, sink, ""));
    }

    private static Optional<DeliveryTask> find(Handle handle, Alert alert, String sink, String lock) {
        return handle.createQuery(SELECT + OF_KEY + lock)
                .bind("time", alert.time())
                .bind("alert", alert.key())
                .bind("sink", sink)
                .map(MAPPER)
                .findOne();
    }

    @Override
    public Page<DeliveryTask> page(PageRequest request) {
        return page(Where.ALL, request);
    }

    @Override
    public Page<DeliveryTask> page(DeliveryState state, PageRequest request) {
        return page(Where.is("state", state), request);
    }

    private Page<DeliveryTask> page(Where which, PageRequest request) {
        return database.read("read the deliveries", handle -> NEWEST_FIRST.page(handle, which, request));
    }

    @Override
    public Map<DeliveryState, Long> countByState() {
        return database.read("count the deliveries", handle -> {
            Map<DeliveryState, Long> counts = new EnumMap<>(DeliveryState.class);
            handle.createQuery("SELECT state, COUNT(*) AS deliveries FROM alert_delivery GROUP BY state")
                    .map(Row.mapping(row -> counts.put(row.get("state", STATE), row.get("deliveries", Type.LONG))))
                    .list();
            return counts;
        });
    }

    @Override
    public int deleteOlderThan(Instant limit) {
        return database.deleteOlderThan("alert_delivery", "settled_at", limit);
    }
}
