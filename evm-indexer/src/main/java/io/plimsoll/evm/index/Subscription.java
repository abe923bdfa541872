package io.plimsoll.evm.index;

import io.plimsoll.core.domain.event.EventDecoder;
import io.plimsoll.core.foundation.chain.Address;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whose logs an index keeps, and as what. Forks of a protocol share their topics: a decoder is asked only about the logs of the
 * contracts that it is subscribed for. The repository needs a writer for each kind of event that the decoders make: an event that has
 * none stops the index. Immutable.
 */
public final class Subscription {
    private final Set<Address> contracts;
    private final Optional<Factory> factory;
    private final List<EventDecoder<?>> decoders;

    private Subscription(Set<Address> contracts, Optional<Factory> factory, List<? extends EventDecoder<?>> decoders) {
        this.contracts = Set.copyOf(contracts);
        this.factory = factory;
        this.decoders = List.copyOf(decoders);
        if (decoders.isEmpty()) {
            throw new IllegalArgumentException("a subscription has at least one decoder");
        }
    }

    /** The events of these contracts, at least one. */
    public static Subscription contracts(Set<Address> contracts, EventDecoder<?>... decoders) {
        return contracts(contracts, List.of(decoders));
    }

    /** The same with the decoders that a protocol has in a list. */
    public static Subscription contracts(Set<Address> contracts, List<? extends EventDecoder<?>> decoders) {
        if (contracts.isEmpty()) {
            throw new IllegalArgumentException("no contracts to subscribe to; use anyContract() for all of the chain");
        }
        return new Subscription(contracts, Optional.empty(), decoders);
    }

    /** The events of one contract. */
    public static Subscription contract(Address contract, EventDecoder<?>... decoders) {
        return contract(contract, List.of(decoders));
    }

    /** The same with the decoders that a protocol has in a list. */
    public static Subscription contract(Address contract, List<? extends EventDecoder<?>> decoders) {
        return new Subscription(Set.of(contract), Optional.empty(), decoders);
    }

    /** The events of whatever contract writes them, strangers' too. */
    public static Subscription anyContract(EventDecoder<?>... decoders) {
        return anyContract(List.of(decoders));
    }

    /** The same with the decoders that a protocol has in a list. */
    public static Subscription anyContract(List<? extends EventDecoder<?>> decoders) {
        return new Subscription(Set.of(), Optional.empty(), decoders);
    }

    /**
     * The events of the children of a factory, each from the block of its birth on. The births themselves are kept only if the
     * factory's contracts are subscribed to as well.
     */
    public static Subscription children(Factory factory, EventDecoder<?>... decoders) {
        return children(factory, List.of(decoders));
    }

    /** The same with the decoders that a protocol has in a list. */
    public static Subscription children(Factory factory, List<? extends EventDecoder<?>> decoders) {
        return new Subscription(Set.of(), Optional.of(factory), decoders);
    }

    /** Whose logs; empty for children, and for any contract. */
    public Set<Address> contracts() {
        return contracts;
    }

    /** Whose children's logs; empty for contracts that are known by address, and for any contract. */
    public Optional<Factory> factory() {
        return factory;
    }

    /** What understands the logs. */
    public List<EventDecoder<?>> decoders() {
        return decoders;
    }

    boolean isAnyContract() {
        return contracts.isEmpty() && factory.isEmpty();
    }
}
