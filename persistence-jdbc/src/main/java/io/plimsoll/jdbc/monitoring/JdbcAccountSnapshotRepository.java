package io.plimsoll.jdbc.monitoring;

import static io.plimsoll.jdbc.internal.Type.ADDRESS;
import static io.plimsoll.jdbc.internal.Type.DECIMAL;
import static io.plimsoll.jdbc.internal.Type.LONG;
import static io.plimsoll.jdbc.internal.Type.TIME;
import static io.plimsoll.jdbc.internal.Type.name;
import static io.plimsoll.jdbc.internal.Type.text;
import static java.util.Objects.requireNonNull;

import io.plimsoll.core.domain.account.AccountMode;
import io.plimsoll.core.domain.account.AccountSnapshot;
import io.plimsoll.core.domain.account.AccountSnapshot.NearestLiquidation;
import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.monitoring.AccountSnapshotRepository;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Pages;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Table;
import io.plimsoll.jdbc.internal.Type;
import io.plimsoll.jdbc.internal.Where;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/** Snapshots in {@code account_snapshot}, keyed by (address, bucket), and their deltas in {@code account_snapshot_delta}. */
final class JdbcAccountSnapshotRepository implements AccountSnapshotRepository {
    /**
     * One probe of the key for the newest bucket of each account, and one for its row. The order by address, which is one anyway,
     * shows H2 that the key is sorted.
     */
    static final String LATEST = """
            SELECT s.address, s.bucket, s.taken_at, s.mode, s.verdict, s.equity, s.maintenance, s.health_factor,
                   s.nearest_coin, s.nearest_price, s.nearest_distance, s.funding_apr
            FROM (
              SELECT wanted.address,
                     (SELECT x.bucket FROM account_snapshot x WHERE x.address = wanted.address
                      ORDER BY x.address DESC, x.bucket DESC FETCH FIRST ROW ONLY) AS bucket
              FROM UNNEST(:addresses) AS wanted (address)
            ) newest
            JOIN account_snapshot s ON s.address = newest.address AND s.bucket = newest.bucket
            """;

    private static final Type<AccountMode> MODE = name(AccountMode.class);
    private static final Type<String> VERDICT = text(60);
    private static final Type<String> ASSET = text(60);

    private static final Table<AccountSnapshot> SNAPSHOTS = Table.<AccountSnapshot>named("account_snapshot")
            .key("address", ADDRESS, AccountSnapshot::address)
            .key("bucket", TIME, AccountSnapshot::bucket)
            .column("taken_at", TIME, AccountSnapshot::takenAt)
            .column("mode", MODE, AccountSnapshot::mode)
            .column("verdict", VERDICT, AccountSnapshot::verdict)
            .optional("equity", DECIMAL, AccountSnapshot::equity)
            .optional("maintenance", DECIMAL, AccountSnapshot::maintenance)
            .optional("health_factor", DECIMAL, AccountSnapshot::healthFactor)
            .optional("nearest_coin", ASSET, row -> row.nearestLiquidation().map(NearestLiquidation::coin))
            .optional("nearest_price", DECIMAL, row -> row.nearestLiquidation().map(NearestLiquidation::price))
            .optional(
                    "nearest_distance", DECIMAL, row -> row.nearestLiquidation().map(NearestLiquidation::distance))
            .optional("funding_apr", DECIMAL, AccountSnapshot::fundingApr)
            .build();

    private static final Table<Delta> DELTAS = Table.<Delta>named("account_snapshot_delta")
            .key("address", ADDRESS, delta -> delta.key().address())
            .key("bucket", TIME, delta -> delta.key().bucket())
            .key("asset", ASSET, Delta::asset)
            .column("delta", DECIMAL, Delta::delta)
            .build();

