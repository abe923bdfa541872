package io.plimsoll.jdbc.incident;

import io.plimsoll.core.domain.alert.Severity;
import io.plimsoll.core.domain.incident.Incident;
import io.plimsoll.core.domain.incident.IncidentFilter;
import io.plimsoll.core.domain.incident.IncidentType;
import io.plimsoll.core.domain.incident.Subscription;
import io.plimsoll.core.domain.repository.incident.SubscriptionRepository;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Table;
import io.plimsoll.jdbc.internal.Type;
import java.util.Arrays;
import java.util.List;
import org.jdbi.v3.core.mapper.RowMapper;

/** Subscriptions in {@code incident_subscription}, keyed by (owner, sink). */
final class JdbcSubscriptionRepository implements SubscriptionRepository {
    private static final Type<String> SINK = Type.text(100);
    private static final Type<String> NAMES = Type.text(1000);
    private static final Type<Severity> SEVERITY = Type.name(Severity.class);
    private static final Table<Subscription> SUBSCRIPTIONS = Table.<Subscription>named("incident_subscription")
            .key("owner", Type.ADDRESS, Subscription::owner)
            .key("sink", SINK, Subscription::sink)
            .column("severity", SEVERITY, row -> row.filter().atLeast())
            .column("types", NAMES, row -> Names.of(row.filter().types()))
            .optional("amount_from", Type.DECIMAL, row -> row.filter().amountFrom())
            .column("active", Type.FLAG, Subscription::active)
            .build();
    private static final String SELECT =
            "SELECT owner, sink, severity, types, amount_from, active FROM incident_subscription";
    private static final RowMapper<Subscription> MAPPER = Row.mapping(row -> new Subscription(
            row.get("owner", Type.ADDRESS),
            row.get("sink", SINK),
            new IncidentFilter(
                    row.get("severity", SEVERITY),
                    Names.parse(IncidentType.class, row.get("types", NAMES)),
                    row.find("amount_from", Type.DECIMAL)),
            row.get("active", Type.FLAG)));

    private final Database database;

    JdbcSubscriptionRepository(Database database) {
        this.database = database;
    }

    @Override
    public void upsert(Subscription subscription) {
        database.update(
                "save a subscription of " + subscription.owner(),
                handle -> SUBSCRIPTIONS.upsert(handle, List.of(subscription)));
    }

    @Override
    public List<Subscription> of(Address owner) {
        return database.read(
                "read the subscriptions of " + owner,
                handle -> handle.createQuery(SELECT + " WHERE owner = :owner ORDER BY sink")
                        .bind("owner", owner)
                        .map(MAPPER)
                        .list());
    }

    @Override
    public List<Subscription> wanting(Incident incident) {
        List<Severity> wanted = Arrays.stream(Severity.values())
                .filter(severity -> severity.compareTo(incident.severity()) <= 0)
                .toList();
        // the rest of the question is the domain's: the index has left few who do not want it
        return database.read(
                "read who wants incident " + incident.id(),
                handle -> handle
                        .createQuery(SELECT + " WHERE severity IN (<severities>) ORDER BY owner, sink")
                        .bindList("severities", wanted)
                        .map(MAPPER)
                        .stream()
                        .filter(subscription -> subscription.wants(incident))
                        .toList());
    }

    @Override
    public boolean delete(Address owner, String sink) {
        return database.write(
                "delete a subscription of " + owner,
                handle -> handle.createUpdate("DELETE FROM incident_subscription WHERE owner = :owner AND sink = :sink")
                                .bind("owner", owner)
                                .bind("sink", sink)
                                .execute()
                        > 0);
    }

    @Override
    public int forget(Address owner) {
        return database.write(
                "delete the subscriptions of " + owner,
                handle -> handle.createUpdate("DELETE FROM incident_subscription WHERE owner = :owner")
                        .bind("owner", owner)
                        .execute());
    }
}
