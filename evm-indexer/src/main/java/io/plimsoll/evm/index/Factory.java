package io.plimsoll.evm.index;

import io.plimsoll.core.domain.chain.ChainLog;
import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.event.EventDecoder;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Contracts that bring other contracts to the chain, as the factory of a DEX does its pools, and how to tell by their logs. Immutable.
 *
 * @see Subscription#children
 */
public final class Factory {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,60}");

    private final String name;
    private final Set<Address> contracts;
    private final EventDecoder<?> births;
    private final Function<ChainLog, Optional<Address>> child;

    private Factory(
            String name,
            Set<Address> contracts,
            EventDecoder<?> births,
            Function<ChainLog, Optional<Address>> child) {
        this.name = name;
        this.contracts = Set.copyOf(contracts);
        this.births = births;
        this.child = child;
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("the name of a factory must match " + NAME + ", got '" + name + "'");
        }
        if (contracts.isEmpty()) {
            throw new IllegalArgumentException(
                    "factory " + name + " needs a contract: from any contract, strangers' children would come too");
        }
    }

    /**
     * Factory contracts.
     *
     * @param name that the children are kept under: 1 to 60 letters, digits, dots, dashes or underscores; not to change as long as
     *     the index lives
     * @param contracts whose logs tell of births, at least one
     * @param births understands such a log
     * @param child the new contract, of what {@code births} made of the log
     */
    public static <E extends ChainEvent> Factory of(
            String name, Set<Address> contracts, EventDecoder<E> births, Function<? super E, Address> child) {
        return new Factory(name, contracts, births, log -> births.decode(log).map(child));
    }

    /** What the children are kept under. */
    public String name() {
        return name;
    }

    /** Whose logs tell of births. */
    public Set<Address> contracts() {
        return contracts;
    }

    /** The first topic of logs that tell of births. */
    public Bytes32 topic() {
        return births.topic();
    }

    /** The contract that a log tells the birth of; empty if it is another contract's log, or tells of something else. */
    Optional<Address> child(ChainLog log) {
        return isTopic(log) && contracts.contains(log.contract()) ? child.apply(log) : Optional.empty();
    }

    private boolean isTopic(ChainLog log) {
        return !log.topics().isEmpty() && log.topics().get(0).equals(births.topic());
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}
