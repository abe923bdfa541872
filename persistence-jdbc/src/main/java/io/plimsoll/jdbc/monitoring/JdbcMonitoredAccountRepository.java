package io.plimsoll.jdbc.monitoring;

import io.plimsoll.core.domain.account.MonitoredAccount;
import io.plimsoll.core.domain.account.Platform;
import io.plimsoll.core.domain.repository.MonitoredAccountRepository;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.jdbc.internal.Database;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Watched accounts in {@code monitored_account} and, one row for each platform, {@code monitored_account_platform}. */
final class JdbcMonitoredAccountRepository implements MonitoredAccountRepository {
    private final Database database;

    JdbcMonitoredAccountRepository(Database database) {
        this.database = database;
    }

    @Override
    public void upsert(MonitoredAccount account) {
        database.update("save account " + account.address(), handle -> {
            handle.createUpdate("DELETE FROM monitored_account WHERE address = :address")
                    .bind("address", account.address().hex())
                    .execute();
            handle.createUpdate("INSERT INTO monitored_account (address, name) VALUES (:address, :name)")
                    .bind("address", account.address().hex())
                    .bind("name", account.name())
                    .execute();
            for (Platform platform : Platform.values()) {
                insert(handle, account, platform);
            }
        });
    }

    private static void insert(Handle handle, MonitoredAccount account, Platform platform) {
        Address override = account.overrides().get(platform);
        if (override == null && !account.platforms().contains(platform)) {
            return;
        }
        handle.createUpdate("""
                        INSERT INTO monitored_account_platform (address, platform, watched, override_address)
                        VALUES (:address, :platform, :watched, :override)
                        """)
                .bind("address", account.address().hex())
                .bind("platform", platform.name())
                .bind("watched", account.platforms().contains(platform))
                .bind("override", override == null ? null : override.hex())
                .execute();
    }

    @Override
    public Optional<MonitoredAccount> find(Address address) {
        return database.read(
                "read account " + address,
                handle -> handle.createQuery("SELECT address, name FROM monitored_account WHERE address = :address")
                        .bind("address", address.hex())
                        .map((row, context) -> read(handle, row.getString("address"), row.getString("name")))
                        .findOne());
    }

    @Override
    public List<MonitoredAccount> all() {
        return database.read(
                "read the accounts",
                handle -> handle.createQuery("SELECT address, name FROM monitored_account ORDER BY address")
                        .map((row, context) -> read(handle, row.getString("address"), row.getString("name")))
                        .list());
    }

    private static MonitoredAccount read(Handle handle, String address, String name) {
        Set<Platform> platforms = EnumSet.noneOf(Platform.class);
        Map<Platform, Address> overrides = new EnumMap<>(Platform.class);
        handle.createQuery("""
                        SELECT platform, watched, override_address
                        FROM monitored_account_platform
                        WHERE address = :address
                        """)
                .bind("address", address)
                .map((row, context) -> {
                    Platform platform = Platform.valueOf(row.getString("platform"));
                    if (row.getBoolean("watched")) {
                        platforms.add(platform);
                    }
                    String override = row.getString("override_address");
                    if (override != null) {
                        overrides.put(platform, Address.parse(override));
                    }
                    return platform;
                })
                .list();
        return new MonitoredAccount(Address.parse(address), name, platforms, overrides);
    }
}