    private static final Pages<AccountSnapshot> NEWEST_FIRST = Pages.of(
            """
            SELECT address, bucket, taken_at, mode, verdict, equity, maintenance, health_factor,
                   nearest_coin, nearest_price, nearest_distance, funding_apr
            FROM account_snapshot
            """,
            Row.mapping(JdbcAccountSnapshotRepository::bare),
            Keyset.<AccountSnapshot>descending().time(AccountSnapshot::bucket),
            "bucket");

    private final Database database;

    private record Key(Address address, Instant bucket) {
        static Key of(AccountSnapshot snapshot) {
            return new Key(snapshot.address(), snapshot.bucket());
        }
    }

    private record Delta(Key key, String asset, BigDecimal delta) {
        static Stream<Delta> of(Entry<Key, AccountSnapshot> snapshot) {
            return snapshot.getValue().netDelta().entrySet().stream()
                    .map(delta -> new Delta(snapshot.getKey(), delta.getKey(), delta.getValue()));
        }

        static Delta of(Row row) {
            return new Delta(
                    new Key(row.get("address", ADDRESS), row.get("bucket", TIME)),
                    row.get("asset", ASSET),
                    row.get("delta", DECIMAL));
        }
    }

    JdbcAccountSnapshotRepository(Database database) {
        this.database = database;
    }

    @Override
    public void upsert(Collection<AccountSnapshot> snapshots) {
        Map<Key, AccountSnapshot> lastOfEach = new HashMap<>();
        snapshots.forEach(snapshot -> lastOfEach.put(Key.of(snapshot), snapshot));
        database.update("save " + subject(lastOfEach.keySet()), handle -> {
            // the snapshots first: their rows are what a second writer of the same ones waits for
            SNAPSHOTS.upsert(handle, lastOfEach.values());
            replaceDeltas(handle, lastOfEach);
        });
    }

    private static String subject(Collection<Key> keys) {
        return keys.size() == 1 ? "the snapshot of " + keys.iterator().next().address() : keys.size() + " snapshots";
    }

    /** Writes only what differs: to delete all and insert it again takes several times as long. */
    private static void replaceDeltas(Handle handle, Map<Key, AccountSnapshot> snapshots) {
        Set<Delta> wanted =
                snapshots.entrySet().stream().flatMap(Delta::of).collect(Collectors.toCollection(HashSet::new));
        List<Delta> others = deltas(handle, snapshots.keySet())
                .map(Row.mapping(Delta::of))
                .filter(stored -> !wanted.remove(stored))
                .filter(stored ->
                        !requireNonNull(snapshots.get(stored.key())).netDelta().containsKey(stored.asset()))
                .list();
        DELTAS.upsert(handle, wanted);
        if (!others.isEmpty()) {
            PreparedBatch batch = handle.prepareBatch(
                    "DELETE FROM account_snapshot_delta WHERE address = :address AND bucket = :bucket AND asset = :asset");
            others.forEach(delta -> batch.bind("address", delta.key().address())
                    .bind("bucket", delta.key().bucket())
                    .bind("asset", delta.asset())
                    .add());
            batch.execute();
        }
    }

    @Override
    public SortedMap<Address, AccountSnapshot> latest(Collection<Address> addresses) {
        return database.read("read the latest snapshots of " + addresses.size() + " accounts", handle -> {
            List<AccountSnapshot> bare =
                    bare(handle.createQuery(LATEST).bind("addresses", ArrayParameter.of(new TreeSet<>(addresses))));
            SortedMap<Address, AccountSnapshot> latest = new TreeMap<>();
            withDeltas(bare, deltas(handle, bare.stream().map(Key::of).toList()))
                    .forEach(snapshot -> latest.put(snapshot.address(), snapshot));
            return latest;
        });
    }

    @Override
    public List<AccountSnapshot> between(Address address, Instant from, Instant to) {
        return database.read("read the snapshots of " + address, handle -> {
            List<AccountSnapshot> bare = bare(handle.createQuery("""
                            SELECT address, bucket, taken_at, mode, verdict, equity, maintenance, health_factor,
                                   nearest_coin, nearest_price, nearest_distance, funding_apr
                            FROM account_snapshot
                            WHERE address = :address AND bucket BETWEEN :from AND :to
                            ORDER BY address, bucket
                            """)
                    .bind("address", address)
                    .bind("from", from)
                    .bind("to", to));
            return withDeltas(bare, deltas(handle, address, from, to));
        });
    }

