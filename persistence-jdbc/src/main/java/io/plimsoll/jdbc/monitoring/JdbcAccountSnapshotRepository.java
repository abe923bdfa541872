package io.plimsoll.jdbc.monitoring;

import io.plimsoll.core.domain.account.AccountMode;
import io.plimsoll.core.domain.account.AccountSnapshot;
import io.plimsoll.core.domain.account.AccountSnapshot.NearestLiquidation;
import io.plimsoll.core.domain.repository.AccountSnapshotRepository;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.jdbc.internal.Database;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/** Snapshots in {@code account_snapshot}, keyed by (address, bucket), and their deltas in {@code account_snapshot_delta}. */
final class JdbcAccountSnapshotRepository implements AccountSnapshotRepository {
    private static final String COLUMNS = """
            SELECT address, bucket, taken_at, mode, verdict, equity, maintenance, health_factor,
                   nearest_coin, nearest_price, nearest_distance, funding_apr
            FROM account_snapshot
            """;

    private final Database database;

    JdbcAccountSnapshotRepository(Database database) {
        this.database = database;
    }

    @Override
    public void upsert(AccountSnapshot snapshot) {
        database.update("save the snapshot of " + snapshot.address(), handle -> {
            handle.createUpdate("DELETE FROM account_snapshot WHERE address = :address AND bucket = :bucket")
                    .bind("address", snapshot.address().hex())
                    .bind("bucket", snapshot.bucket())
                    .execute();
            insert(handle, snapshot);
            insertDeltas(handle, snapshot);
        });
    }

    private static void insert(Handle handle, AccountSnapshot snapshot) {
        Optional<NearestLiquidation> nearest = snapshot.nearestLiquidation();
        handle.createUpdate("""
                        INSERT INTO account_snapshot (
                          address, bucket, taken_at, mode, verdict, equity, maintenance, health_factor,
                          nearest_coin, nearest_price, nearest_distance, funding_apr)
                        VALUES (
                          :address, :bucket, :takenAt, :mode, :verdict, :equity, :maintenance, :healthFactor,
                          :nearestCoin, :nearestPrice, :nearestDistance, :fundingApr)
                        """)
                .bind("address", snapshot.address().hex())
                .bind("bucket", snapshot.bucket())
                .bind("takenAt", snapshot.takenAt())
                .bind("mode", snapshot.mode().name())
                .bind("verdict", snapshot.verdict())
                .bind("equity", snapshot.equity().orElse(null))
                .bind("maintenance", snapshot.maintenance().orElse(null))
                .bind("healthFactor", snapshot.healthFactor().orElse(null))
                .bind("nearestCoin", nearest.map(NearestLiquidation::coin).orElse(null))
                .bind("nearestPrice", nearest.map(NearestLiquidation::price).orElse(null))
                .bind(
                        "nearestDistance",
                        nearest.map(NearestLiquidation::distance).orElse(null))
                .bind("fundingApr", snapshot.fundingApr().orElse(null))
                .execute();
    }

    private static void insertDeltas(Handle handle, AccountSnapshot snapshot) {
        if (snapshot.netDelta().isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO account_snapshot_delta (address, bucket, asset, delta)
                VALUES (:address, :bucket, :asset, :delta)
                """);
        snapshot.netDelta()
                .forEach((asset, delta) -> batch.bind(
                                "address", snapshot.address().hex())
                        .bind("bucket", snapshot.bucket())
                        .bind("asset", asset)
                        .bind("delta", delta)
                        .add());
        batch.execute();
    }

    @Override
    public Optional<AccountSnapshot> latest(Address address) {
        return database.read(
                "read the latest snapshot of " + address,
                handle -> read(
                                handle,
                                handle.createQuery(COLUMNS
                                                + " WHERE address = :address ORDER BY bucket DESC FETCH FIRST ROW ONLY")
                                        .bind("address", address.hex()))
                        .stream()
                        .findFirst());
    }

    @Override
    public List<AccountSnapshot> between(Address address, Instant from, Instant to) {
        return database.read(
                "read the snapshots of " + address,
                handle -> read(
                        handle,
                        handle.createQuery(COLUMNS
                                        + " WHERE address = :address AND bucket BETWEEN :from AND :to ORDER BY bucket")
                                .bind("address", address.hex())
                                .bind("from", from)
                                .bind("to", to)));
    }

    @Override
    public long count() {
        return database.read(
                "count the snapshots",
                handle -> handle.createQuery("SELECT COUNT(*) FROM account_snapshot")
                        .mapTo(Long.class)
                        .one());
    }

    @Override
    public int deleteOlderThan(Instant limit) {
        return database.deleteOlderThan("account_snapshot", "bucket", limit);
    }

    private static List<AccountSnapshot> read(Handle handle, Query query) {
        return query.map((row, context) -> map(handle, row)).list();
    }

    private static AccountSnapshot map(Handle handle, ResultSet row) throws SQLException {
        String address = row.getString("address");
        OffsetDateTime bucket = row.getObject("bucket", OffsetDateTime.class);
        return new AccountSnapshot(
                Address.parse(address),
                bucket.toInstant(),
                row.getObject("taken_at", OffsetDateTime.class).toInstant(),
                AccountMode.valueOf(row.getString("mode")),
                row.getString("verdict"),
                decimal(row, "equity"),
                decimal(row, "maintenance"),
                decimal(row, "health_factor"),
                nearest(row),
                deltas(handle, address, bucket),
                decimal(row, "funding_apr"));
    }

    private static Optional<NearestLiquidation> nearest(ResultSet row) throws SQLException {
        String coin = row.getString("nearest_coin");
        return coin == null
                ? Optional.empty()
                : Optional.of(new NearestLiquidation(
                        coin, row.getBigDecimal("nearest_price"), row.getBigDecimal("nearest_distance")));
    }

    private static Optional<BigDecimal> decimal(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getBigDecimal(column));
    }

    private static Map<String, BigDecimal> deltas(Handle handle, String address, OffsetDateTime bucket) {
        Map<String, BigDecimal> deltas = new HashMap<>();
        handle.createQuery("""
                        SELECT asset, delta FROM account_snapshot_delta
                        WHERE address = :address AND bucket = :bucket
                        """)
                .bind("address", address)
                .bind("bucket", bucket)
                .map((row, context) -> deltas.put(row.getString("asset"), row.getBigDecimal("delta")))
                .list();
        return deltas;
    }
}
