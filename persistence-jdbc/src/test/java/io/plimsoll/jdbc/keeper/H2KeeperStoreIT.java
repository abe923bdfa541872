package io.plimsoll.jdbc.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.keeper.Attempt;
import io.plimsoll.core.domain.market.CandleInterval;
import io.plimsoll.core.domain.repository.keeper.AttemptJournal;
import io.plimsoll.core.domain.repository.keeper.KeeperStore;
import io.plimsoll.core.testing.repository.keeper.KeeperSamples;
import io.plimsoll.jdbc.JdbcStore;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Engine;
import io.plimsoll.jdbc.testing.RecordedFiles;
import io.plimsoll.jdbc.testing.RecordedFiles.Change;
import io.plimsoll.jdbc.testing.RecordedFiles.Forced;
import io.plimsoll.jdbc.testing.RecordedFiles.Write;
import io.plimsoll.jdbc.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2KeeperStoreIT extends KeeperStoreContract {
    private static TestDatabase database;
    private static Path file;

    @BeforeAll
    static void open(@TempDir Path folder) {
        file = folder.resolve("store");
        database = TestDatabase.h2(folder);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Override
    TestDatabase database() {
        return database;
    }

    @Override
    JdbcStore reopened() {
        return JdbcStore.h2File(file);
    }

    @Test
    void journal_inAFile_isDurable_andInMemoryIsNot() {
        assertThat(database.store().keeper().attempts().durable()).isTrue();
        try (JdbcStore memory = JdbcStore.h2Memory("journal")) {
            AttemptJournal journal = memory.keeper().attempts();
            assertThat(journal.durable()).isFalse();
            assertThat(journal.plan(Attempt.planned(KeeperSamples.key(KeeperSamples.ALICE, 1), KeeperSamples.T0)))
                    .isTrue();
        }
    }

    /** At every turn of a keeper, over a history that grows: sorting would read all of it. */
    @Test
    void latest_isTheFirstOfAnIndex() throws SQLException {
        KeeperStore store = database.store().keeper();
        try (Connection connection = database.source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET QUERY_STATISTICS TRUE");
            store.prices().latest("pyth", "BTC");
            store.prices().latestAt("pyth", "BTC", KeeperSamples.T0);
            store.candles().latest("pyth", "BTC", CandleInterval.ONE_MINUTE);
            store.fundingRates().latest(KeeperSamples.BTC);
            store.openInterest().latest(KeeperSamples.BTC);
            store.profits().latest(KeeperSamples.CHAIN, "tidal", KeeperSamples.ALICE);
            store.attempts().highestNonce(KeeperSamples.CHAIN, KeeperSamples.BOB);
            List<String> queries = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("""
                    SELECT sql_statement FROM information_schema.query_statistics
                    WHERE sql_statement LIKE '%FROM keeper%FETCH FIRST ROW ONLY%'
                    """)) {
                while (rows.next()) {
                    queries.add(rows.getString(1));
                }
            }
            statement.execute("SET QUERY_STATISTICS FALSE");

            assertThat(queries).hasSize(7);
            for (String query : queries) {
                try (ResultSet plan = statement.executeQuery("EXPLAIN " + query.replace("?", "NULL"))) {
                    plan.next();
                    assertThat(plan.getString(1)).contains("index sorted");
                }
            }
        }
    }

    /** H2 hands a commit to the operating system and leaves it there; a power cut may then lose it. */
    @Test
    void everyStep_isForcedToTheDisk_beforeItReturns(@TempDir Path folder) throws Exception {
        try (JdbcStore store = JdbcStore.h2File(folder.resolve("forced"))) {
            store.keeper();
        }
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:recorded:" + folder.resolve("forced") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE");
        RecordedFiles.begin();
        try (Connection open = source.getConnection()) {
            AttemptJournal journal = new JdbcKeeperStore(Database.over(source, Engine.of(open))).attempts();
            Attempt planned = Attempt.planned(KeeperSamples.key(KeeperSamples.ALICE, 1), KeeperSamples.T0);
            Attempt sent = planned.sent(KeeperSamples.transaction(1, 7, KeeperSamples.T1));

            assertForced(() -> journal.plan(planned));
            assertForced(() -> journal.save(sent));
            assertForced(() -> journal.save(sent.abandoned(KeeperSamples.T2, "")));
        }
    }

    private static void assertForced(Runnable step) {
        RecordedFiles.begin();
        step.run();
        List<Change> changes = RecordedFiles.changes();
        assertThat(changes).hasAtLeastOneElementOfType(Write.class);
        assertThat(changes.get(changes.size() - 1)).isInstanceOf(Forced.class);
    }
}
