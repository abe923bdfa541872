package io.plimsoll.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.market.Side;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What both engines must do alike. A subclass for each gives an empty database. */
abstract class TableContract {
    private static final Thing THING = new Thing(
            "key",
            1,
            Optional.of(Long.MIN_VALUE),
            true,
            new BigDecimal("12345678901234567890.123456789012345678"),
            BigInteger.TWO.pow(256).subtract(BigInteger.ONE),
            Instant.parse("2026-03-01T12:00:00.123456Z"),
            LocalDate.of(2026, 3, 1),
            Address.parse("0x" + "ab".repeat(20)),
            Bytes32.parse("0x" + "cd".repeat(32)),
            new ChainId(999),
            Optional.of(Side.BUY),
            Optional.of("{\"text\": \"tab\\t\\\\ \u20ac \uD83D\uDE00 ' ; DROP TABLE thing --\"}\n\t\r\\N"));

    /** A row with a column of each type. */
    record Thing(
            String name,
            int number,
            Optional<Long> big,
            boolean flag,
            BigDecimal decimal,
            BigInteger amount,
            Instant time,
            LocalDate day,
            Address address,
            Bytes32 hash,
            ChainId chain,
            Optional<Side> side,
            Optional<String> document) {
        Thing called(String other) {
            return new Thing(
                    other, number, big, flag, decimal, amount, time, day, address, hash, chain, side, document);
        }

        Thing numbered(int other) {
            return new Thing(name, other, big, flag, decimal, amount, time, day, address, hash, chain, side, document);
        }

        Thing with(BigDecimal other) {
            return new Thing(name, number, big, flag, other, amount, time, day, address, hash, chain, side, document);
        }

        Thing with(BigInteger other) {
            return new Thing(name, number, big, flag, decimal, other, time, day, address, hash, chain, side, document);
        }

        Thing at(Instant other) {
            return new Thing(
                    name, number, big, flag, decimal, amount, other, day, address, hash, chain, side, document);
        }

        Thing documented(Optional<String> other) {
            return new Thing(name, number, big, flag, decimal, amount, time, day, address, hash, chain, side, other);
        }
    }

    private static final Table<Thing> THINGS = Table.<Thing>named("thing")
            .key("name", Type.text(60), Thing::name)
            .key("number", Type.INT, Thing::number)
            .optional("big", Type.LONG, Thing::big)
            .column("flag", Type.FLAG, Thing::flag)
            .column("a_decimal", Type.DECIMAL, Thing::decimal)
            .column("amount", Type.AMOUNT, Thing::amount)
            .column("a_time", Type.TIME, Thing::time)
            .column("a_day", Type.DATE, Thing::day)
            .column("address", Type.ADDRESS, Thing::address)
            .column("hash", Type.HASH, Thing::hash)
            .column("chain_id", Type.CHAIN, Thing::chain)
            .optional("side", Type.name(Side.class), Thing::side)
            .optional("document", Type.DOCUMENT, Thing::document)
            .build();

    private Database database;

    abstract DataSource emptySource();

    abstract Engine engine();

    @BeforeEach
    void createTable() {
        database = Database.over(emptySource(), engine());
        String text = engine().placeholders().get("text");
        database.update(
                "create the table",
                handle -> handle.execute("""
                CREATE TABLE thing (
                  name VARCHAR(60) %s NOT NULL, number INTEGER NOT NULL, big BIGINT, flag BOOLEAN NOT NULL,
                  a_decimal NUMERIC(38, 18) NOT NULL, amount NUMERIC(78, 0) NOT NULL, a_time TIMESTAMP(6) WITH TIME ZONE NOT NULL,
                  a_day DATE NOT NULL, address VARCHAR(42) NOT NULL, hash VARCHAR(66) NOT NULL, chain_id BIGINT NOT NULL,
                  side VARCHAR(10), document %s, PRIMARY KEY (name, number))
                """.formatted(engine().placeholders().get("bytewise"), text)));
    }

    @AfterEach
    void dropTable() {
        database.update("drop the table", handle -> handle.execute("DROP TABLE thing"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7_000})
    void upsert_ofAnyNumberOfRows_readsBackExactlyAndReplaces(int count) {
        List<Thing> rows = IntStream.range(0, count).mapToObj(THING::numbered).toList();
        List<Thing> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, new Random(1));

        upsert(shuffled);
        assertThat(all()).isEqualTo(rows);

        List<Thing> changed = rows.stream()
                .map(row -> row.documented(Optional.empty()).with(BigDecimal.ONE))
                .toList();
        upsert(changed);
        assertThat(all()).isEqualTo(changed);
    }

