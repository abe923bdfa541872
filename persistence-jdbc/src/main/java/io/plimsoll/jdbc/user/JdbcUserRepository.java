package io.plimsoll.jdbc.user;

import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.user.UserRepository;
import io.plimsoll.core.domain.user.Tier;
import io.plimsoll.core.domain.user.User;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Pages;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Table;
import io.plimsoll.jdbc.internal.Type;
import io.plimsoll.jdbc.internal.Where;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** Users in {@code app_user}, keyed by address. */
final class JdbcUserRepository implements UserRepository {
    private static final Type<Tier> TIER = Type.name(Tier.class);
    private static final Table<User> USERS = Table.<User>named("app_user")
            .key("address", Type.ADDRESS, User::address)
            .column("tier", TIER, User::tier)
            .column("first_seen", Type.TIME, User::firstSeen)
            .column("last_seen", Type.TIME, User::lastSeen)
            .build();
    private static final String SELECT = "SELECT address, tier, first_seen, last_seen FROM app_user";
    private static final RowMapper<User> MAPPER = Row.mapping(row -> new User(
            row.get("address", Type.ADDRESS),
            row.get("tier", TIER),
            row.get("first_seen", Type.TIME),
            row.get("last_seen", Type.TIME)));
    private static final Pages<User> PAGES = Pages.of(
            SELECT,
            MAPPER,
            Keyset.<User>descending().time(User::firstSeen).address(User::address),
            "first_seen",
            "address");

    private final Database database;

    JdbcUserRepository(Database database) {
        this.database = database;
    }

    @Override
    public User seen(Address address, Instant at) {
        return database.write("note that user " + address + " was there", handle -> {
            Optional<User> user = Optional.empty();
            // empty if somebody forgets the user just now
            while (user.isEmpty()) {
                USERS.add(handle, List.of(new User(address, Tier.FREE, at, at)));
                handle.createUpdate("""
                                UPDATE app_user SET last_seen = :at WHERE address = :address AND last_seen < :at
                                """).bind("address", address).bind("at", at).execute();
                user = find(handle, address);
            }
            return user.get();
        });
    }

    @Override
    public void upsert(Collection<User> users) {
        database.update("save the users", handle -> USERS.upsert(handle, users));
    }

    @Override
    public boolean assign(Address address, Tier tier) {
        return database.write(
                "put user " + address + " in tier " + tier,
                handle -> handle.createUpdate("UPDATE app_user SET tier = :tier WHERE address = :address")
                                .bind("address", address)
                                .bind("tier", tier)
                                .execute()
                        > 0);
    }

    @Override
    public Optional<User> find(Address address) {
        return database.read("read user " + address, handle -> find(handle, address));
    }

    private static Optional<User> find(Handle handle, Address address) {
        return handle.createQuery(SELECT + " WHERE address = :address")
                .bind("address", address)
                .map(MAPPER)
                .findOne();
    }

    @Override
    public Page<User> page(PageRequest request) {
        return database.read("read the users", handle -> PAGES.page(handle, Where.ALL, request));
    }

    @Override
    public Page<User> page(Tier tier, PageRequest request) {
        return database.read(
                "read the users of tier " + tier, handle -> PAGES.page(handle, Where.is("tier", tier), request));
    }

    @Override
    public Map<Tier, Long> countByTier() {
        return database.read("count the users", handle -> {
            Map<Tier, Long> counts = new EnumMap<>(Tier.class);
            handle.createQuery("SELECT tier, COUNT(*) AS users FROM app_user GROUP BY tier")
                    .map(Row.mapping(row -> counts.put(row.get("tier", TIER), row.get("users", Type.LONG))))
                    .list();
            return counts;
        });
    }

    @Override
    public boolean forget(Address address) {
        return database.write(
                "forget user " + address,
                handle -> delete(handle, "app_user", address) + delete(handle, "api_usage", address) > 0);
    }

    /** From {@code app_user} the sessions go with it. */
    private static int delete(Handle handle, String table, Address address) {
        return handle.createUpdate("DELETE FROM " + table + " WHERE address = :address")
                .bind("address", address)
                .execute();
    }
}
