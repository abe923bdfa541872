package io.plimsoll.core.domain.repository.market;

import io.plimsoll.core.domain.alert.AlertState;
import io.plimsoll.core.domain.alert.FiredAlert;
import io.plimsoll.core.domain.alert.MarketAlert;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.foundation.chain.Address;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What users want to be told of markets, how each wish stands, and the history of what was told. Wish and state are written apart: a
 * user who changes one does not undo what the checker has found, and the other way round. Each call is one transaction.
 * Implementations are thread-safe.
 */
public interface AlertRepository {
    /** Stores an alert, or replaces the one with its id; its state stays. */
    void upsert(MarketAlert alert);

    /** The alert with this id. */
    Optional<MarketAlert> find(String id);

    /** The alerts of a user, active or not, oldest first. */
    List<MarketAlert> of(Address user);

    /** All active alerts, by market and id. */
    Page<MarketAlert> active(PageRequest request);

    /** Deletes an alert and its state; what it has told stays. False if there was none. */
    boolean delete(String id);

    /** The states of alerts, by id; none for one that was never looked at or is not there. */
    List<AlertState> states(Collection<String> ids);

    /** Stores how alerts stand; what is of an alert that is not there is left out. */
    void upsertStates(Collection<AlertState> states);

    /**
     * Stores that an alert fired, and how it stands since. Replaces what was stored of the same alert and time whole, so that it can
     * be stored once before it is told and again with what came of that.
     */
    void upsert(FiredAlert fired, AlertState state);

    /** What a user was told, newest first. */
    Page<FiredAlert> history(Address user, PageRequest request);

    /** Deletes what was told before {@code limit}, and says how many. */
    int deleteOlderThan(Instant limit);
}
