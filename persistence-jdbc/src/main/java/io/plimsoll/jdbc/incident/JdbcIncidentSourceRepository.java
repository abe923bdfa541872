package io.plimsoll.jdbc.incident;

import io.plimsoll.core.domain.incident.IncidentSource;
import io.plimsoll.core.domain.incident.SourcePoll;
import io.plimsoll.core.domain.repository.incident.IncidentSourceRepository;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Table;
import io.plimsoll.jdbc.internal.Type;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;

/** Sources in {@code incident_source}, keyed by name, and their last polls in {@code incident_source_poll}. */
final class JdbcIncidentSourceRepository implements IncidentSourceRepository {
    private static final Type<String> NAME = Type.text(60);
    private static final Table<IncidentSource> SOURCES = Table.<IncidentSource>named("incident_source")
            .key("name", NAME, IncidentSource::name)
            .column("priority", Type.INT, IncidentSource::priority)
            .column("enabled", Type.FLAG, IncidentSource::enabled)
            .build();
    private static final Table<SourcePoll> POLLS = Table.<SourcePoll>named("incident_source_poll")
            .key("name", NAME, SourcePoll::source)
            .key("answered", Type.FLAG, poll -> poll.error().isEmpty())
            .column("polled_at", Type.TIME, SourcePoll::at)
            .optional("error", Type.DOCUMENT, SourcePoll::error)
            .build();
    private static final RowMapper<IncidentSource> SOURCE = Row.mapping(row ->
            new IncidentSource(row.get("name", NAME), row.get("priority", Type.INT), row.get("enabled", Type.FLAG)));
    private static final RowMapper<SourcePoll> POLL = Row.mapping(row ->
            new SourcePoll(row.get("name", NAME), row.get("polled_at", Type.TIME), row.find("error", Type.DOCUMENT)));

    private final Database database;

    JdbcIncidentSourceRepository(Database database) {
        this.database = database;
    }

    @Override
    public void upsert(Collection<IncidentSource> sources) {
        database.update("save the sources", handle -> SOURCES.upsert(handle, sources));
    }

    @Override
    public List<IncidentSource> all() {
        return database.read(
                "read the sources",
                handle -> handle.createQuery(
                                "SELECT name, priority, enabled FROM incident_source ORDER BY priority, name")
                        .map(SOURCE)
                        .list());
    }

    @Override
    public boolean note(SourcePoll poll) {
        return database.write("note that source " + poll.source() + " was asked", handle -> {
            boolean there = handle.createQuery("SELECT name FROM incident_source WHERE name = :name")
                    .bind("name", poll.source())
                    .mapTo(String.class)
                    .findOne()
                    .isPresent();
            if (there) {
                POLLS.upsert(handle, List.of(poll));
            }
            return there;
        });
    }

    @Override
    public Optional<SourcePoll> lastAnswer(String source) {
        return last(source, true);
    }

    @Override
    public Optional<SourcePoll> lastFailure(String source) {
        return last(source, false);
    }

    private Optional<SourcePoll> last(String source, boolean answered) {
        return database.read(
                "read the polls of source " + source,
                handle -> handle.createQuery("""
                                SELECT name, polled_at, error FROM incident_source_poll
                                WHERE name = :name AND answered = :answered
                                """)
                        .bind("name", source)
                        .bind("answered", answered)
                        .map(POLL)
                        .findOne());
    }

    @Override
    public boolean delete(String source) {
        return database.write(
                "delete source " + source,
                handle -> handle.createUpdate("DELETE FROM incident_source WHERE name = :name")
                                .bind("name", source)
                                .execute()
                        > 0);
    }
}
