package io.plimsoll.core.domain.account;

import io.plimsoll.core.foundation.chain.Address;
import java.util.Map;
import java.util.Set;

/**
 * An account that is being watched.
 *
 * @param address its main address, and its identity
 * @param name for people; may be empty
 * @param platforms where to look; never empty
 * @param overrides a different address on a platform, where the account has one
 */
public record MonitoredAccount(
        Address address, String name, Set<Platform> platforms, Map<Platform, Address> overrides) {

    public MonitoredAccount {
        platforms = Set.copyOf(platforms);
        overrides = Map.copyOf(overrides);
        if (platforms.isEmpty()) {
            throw new IllegalArgumentException("account " + address + " is watched on no platform");
        }
    }

    /** An account on HyperCore under its main address. */
    public static MonitoredAccount onHyperCore(Address address, String name) {
        return new MonitoredAccount(address, name, Set.of(Platform.HYPERCORE), Map.of());
    }

    /** The address to ask for on a platform. */
    public Address addressOn(Platform platform) {
        return overrides.getOrDefault(platform, address);
    }

    /** The name, or the abbreviated address where there is none. */
    public String label() {
        return name.isBlank() ? address.abbreviated() : name;
    }
}
