package io.plimsoll.jdbc.monitoring;

import static io.plimsoll.jdbc.internal.Type.ADDRESS;
import static io.plimsoll.jdbc.internal.Type.FLAG;
import static io.plimsoll.jdbc.internal.Type.name;
import static io.plimsoll.jdbc.internal.Type.text;

import io.plimsoll.core.domain.account.MonitoredAccount;
import io.plimsoll.core.domain.account.Platform;
import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.monitoring.MonitoredAccountRepository;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Pages;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Table;
import io.plimsoll.jdbc.internal.Type;
import io.plimsoll.jdbc.internal.Where;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.Query;

/** Watched accounts in {@code monitored_account} and, one row for each platform, {@code monitored_account_platform}. */
final class JdbcMonitoredAccountRepository implements MonitoredAccountRepository {
    private static final Type<Platform> PLATFORM = name(Platform.class);
    private static final Type<String> NAME = text(200);

    private static final Table<MonitoredAccount> ACCOUNTS = Table.<MonitoredAccount>named("monitored_account")
            .key("address", ADDRESS, MonitoredAccount::address)
            .column("name", NAME, MonitoredAccount::name)
            .build();

    private static final Table<Place> PLACES = Table.<Place>named("monitored_account_platform")
            .key("address", ADDRESS, place -> place.account().address())
            .key("platform", PLATFORM, Place::platform)
            .column("watched", FLAG, place -> place.account().platforms().contains(place.platform()))
            .optional("override_address", ADDRESS, Place::override)
            .build();

    private static final Pages<Address> ADDRESSES = Pages.of(
            "SELECT address FROM monitored_account",
            Row.mapping(row -> row.get("address", ADDRESS)),
            Keyset.<Address>ascending().address(address -> address),
            "address");

    private final Database database;

    /** One platform of an account; every account has a row for each, so that an upsert leaves nothing of the account before. */
    private record Place(MonitoredAccount account, Platform platform) {
        static Stream<Place> of(MonitoredAccount account) {
            return Stream.of(Platform.values()).map(platform -> new Place(account, platform));
        }

        Optional<Address> override() {
            return Optional.ofNullable(account.overrides().get(platform));
        }
    }

    JdbcMonitoredAccountRepository(Database database) {
        this.database = database;
    }

    @Override
    public void upsert(Collection<MonitoredAccount> accounts) {
        Map<Address, MonitoredAccount> lastOfEach = new TreeMap<>();
        accounts.forEach(account -> lastOfEach.put(account.address(), account));
        database.update("save " + accounts.size() + " accounts", handle -> {
            ACCOUNTS.upsert(handle, lastOfEach.values());
            PLACES.upsert(
                    handle, lastOfEach.values().stream().flatMap(Place::of).toList());
        });
    }

    @Override
    public boolean delete(Address address) {
        return database.write(
                "delete account " + address,
                handle -> handle.createUpdate("DELETE FROM monitored_account WHERE address = :address")
                                .bind("address", address)
                                .execute()
                        > 0);
    }

    @Override
    public Optional<MonitoredAccount> find(Address address) {
        return database.read(
                "read account " + address,
                handle -> accounts(handle.createQuery("""
                                SELECT a.address, a.name, p.platform, p.watched, p.override_address
                                FROM monitored_account a
                                JOIN monitored_account_platform p ON p.address = a.address
                                WHERE a.address = :address
                                """).bind("address", address)).stream()
                        .findFirst());
    }

    @Override
    public List<MonitoredAccount> all() {
        return database.read("read the accounts", handle -> accounts(handle.createQuery("""
                                SELECT a.address, a.name, p.platform, p.watched, p.override_address
                                FROM monitored_account a
                                JOIN monitored_account_platform p ON p.address = a.address
                                ORDER BY a.address
                                """)));
    }

    @Override
    public Page<MonitoredAccount> page(PageRequest request) {
        return database.read("read a page of the accounts", handle -> {
            Page<Address> page = ADDRESSES.page(handle, Where.ALL, request);
            return new Page<>(
                    accounts(handle.createQuery("""
                            SELECT a.address, a.name, p.platform, p.watched, p.override_address
                            FROM UNNEST(:addresses) AS wanted (address)
                            JOIN monitored_account a ON a.address = wanted.address
                            JOIN monitored_account_platform p ON p.address = a.address
                            ORDER BY a.address
                            """)
                            .bind("addresses", ArrayParameter.of("varchar", page.items(), Address::hex))),
                    page.next());
        });
    }

    @Override
    public List<MonitoredAccount> watchedOn(Platform platform) {
        return database.read(
                "read the accounts on " + platform,
                handle -> accounts(handle.createQuery("""
                                SELECT a.address, a.name, p.platform, p.watched, p.override_address
                                FROM monitored_account_platform w
                                JOIN monitored_account a ON a.address = w.address
                                JOIN monitored_account_platform p ON p.address = a.address
                                WHERE w.platform = :platform AND w.watched
                                ORDER BY a.address
                                """).bind("platform", platform.name())));
    }

    /** The accounts in the order of their first rows. */
    private static List<MonitoredAccount> accounts(Query query) {
        Map<Address, Rows> accounts = new LinkedHashMap<>();
        query.map(Row.mapping(row -> accounts.computeIfAbsent(
                                row.get("address", ADDRESS), address -> new Rows(address, row.get("name", NAME)))
                        .add(row)))
                .list();
        return accounts.values().stream()
                .map(rows -> Row.readable(rows::account))
                .toList();
    }

    /** The rows of one account. */
    private static final class Rows {
        private final Address address;
        private final String name;
        private final Set<Platform> platforms = EnumSet.noneOf(Platform.class);
        private final Map<Platform, Address> overrides = new EnumMap<>(Platform.class);

        Rows(Address address, String name) {
            this.address = address;
            this.name = name;
        }

        Rows add(Row row) {
            Platform platform = row.get("platform", PLATFORM);
            if (row.get("watched", FLAG)) {
                platforms.add(platform);
            }
            row.find("override_address", ADDRESS).ifPresent(override -> overrides.put(platform, override));
            return this;
        }

        MonitoredAccount account() {
            return new MonitoredAccount(address, name, platforms, overrides);
        }
    }
}
