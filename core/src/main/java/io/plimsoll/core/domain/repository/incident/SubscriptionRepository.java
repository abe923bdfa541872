package io.plimsoll.core.domain.repository.incident;

import io.plimsoll.core.domain.incident.Incident;
import io.plimsoll.core.domain.incident.Subscription;
import io.plimsoll.core.foundation.chain.Address;
import java.util.List;

/** Who wants to be told of incidents. Implementations are thread-safe; each call is one transaction. */
public interface SubscriptionRepository {
    /** Stores a subscription; that of the same owner and sink is replaced. */
    void upsert(Subscription subscription);

    /** The subscriptions of one owner, by sink. */
    List<Subscription> of(Address owner);

    /** The subscriptions that want an incident, by owner, then by sink. */
    List<Subscription> wanting(Incident incident);

    /** Deletes one; false if there was none. */
    boolean delete(Address owner, String sink);

    /** Deletes all of an owner, and says how many. */
    int forget(Address owner);
}