    @Test
    void upsert_ofOneKeyTwice_keepsTheLast() {
        upsert(List.of(THING, THING.with(BigDecimal.ONE), THING.called("other"), THING.with(BigDecimal.TEN)));

        assertThat(all()).containsExactly(THING.with(BigDecimal.TEN), THING.called("other"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7_000})
    void add_keepsWhatIsThereAndCountsTheNew(int count) {
        upsert(List.of(THING));
        List<Thing> rows = IntStream.range(0, count)
                .mapToObj(number -> THING.numbered(number).with(BigDecimal.ONE))
                .toList();
        List<Thing> twice = new ArrayList<>(rows);
        twice.addAll(rows);

        assertThat(add(twice)).isEqualTo(count == 1 ? 1 : count - 1);
        assertThat(add(twice)).isZero();
        assertThat(all()).hasSize(count == 1 ? 2 : count).contains(THING);
    }

    @Test
    void insert_ofAKeyThatIsThere_isADuplicateAndStoresNothing() {
        upsert(List.of(THING));

        assertFails(
                Kind.DUPLICATE,
                () -> database.write("save", handle -> {
                    THINGS.insert(handle, List.of(THING.called("new"), THING));
                    return 0;
                }));
        assertThat(all()).containsExactly(THING);
    }

    static List<String> hostileTexts() {
        return List.of("\u0000", "a\u0000b", "\uD800", "\uDC00x", "x\uDBFF", "\uDC00\uD800", "x".repeat(1 << 20) + "x");
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void text_thatCannotBeKept_isRefusedWhole(String text) {
        assertUnstorable(THING.documented(Optional.of(text)), "document");
        assertUnstorable(THING.called(text), "name");
    }

    @Test
    void text_ofOneMegabyte_isKept() {
        Thing long1 = THING.documented(Optional.of("\u20ac".repeat(1 << 20)));
        Thing long2 = THING.numbered(2).documented(Optional.of("'\\\n".repeat((1 << 20) / 3)));

        upsert(List.of(long1, long2));

        assertThat(all()).containsExactly(long1, long2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0000000000000000001",
                "100000000000000000000",
                "-100000000000000000000",
                "1e100000000",
                "1e-100000000",
                "12345678901234567890.1234567890123456789"
            })
    void decimal_thatDoesNotFit_isRefusedNotRounded(String number) {
        assertUnstorable(THING.with(new BigDecimal(number)), "a_decimal");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0.000000000000000001",
                "1e19",
                "99999999999999999999.999999999999999999",
                "1.50000000000000000000000"
            })
    void decimal_thatFits_isKeptExactly(String number) {
        upsert(List.of(THING.with(new BigDecimal(number))));

        BigDecimal read = all().get(0).decimal();
        assertThat(read).isEqualByComparingTo(number);
        assertThat(read.scale()).isBetween(0, 18);
    }

    @Test
    void amount_ofMoreThan78Digits_isRefused() {
        assertUnstorable(THING.with(BigInteger.TEN.pow(78)), "amount");
        upsert(List.of(
                THING.with(BigInteger.TEN.pow(78).subtract(BigInteger.ONE).negate())));
        assertThat(all().get(0).amount())
                .isEqualTo(BigInteger.TEN.pow(78).subtract(BigInteger.ONE).negate());
    }

    @Test
    void time_isKeptToTheMicrosecondFloored() {
        upsert(List.of(THING.at(Instant.parse("1969-12-31T23:59:59.999999999Z"))));

        assertThat(all().get(0).time()).isEqualTo(Instant.parse("1969-12-31T23:59:59.999999Z"));
        assertUnstorable(THING.at(Instant.MAX), "a_time");
        assertUnstorable(THING.at(Instant.MIN), "a_time");
        upsert(List.of(
                THING.at(Instant.parse("9999-12-31T23:59:59.999999Z")),
                THING.numbered(2).at(Instant.parse("0001-01-01T00:00:00Z"))));
        assertThat(all())
                .extracting(Thing::time)
                .containsExactly(Instant.parse("9999-12-31T23:59:59.999999Z"), Instant.parse("0001-01-01T00:00:00Z"));
    }

    @Test
    void bindings_ofOurTypes_findTheRow() {
        upsert(List.of(THING));

        long count = database.read(
                "count",
                handle -> handle.createQuery("""
                                SELECT COUNT(*) FROM thing
                                WHERE address = :address AND hash = :hash AND chain_id = :chain AND a_time = :time AND side = :side
                                """)
                        .bind("address", THING.address())
                        .bind("hash", THING.hash())
                        .bind("chain", THING.chain())
                        .bind("time", THING.time())
                        .bind("side", Side.BUY)
                        .mapTo(Long.class)
                        .one());
        assertThat(count).isEqualTo(1);
    }

    @Test
    void rowThatCannotBeRead_isCorrupt() {
        upsert(List.of(THING));
        database.update("damage", handle -> handle.execute("UPDATE thing SET address = '0xnothex'"));

        assertFails(Kind.CORRUPT, this::all);
    }

    @Test
    void reading_seesOneState() {
        upsert(List.of(THING));

        database.read("read twice", handle -> {
            assertThat(all(handle)).hasSize(1);
            upsertOnAnotherThread(THING.called("later"));
            assertThat(all(handle)).hasSize(1);
            return true;
        });
        assertThat(all()).hasSize(2);
    }

    @Test
    void deleteOlderThan_acrossManyPieces_countsAll() {
        upsert(IntStream.range(0, 20_000)
                .mapToObj(number -> THING.numbered(number).at(Instant.ofEpochSecond(number)))
                .toList());

        assertThat(database.deleteOlderThan("thing", "a_time", Instant.ofEpochSecond(19_999)))
                .isEqualTo(19_999);
        assertThat(all()).extracting(Thing::number).containsExactly(19_999);
    }

    @Test
    void manyWritersOfTheSameRows_allSucceed() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Integer>> writers = IntStream.range(0, 40)
                    .mapToObj(seed -> (Callable<Integer>) () -> {
                        List<Thing> rows = new ArrayList<>(
                                IntStream.range(0, 50).mapToObj(THING::numbered).toList());
                        Collections.shuffle(rows, new Random(seed));
                        if (seed % 2 == 0) {
                            upsert(rows);
                            return 0;
                        }
                        return add(rows);
                    })
                    .toList();
            for (Future<Integer> writer : threads.invokeAll(writers)) {
                assertThat(writer.get()).isBetween(0, 50);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(all()).hasSize(50);
    }

    @Test
    void keyColumnAfterOthers_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Table.<Thing>named("thing").build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Table.<Thing>named("thing")
                        .column("flag", Type.FLAG, Thing::flag)
                        .key("name", Type.text(60), Thing::name));
    }

    private void upsertOnAnotherThread(Thing thing) {
        Thread writer = new Thread(() -> upsert(List.of(thing)));
        writer.start();
        try {
            writer.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertUnstorable(Thing thing, String column) {
        assertThatExceptionOfType(RepositoryException.class)
                .isThrownBy(() -> upsert(List.of(THING.called("first"), thing)))
                .withMessageContaining("column " + column + " cannot hold ")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.UNSTORABLE))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
        assertThat(all()).noneMatch(row -> row.name().equals("first"));
    }

    private static void assertFails(Kind kind, Runnable call) {
        assertThatExceptionOfType(RepositoryException.class)
                .isThrownBy(call::run)
                .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
    }

    private void upsert(List<Thing> rows) {
        database.update("save things", handle -> THINGS.upsert(handle, rows));
    }

    private int add(List<Thing> rows) {
        return database.write("add things", handle -> THINGS.add(handle, rows));
    }

    private List<Thing> all() {
        return database.read("read things", TableContract::all);
    }

    private static List<Thing> all(Handle handle) {
        return handle.createQuery("SELECT * FROM thing ORDER BY name, number")
                .map(Row.mapping(row -> new Thing(
                        row.get("name", Type.text(60)),
                        row.get("number", Type.INT),
                        row.find("big", Type.LONG),
                        row.get("flag", Type.FLAG),
                        row.get("a_decimal", Type.DECIMAL),
                        row.get("amount", Type.AMOUNT),
                        row.get("a_time", Type.TIME),
                        row.get("a_day", Type.DATE),
                        row.get("address", Type.ADDRESS),
                        row.get("hash", Type.HASH),
                        row.get("chain_id", Type.CHAIN),
                        row.find("side", Type.name(Side.class)),
                        row.find("document", Type.DOCUMENT))))
                .list();
    }
}