    @Override
    public Page<AccountSnapshot> page(Address address, PageRequest request) {
        return database.read("read a page of the snapshots of " + address, handle -> {
            Page<AccountSnapshot> page = NEWEST_FIRST.page(handle, Where.is("address", address), request);
            List<AccountSnapshot> bare = page.items();
            return bare.isEmpty()
                    ? page
                    : new Page<>(
                            withDeltas(
                                    bare,
                                    deltas(
                                            handle,
                                            address,
                                            bare.get(bare.size() - 1).bucket(),
                                            bare.get(0).bucket())),
                            page.next());
        });
    }

    @Override
    public long count() {
        return database.read(
                "count the snapshots",
                handle -> handle.createQuery("SELECT COUNT(*) AS snapshots FROM account_snapshot")
                        .map(Row.mapping(row -> row.get("snapshots", LONG)))
                        .one());
    }

    @Override
    public int deleteOlderThan(Instant limit) {
        return database.deleteOlderThan("account_snapshot", "bucket", limit);
    }

    private static Query deltas(Handle handle, Collection<Key> keys) {
        return handle.createQuery("""
                        SELECT d.address, d.bucket, d.asset, d.delta
                        FROM UNNEST(:addresses, :buckets) AS wanted (address, bucket)
                        JOIN account_snapshot_delta d
                          ON d.address = wanted.address AND d.bucket = wanted.bucket
                        """)
                .bind(
                        "addresses",
                        ArrayParameter.of("varchar", keys, key -> key.address().hex()))
                .bind(
                        "buckets",
                        ArrayParameter.of(
                                "timestamptz", keys, key -> key.bucket().atOffset(ZoneOffset.UTC)));
    }

    private static Query deltas(Handle handle, Address address, Instant from, Instant to) {
        return handle.createQuery("""
                        SELECT address, bucket, asset, delta
                        FROM account_snapshot_delta
                        WHERE address = :address AND bucket BETWEEN :from AND :to
                        """)
                .bind("address", address)
                .bind("from", from)
                .bind("to", to);
    }

    /** The snapshots without their deltas, in the order of the rows. */
    private static List<AccountSnapshot> bare(Query query) {
        return query.map(Row.mapping(JdbcAccountSnapshotRepository::bare)).list();
    }

    private static AccountSnapshot bare(Row row) {
        return new AccountSnapshot(
                row.get("address", ADDRESS),
                row.get("bucket", TIME),
                row.get("taken_at", TIME),
                row.get("mode", MODE),
                row.get("verdict", VERDICT),
                row.find("equity", DECIMAL),
                row.find("maintenance", DECIMAL),
                row.find("health_factor", DECIMAL),
                row.find("nearest_coin", ASSET)
                        .map(coin -> new NearestLiquidation(
                                coin, row.get("nearest_price", DECIMAL), row.get("nearest_distance", DECIMAL))),
                Map.of(),
                row.find("funding_apr", DECIMAL));
    }

    private static List<AccountSnapshot> withDeltas(List<AccountSnapshot> bare, Query deltas) {
        Map<Key, Map<String, BigDecimal>> byKey = new HashMap<>();
        deltas.map(Row.mapping(Delta::of))
                .forEach(delta -> byKey.computeIfAbsent(delta.key(), key -> new HashMap<>())
                        .put(delta.asset(), delta.delta()));
        List<AccountSnapshot> whole = new ArrayList<>(bare.size());
        for (AccountSnapshot snapshot : bare) {
            whole.add(snapshot.withNetDelta(byKey.getOrDefault(Key.of(snapshot), Map.of())));
        }
        return whole;
    }
}
