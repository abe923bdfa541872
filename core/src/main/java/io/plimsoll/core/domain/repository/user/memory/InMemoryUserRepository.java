package io.plimsoll.core.domain.repository.user.memory;

import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.user.UserRepository;
import io.plimsoll.core.domain.user.Tier;
import io.plimsoll.core.domain.user.User;
import io.plimsoll.core.foundation.chain.Address;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Users by address. The map is the lock. */
final class InMemoryUserRepository implements UserRepository {
    private static final Keyset<User> NEWEST_FIRST =
            Keyset.<User>descending().time(User::firstSeen).address(User::address);

    private final Map<Address, User> users;
    private final InMemorySessionRepository sessions;
    private final InMemoryApiUsageRepository usage;

    InMemoryUserRepository(
            Map<Address, User> users, InMemorySessionRepository sessions, InMemoryApiUsageRepository usage) {
        this.users = users;
        this.sessions = sessions;
        this.usage = usage;
    }

    @Override
    public User seen(Address address, Instant at) {
        synchronized (users) {
            User user = users.containsKey(address) ? users.get(address).seen(at) : new User(address, Tier.FREE, at, at);
            users.put(address, user);
            return user;
        }
    }

    @Override
    public void upsert(Collection<User> rows) {
        synchronized (users) {
            rows.forEach(user -> users.put(user.address(), user));
        }
    }

    @Override
    public boolean assign(Address address, Tier tier) {
        synchronized (users) {
            return users.computeIfPresent(address, (key, user) -> user.in(tier)) != null;
        }
    }

    @Override
    public Optional<User> find(Address address) {
        synchronized (users) {
            return Optional.ofNullable(users.get(address));
        }
    }

    @Override
    public Page<User> page(PageRequest request) {
        return page(request, user -> true);
    }

    @Override
    public Page<User> page(Tier tier, PageRequest request) {
        return page(request, user -> user.tier() == tier);
    }

    private Page<User> page(PageRequest request, Predicate<User> wanted) {
        synchronized (users) {
            return NEWEST_FIRST.page(users.values().stream().filter(wanted), request);
        }
    }

    @Override
    public Map<Tier, Long> countByTier() {
        Map<Tier, Long> counts = new EnumMap<>(Tier.class);
        synchronized (users) {
            users.values().forEach(user -> counts.merge(user.tier(), 1L, Long::sum));
        }
        return counts;
    }

    @Override
    public boolean forget(Address address) {
        synchronized (users) {
            boolean known = users.remove(address) != null;
            sessions.endAll(address);
            return usage.forget(address) || known;
        }
    }
}
