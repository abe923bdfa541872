package io.plimsoll.jdbc.index;

import static io.plimsoll.core.testing.repository.index.Chains.INDEX;
import static io.plimsoll.core.testing.repository.index.Chains.block;
import static io.plimsoll.core.testing.repository.index.Chains.blocks;
import static io.plimsoll.core.testing.repository.index.Chains.log;
import static io.plimsoll.core.testing.repository.index.Chains.sighting;
import static io.plimsoll.core.testing.repository.index.Chains.sightings;
import static io.plimsoll.jdbc.index.EventColumn.ADDRESS;
import static io.plimsoll.jdbc.index.EventColumn.AMOUNT;
import static io.plimsoll.jdbc.index.EventColumn.DOCUMENT;
import static io.plimsoll.jdbc.index.EventColumn.HASH;
import static io.plimsoll.jdbc.index.EventColumn.TIME;
import static io.plimsoll.jdbc.index.EventColumn.name;
import static io.plimsoll.jdbc.index.EventColumn.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.event.IndexBatch;
import io.plimsoll.core.domain.event.IndexId;
import io.plimsoll.core.domain.event.IndexState;
import io.plimsoll.core.domain.market.Side;
import io.plimsoll.core.domain.repository.Cursor;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.index.IndexRepository;
import io.plimsoll.core.domain.repository.token.TokenStore;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.LogRef;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import io.plimsoll.core.testing.repository.index.IndexRepositoryContract;
import io.plimsoll.core.testing.repository.index.Sighting;
import io.plimsoll.core.testing.repository.index.TokenIndexContract;
import io.plimsoll.core.testing.repository.index.Unwritable;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Engine;
import io.plimsoll.jdbc.testing.TestDatabase;
import io.plimsoll.jdbc.token.JdbcTokenStore;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contract of indexes over a database, and what only a database can do wrong. */
abstract class JdbcIndexRepositoryContract extends IndexRepositoryContract {
    /** An event with the columns that a sighting has not. */
    private record Report(LogRef at, String document, Instant time, Bytes32 hash, Side side, Optional<String> note)
            implements ChainEvent {}

    private static final EventTable<Report> REPORTS = EventTable.named("report", Report.class)
            .column("document", DOCUMENT, Report::document)
            .column("reported_at", TIME, Report::time)
            .column("hash", HASH, Report::hash)
            .column("side", name(Side.class), Report::side)
            .optional("note", text(10), Report::note)
            .index("hash")
            .build(row -> new Report(
                    row.at(),
                    row.get("document", DOCUMENT),
                    row.get("reported_at", TIME),
                    row.get("hash", HASH),
                    row.get("side", name(Side.class)),
                    row.find("note", text(10))));

    private static final Report REPORT = new Report(
            log(INDEX.chain(), block(3), 0),
            "{}",
            Instant.parse("2026-03-01T12:00:00.123456Z"),
            Bytes32.parse("0x" + "e".repeat(64)),
            Side.values()[0],
            Optional.empty());

    abstract TestDatabase database();

    @BeforeEach
    void emptied() {
        repository();
        database().emptied();
    }

    private JdbcIndexRepository repository() {
        return database().store().index(Sightings.TABLE, Unwritable.<Handle>writer());
    }

    @Override
    protected IndexRepository empty() {
        return repository();
    }

    @Override
    protected List<Sighting> stored(ChainId chain) {
        return Sightings.all(repository(), chain);
    }

    @Test
    void commit_valueThatAColumnCannotHold_leavesNothing() {
        Sighting good = sighting(block(4), 0);
        for (String text : List.of("x".repeat(41), "x".repeat(1 << 20), "a\0b", "a\uD800", "\uDC00a")) {
            unstorable(with(good, text, good.amount(), good.weight()), "column said");
        }
        for (String weight : List.of("0.0000000000000000001", "100000000000000000000", "1E+1000000", "1E-1000000")) {
            unstorable(with(good, good.text(), good.amount(), new BigDecimal(weight)), "column weight");
        }
        unstorable(with(good, good.text(), BigInteger.TEN.pow(78), good.weight()), "column amount");
    }

    private void unstorable(Sighting event, String column) {
        JdbcIndexRepository repository = repository();
        assertThatExceptionOfType(RepositoryException.class)
                .isThrownBy(() ->
                        repository.commit(IndexBatch.first(INDEX, List.of(sighting(block(3), 0), event), block(4))))
                .matches(e -> e.kind() == Kind.UNSTORABLE)
                .withMessageContaining(column);
        assertThat(repository.find(INDEX)).isEmpty();
        assertThat(stored(INDEX.chain())).isEmpty();
    }

