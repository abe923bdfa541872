package io.plimsoll.core.domain.repository.user.memory;

import io.plimsoll.core.domain.repository.user.ApiUsageRepository;
import io.plimsoll.core.domain.user.ApiUsage;
import io.plimsoll.core.domain.user.UsageTotal;
import io.plimsoll.core.foundation.chain.Address;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Usage by what it is counted for. */
final class InMemoryApiUsageRepository implements ApiUsageRepository {
    private record Key(Address user, String endpoint, Instant hour, String instance) {}

    private final Map<Key, ApiUsage> usage = new HashMap<>();

    @Override
    public synchronized void upsert(Collection<ApiUsage> rows) {
        rows.forEach(row -> usage.put(new Key(row.user(), row.endpoint(), row.hour(), row.instance()), row));
    }

    @Override
    public List<UsageTotal> totals(Address user, Instant from, Instant to) {
        return totals(from, to, row -> row.user().equals(user));
    }

    @Override
    public List<UsageTotal> totals(Instant from, Instant to) {
        return totals(from, to, row -> true);
    }

    private synchronized List<UsageTotal> totals(Instant from, Instant to, Predicate<ApiUsage> wanted) {
        return between(from, to)
                .filter(wanted)
                .map(row -> new UsageTotal(row.endpoint(), row.requests(), row.failures(), row.timeSpent()))
                .collect(Collectors.toMap(UsageTotal::endpoint, total -> total, InMemoryApiUsageRepository::sum))
                .values()
                .stream()
                .sorted(Comparator.comparing(UsageTotal::requests).reversed().thenComparing(UsageTotal::endpoint))
                .toList();
    }

    private static UsageTotal sum(UsageTotal one, UsageTotal other) {
        Duration time = one.timeSpent().plus(other.timeSpent());
        return new UsageTotal(
                one.endpoint(), one.requests() + other.requests(), one.failures() + other.failures(), time);
    }

    @Override
    public synchronized long requests(Address user, Instant from, Instant to) {
        return between(from, to)
                .filter(row -> row.user().equals(user))
                .mapToLong(ApiUsage::requests)
                .sum();
    }

    private Stream<ApiUsage> between(Instant from, Instant to) {
        return usage.values().stream()
                .filter(row -> !row.hour().isBefore(from) && !row.hour().isAfter(to));
    }

    @Override
    public int deleteOlderThan(Instant limit) {
        return delete(row -> row.hour().isBefore(limit));
    }

    boolean forget(Address user) {
        return delete(row -> row.user().equals(user)) > 0;
    }

    private synchronized int delete(Predicate<ApiUsage> which) {
        int before = usage.size();
        usage.values().removeIf(which);
        return before - usage.size();
    }
}
