package io.plimsoll.jdbc;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.testing.repository.monitoring.AccountSnapshotRepositoryContract;
import java.nio.file.Path;
import java.time.Instant;

/** A process that saves one snapshot, says so, and dies on the spot. Run by {@link JdbcStoreIT}. */
final class KilledWriter {
    static final Instant BUCKET = Instant.parse("2026-03-01T12:00:00Z");

    private KilledWriter() {}

    public static void main(String[] args) {
        JdbcStore store = JdbcStore.h2File(Path.of(args[0]));
        store.monitoring().snapshots().upsert(AccountSnapshotRepositoryContract.snapshot(Address.ZERO, BUCKET, "42"));
        Runtime.getRuntime().halt(77);
    }
}
