package io.plimsoll.core.domain.repository.incident.memory;

import io.plimsoll.core.domain.liquidation.Liquidation;
import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.incident.LiquidationRepository;
import io.plimsoll.core.foundation.chain.Address;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Liquidations by id. */
final class InMemoryLiquidationRepository implements LiquidationRepository {
    private static final Keyset<Liquidation> OLDEST_FIRST =
            Keyset.<Liquidation>ascending().time(Liquidation::time).text(Liquidation::id);

    private final Function<String, Set<String>> partsOfIncident;
    private final Map<String, Liquidation> liquidations = new HashMap<>();

    /**
     * Without any.
     *
     * @param partsOfIncident ids of the liquidations that an incident is made of
     */
    InMemoryLiquidationRepository(Function<String, Set<String>> partsOfIncident) {
        this.partsOfIncident = partsOfIncident;
    }

    @Override
    public synchronized void merge(Collection<Liquidation> rows) {
        rows.forEach(liquidation -> liquidations.merge(liquidation.id(), liquidation, Liquidation::merge));
    }

    @Override
    public synchronized Optional<Liquidation> find(String id) {
        return Optional.ofNullable(liquidations.get(id));
    }

    @Override
    public Page<Liquidation> page(PageRequest request) {
        return newestFirst(request, liquidation -> true);
    }

    @Override
    public Page<Liquidation> inMarket(String coin, PageRequest request) {
        return newestFirst(
                request,
                liquidation -> liquidation
                        .closed()
                        .filter(closed -> closed.coin().equals(coin))
                        .isPresent());
    }

    @Override
    public Page<Liquidation> of(Address user, PageRequest request) {
        return newestFirst(
                request, liquidation -> liquidation.user().filter(user::equals).isPresent());
    }

    @Override
    public Page<Liquidation> between(Instant from, Instant to, PageRequest request) {
        return page(
                OLDEST_FIRST,
                request,
                liquidation -> !liquidation.time().isBefore(from)
                        && !liquidation.time().isAfter(to));
    }

    private Page<Liquidation> newestFirst(PageRequest request, Predicate<Liquidation> wanted) {
        return page(OLDEST_FIRST.reversed(), request, wanted);
    }

    private synchronized Page<Liquidation> page(
            Keyset<Liquidation> order, PageRequest request, Predicate<Liquidation> wanted) {
        return order.page(liquidations.values().stream().filter(wanted), request);
    }

    @Override
    public List<Liquidation> ofIncident(String incident) {
        Set<String> parts = partsOfIncident.apply(incident);
        synchronized (this) {
            return parts.stream()
                    .map(liquidations::get)
                    .filter(Objects::nonNull)
                    .sorted(OLDEST_FIRST.order())
                    .toList();
        }
    }

    @Override
    public synchronized int deleteOlderThan(Instant limit) {
        int before = liquidations.size();
        liquidations.values().removeIf(liquidation -> liquidation.time().isBefore(limit));
        return before - liquidations.size();
    }
}
