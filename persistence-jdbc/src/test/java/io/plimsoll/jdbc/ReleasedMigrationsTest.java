package io.plimsoll.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.jdbc.internal.Engine;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.Test;

/** A migration that has run somewhere is never edited: that database could not be opened any more. */
class ReleasedMigrationsTest {
    private static final String RELEASED = """
            incidents/V1__incidents_liquidations_deliveries_audit.sql -159076051
            index/V1__checkpoints.sql -757536275
            index/V2__children.sql 1515376611
            keeper/V1__markets_attempts_and_decisions.sql -860039946
            leases/V1__leases.sql -1137911634
            market/V1__market.sql -1147385295
            monitoring/V1__accounts_and_snapshots.sql 1962866919
            monitoring/V2__holdings_and_runs.sql 2005440149
            scheduling/V1__scheduled_tasks.sql -72086482
            tokens/V1__tokens_transfers_and_activity.sql 1276820988
            users/V1__users_sessions_waitlist_usage.sql -2048153364
            """;

    @Test
    void migrations_areThoseThatWereReleased() {
        assertThat(String.join("\n", known()) + "\n")
                .as("add a new migration instead of editing one; only new ones get a new line here")
                .isEqualTo(RELEASED);
    }

    private static Iterable<String> known() {
        SortedMap<String, String> lines = new TreeMap<>();
        for (Domain domain : Domain.values()) {
            MigrationInfo[] migrations = Flyway.configure(JdbcStore.class.getClassLoader())
                    .dataSource("jdbc:h2:mem:", "", "")
                    .locations("classpath:db/migration/" + domain.folder())
                    .placeholders(Engine.H2.placeholders())
                    .load()
                    .info()
                    .all();
            Arrays.stream(migrations)
                    .forEach(migration -> lines.put(
                            domain.folder() + "/" + migration.getScript(),
                            domain.folder() + "/" + migration.getScript() + " " + migration.getChecksum()));
        }
        return lines.values();
    }
}