    /** A program that was started again with one table less. */
    @Test
    void commit_withoutAWriterThatTheIndexHad_changesNothing() {
        database()
                .store()
                .index(Sightings.TABLE, REPORTS)
                .commit(IndexBatch.first(INDEX, List.of(sighting(block(3), 1), REPORT), block(3))
                        .withWindow(blocks(2, 3, 0), 2));
        JdbcIndexRepository less = database().store().index(Sightings.TABLE);

        for (IndexBatch batch : List.of(
                IndexBatch.next(INDEX, block(3), List.of(), block(4)),
                IndexBatch.reorg(INDEX, block(3), block(2), List.of(), block(4, 1)))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> less.commit(batch))
                    .withMessageContaining("keeps events in report, for which there is no writer here");
        }

        assertThat(less.find(INDEX)).map(IndexState::checkpoint).contains(block(3));
        assertThat(stored(INDEX.chain())).hasSize(1);
    }

    @Test
    void commit_valuesAtTheEdge_areStoredExactly() {
        Sighting good = sighting(block(4), 0);
        String nines = "9".repeat(20) + "." + "9".repeat(18);
        List<Sighting> events = List.of(
                with(
                        good,
                        "'; DROP TABLE sighting; --",
                        BigInteger.TEN.pow(78).subtract(BigInteger.ONE),
                        new BigDecimal(nines)),
                at(1, with(good, "\uD83D\uDE00 \\ \" ? :name ${text}", BigInteger.ZERO, new BigDecimal("-" + nines))),
                at(2, with(good, "x".repeat(40), BigInteger.TWO.pow(256).subtract(BigInteger.ONE), BigDecimal.ZERO)),
                at(3, with(good, "", BigInteger.TWO.pow(255).negate(), new BigDecimal("-0.000000000000000001"))),
                at(4, with(good, "\t\r\n ", BigInteger.TEN.pow(78).negate().add(BigInteger.ONE), BigDecimal.TEN)));

        repository().commit(IndexBatch.first(INDEX, events, block(4)));

        assertThat(stored(INDEX.chain())).isEqualTo(events);
    }

    @Test
    void commit_longDocument_isStoredExactly() {
        Report report = new Report(
                REPORT.at,
                "\uD83D\uDE00'".repeat(300_000),
                REPORT.time,
                REPORT.hash,
                Side.values()[1],
                Optional.of("n"));
        JdbcIndexRepository repository = database().store().index(REPORTS);

        repository.commit(IndexBatch.first(INDEX, List.of(report), block(3)));

        assertThat(repository
                        .events(REPORTS)
                        .newest(INDEX.chain(), PageRequest.first(1))
                        .items())
                .containsExactly(report);
    }

    @Test
    void events_newestFirst_pageByPage() {
        JdbcIndexRepository repository = repository();
        List<Sighting> events = sightings(10, 19, 0, 3);
        repository.commit(IndexBatch.first(INDEX, events, block(19)).withWindow(blocks(15, 19, 0), 15));
        EventRows<Sighting> rows = repository.events(Sightings.TABLE);

        Page<Sighting> first = rows.newest(INDEX.chain(), PageRequest.first(4));
        assertThat(first.items()).containsExactly(events.get(29), events.get(28), events.get(27), events.get(26));
        repository.commit(IndexBatch.next(INDEX, block(19), sightings(20, 25, 0, 3), block(25)));
        Page<Sighting> second = rows.newest(
                INDEX.chain(), PageRequest.first(26).after(first.next().orElseThrow()));
        assertThat(second.items()).hasSize(26).startsWith(events.get(25)).endsWith(events.get(0));
        assertThat(second.next()).isEmpty();
        assertThat(rows.between(INDEX.chain(), 11, 12, PageRequest.first(1000)).items())
                .isEqualTo(events.subList(3, 9));
        assertThat(rows.count(INDEX.chain())).isEqualTo(48);
        assertThat(rows.count(ChainId.HYPEREVM_TESTNET)).isZero();
    }

    @Test
    void events_ofOneValue_comeFromTheIndex() throws SQLException {
        JdbcIndexRepository repository = repository();
        List<Sighting> events = sightings(10, 19, 0, 3);
        repository.commit(IndexBatch.first(INDEX, events, block(19)));
        EventRows<Sighting> rows = repository.events(Sightings.TABLE);
        Sighting one = sighting(block(12), 1);

        assertThat(rows.newest(INDEX.chain(), "seen_by", ADDRESS, one.by(), PageRequest.first(2))
                        .items())
                .containsExactly(sighting(block(13), 0), one);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rows.newest(INDEX.chain(), "amount", AMOUNT, one.amount(), PageRequest.first(2)))
                .withMessageContaining("keeps no index of 'amount'");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> rows.newest(INDEX.chain(), PageRequest.first(2).after(Cursor.of("one", "two"))));
    }

    @Test
    void events_inEveryOrder_areReadInTheOrderOfAnIndex() throws SQLException {
        String some = "SELECT amount FROM sighting WHERE chain_id = 999 AND ";
        String before = " AND block_number <= 5 AND (block_number, log_index) < (5, 1) ORDER BY ";
        String one = "seen_by = '" + sighting(block(12), 1).by() + "'";
        String rows = " FETCH FIRST 2 ROWS ONLY";
        for (String query : List.of(
                some + "block_number BETWEEN 3 AND 9 ORDER BY chain_id, block_number, log_index" + rows,
                some + "TRUE ORDER BY chain_id DESC, block_number DESC, log_index DESC" + rows,
                some + "TRUE" + before + "chain_id DESC, block_number DESC, log_index DESC" + rows,
                some + one + " ORDER BY chain_id, seen_by, block_number DESC, log_index DESC" + rows,
                some + one + before + "chain_id, seen_by, block_number DESC, log_index DESC" + rows)) {
            assertThat(plan(query))
                    .as(query)
                    .doesNotContain("Sort", "Seq Scan", "tableScan")
                    .containsPattern("index sorted|Index Scan");
        }
    }

    private String plan(String query) throws SQLException {
        try (Connection connection = database().source().getConnection();
                Statement statement = connection.createStatement()) {
            if (Engine.of(connection) == Engine.POSTGRES) {
                // of so few rows it would rather read and sort all
                statement.execute("SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off");
            }
            StringBuilder plan = new StringBuilder();
            try (ResultSet rows = statement.executeQuery("EXPLAIN " + query)) {
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
            }
            return plan.toString();
        }
    }

    @Test
    void events_olderThanALimit_areDeletedAndTheIndexGoesOn() {
        JdbcIndexRepository repository = repository();
        repository.commit(IndexBatch.first(INDEX, sightings(0, 9, 0, 2), block(9)));

        assertThat(repository.events(Sightings.TABLE).deleteOlderThan(block(6).time()))
                .isEqualTo(12);
        repository.commit(IndexBatch.next(INDEX, block(9), sightings(10, 12, 0, 2), block(12)));

        assertThat(stored(INDEX.chain())).isEqualTo(sightings(6, 12, 0, 2));
        assertThat(repository.events(Sightings.TABLE).deleteOlderThan(block(6).time()))
                .isZero();
        JdbcIndexRepository reports = database().store().index(REPORTS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reports.events(REPORTS).deleteOlderThan(block(6).time()))
                .withMessageContaining("no index by time");
    }

    @Test
    void table_declaredAgainWithOtherColumns_isRefused() {
        EventTable.Builder<Unwritable> other = EventTable.named("sighting", Unwritable.class);
        wrongSchema(() -> database().store().index(other.build(row -> new Unwritable(row.at()))), "seen_by");
        EventTable<Unwritable> notOurs =
                EventTable.named("index_checkpoint", Unwritable.class).build(row -> new Unwritable(row.at()));
        wrongSchema(() -> database().store().index(notOurs), "fingerprint");
        EventTable.Builder<Report> nullable = EventTable.named("report", Report.class)
                .column("document", DOCUMENT, Report::document)
                .column("reported_at", TIME, Report::time)
                .column("hash", HASH, Report::hash)
                .column("side", name(Side.class), Report::side)
                .column("note", text(10), report -> report.note.orElse(""));
        database().store().index(REPORTS);
        wrongSchema(() -> database().store().index(nullable.build(row -> REPORT)), "note=CHARACTER VARYING(10) NULL");
    }

    private static void wrongSchema(ThrowingCallable opening, String column) {
        assertThatExceptionOfType(RepositoryException.class)
                .isThrownBy(opening)
                .matches(e -> e.kind() == Kind.WRONG_SCHEMA)
                .withMessageContaining(column);
    }

    @Test
    void table_withNamesThatAreNone_isRefused() {
        for (String name : List.of("", "Sighting", "a b", "x; DROP TABLE y", "1st", "x".repeat(49))) {
            assertThatIllegalArgumentException().isThrownBy(() -> EventTable.named(name, Report.class));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EventTable.named("t", Report.class).column(name, DOCUMENT, Report::document));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventTable.named("t", Report.class).column("log_index", HASH, Report::hash));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventTable.named("t", Report.class).index("unknown"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventTable.named("t", Report.class)
                        .column("document", DOCUMENT, Report::document)
                        .index("document"));
        assertThatIllegalArgumentException().isThrownBy(() -> text(0));
        assertThatIllegalArgumentException().isThrownBy(() -> text(1 << 20));
    }

    @Test
    void tables_ofDifferentIndexes_areFedIndependently() {
        JdbcIndexRepository reports = database().store().index(REPORTS);
        IndexId reportIndex = new IndexId(INDEX.chain(), "reports");
        repository().commit(IndexBatch.first(INDEX, sightings(0, 4, 0, 1), block(4)));

        reports.commit(IndexBatch.first(reportIndex, List.of(REPORT), block(9)).withWindow(blocks(2, 9, 0), 2));
        reports.commit(IndexBatch.reorg(reportIndex, block(9), block(2), List.of(), block(2)));

        assertThat(stored(INDEX.chain())).isEqualTo(sightings(0, 4, 0, 1));
        assertThat(reports.events(REPORTS).count(INDEX.chain())).isZero();
        assertThat(reports.all()).extracting(IndexState::index).containsExactly(reportIndex, INDEX);
        JdbcIndexRepository both = database().store().index(REPORTS, Sightings.TABLE);
        assertThatExceptionOfType(RepositoryException.class)
                .isThrownBy(() -> both.commit(IndexBatch.next(INDEX, block(4), List.of(), block(5))))
                .matches(e -> e.kind() == Kind.DUPLICATE)
                .withMessageContaining("report belongs to index reports of chain 999");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reports.forget(INDEX))
                .withMessageContaining("needed are those to");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reports.eventsAfter(INDEX, 0))
                .withMessageContaining("needed are those to");
        assertThat(both.find(INDEX)).map(IndexState::checkpoint).contains(block(4));
        assertThat(both.forget(reportIndex)).isTrue();
        assertThat(stored(INDEX.chain())).isEqualTo(sightings(0, 4, 0, 1));
    }

    @Test
    void commit_withoutTheLease_storesNothing() throws SQLException {
        AtomicBoolean held = new AtomicBoolean(true);
        Engine engine;
        try (Connection connection = database().source().getConnection()) {
            engine = Engine.of(connection);
        }
        Database fenced = Database.over(database().source(), engine).fencedBy(handle -> {
            if (!held.get()) {
                throw new RepositoryException(Kind.FENCED, "lost");
            }
        });
        JdbcIndexRepository repository = new JdbcIndexRepository(fenced, List.of(Sightings.TABLE));
        assertThat(repository
                        .commit(IndexBatch.first(INDEX, sightings(0, 4, 0, 1), block(4)))
                        .stored())
                .isTrue();
        held.set(false);

        assertThatExceptionOfType(RepositoryException.class)
                .isThrownBy(() -> repository.commit(IndexBatch.next(INDEX, block(4), sightings(5, 6, 0, 1), block(6))))
                .matches(e -> e.kind() == Kind.FENCED);

        assertThat(stored(INDEX.chain())).isEqualTo(sightings(0, 4, 0, 1));
        assertThat(repository.find(INDEX)).map(IndexState::checkpoint).contains(block(4));
    }

    @Test
    void find_spoiledRow_isCorrupt() throws SQLException {
        repository().commit(IndexBatch.first(INDEX, sightings(0, 4, 0, 1), block(4)));
        try (Connection connection = database().source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE index_checkpoint SET block_hash = 'spoiled'");
        }

        assertThatExceptionOfType(RepositoryException.class)
                .isThrownBy(() -> repository().find(INDEX))
                .matches(e -> e.kind() == Kind.CORRUPT);
    }

    @Nested
    class OfTokens extends TokenIndexContract {
        @Override
        protected TokenStore tokens() {
            return database().store().tokens();
        }

        @Override
        protected IndexRepository index() {
            JdbcTokenStore tokens = database().store().tokens();
            return database().store().index(tokens.transferWriter(), tokens.paymentWriter());
        }
    }

    private static Sighting with(Sighting event, String text, BigInteger amount, BigDecimal weight) {
        return new Sighting(
                event.at(), event.by(), text, amount, weight, event.confirmed(), event.count(), event.reward());
    }

    private static Sighting at(int logIndex, Sighting event) {
        return new Sighting(
                log(event.at().chain(), event.at().block(), logIndex),
                event.by(),
                event.text(),
                event.amount(),
                event.weight(),
                event.confirmed(),
                event.count(),
                event.reward());
    }
}
