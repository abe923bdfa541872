package io.plimsoll.core.domain.repository.incident;

import io.plimsoll.core.domain.liquidation.Liquidation;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.foundation.chain.Address;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Forced closings of positions. Implementations are thread-safe; each call is one transaction. */
public interface LiquidationRepository {
    /**
     * Stores what is known of liquidations. What is known of one with the same id already is added to, as {@link
     * Liquidation#merge} says; in which order and how often it is told makes no difference.
     */
    void merge(Collection<Liquidation> liquidations);

    /** Stores what is known of one: {@link #merge(Collection)}. */
    default void merge(Liquidation liquidation) {
        merge(List.of(liquidation));
    }

    /** The liquidation with this id. */
    Optional<Liquidation> find(String id);

    /** All of them, newest first. */
    Page<Liquidation> page(PageRequest request);

    /** Those in one market, newest first. */
    Page<Liquidation> inMarket(String coin, PageRequest request);

    /** Those of one account, newest first. */
    Page<Liquidation> of(Address user, PageRequest request);

    /** Those with from ≤ time ≤ to, oldest first: to replay them. */
    Page<Liquidation> between(Instant from, Instant to, PageRequest request);

    /** Those that an incident is made of, as far as they are stored, oldest first. */
    List<Liquidation> ofIncident(String incident);

    /** Deletes those before {@code limit}, and says how many. */
    int deleteOlderThan(Instant limit);
}
