package io.plimsoll.core.domain.incident;

import io.plimsoll.core.foundation.chain.Address;

/**
 * That somebody wants to be told of incidents at some place. Owner and sink are its identity.
 *
 * @param owner who wants it
 * @param sink where: a name that the program knows the place by, never its address or token
 * @param filter which incidents
 * @param active false while it is paused
 */
public record Subscription(Address owner, String sink, IncidentFilter filter, boolean active) {
    /** Whether its owner is to be told of an incident. */
    public boolean wants(Incident incident) {
        return active && filter.matches(incident);
    }
}
