package io.plimsoll.evm.index;

import io.plimsoll.core.domain.chain.ChainLog;
import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.event.ChildContract;
import io.plimsoll.core.domain.event.EventDecoder;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the subscriptions of an index come to: which logs to ask for, and what each log is. Few wide questions are asked rather than one
 * for each subscription, as endpoints count questions; who gets which log is decided here. Immutable.
 */
final class LogPlan {
    private final Map<Bytes32, List<Route>> routes = new HashMap<>();
    private final List<Factory> factories;
    private final Set<Address> contracts = new HashSet<>();
    private final Set<Bytes32> topics = new HashSet<>();
    private final Set<Bytes32> childTopics = new HashSet<>();
    private final Set<Bytes32> anyTopics = new HashSet<>();

    private record Route(Subscription subscription, EventDecoder<?> decoder) {
        boolean takes(ChainLog log, Children children) {
            return subscription
                    .factory()
                    .map(factory -> children.has(
                            factory.name(), log.contract(), log.at().block().number()))
                    .orElseGet(() -> subscription.isAnyContract()
                            || subscription.contracts().contains(log.contract()));
        }
    }

    /**
     * A plan.
     *
     * @throws IllegalArgumentException if there is no subscription, or two factories have one name
     */
    LogPlan(List<Subscription> subscriptions) {
        if (subscriptions.isEmpty()) {
            throw new IllegalArgumentException("an index has at least one subscription");
        }
        Map<String, Factory> byName = new LinkedHashMap<>();
        for (Subscription subscription : subscriptions) {
            subscription.factory().ifPresent(factory -> {
                Factory other = byName.putIfAbsent(factory.name(), factory);
                if (other != null && other != factory) {
                    throw new IllegalArgumentException("two factories are named " + factory.name());
                }
            });
            contracts.addAll(subscription.contracts());
            for (EventDecoder<?> decoder : subscription.decoders()) {
                routes.computeIfAbsent(decoder.topic(), topic -> new ArrayList<>())
                        .add(new Route(subscription, decoder));
                topicsOf(subscription).add(decoder.topic());
            }
        }
        factories = List.copyOf(byName.values());
        for (Factory factory : factories) {
            contracts.addAll(factory.contracts());
            topics.add(factory.topic());
        }
    }

    private Set<Bytes32> topicsOf(Subscription subscription) {
        if (subscription.isAnyContract()) {
            return anyTopics;
        }
        return subscription.factory().isPresent() ? childTopics : topics;
    }

    /** Whether there are children to find. */
    boolean hasFactories() {
        return !factories.isEmpty();
    }

    /** The logs to ask for where these are all the children: one question, or two where any contract's logs are among them. */
    List<LogFilter> filters(Set<Address> children) {
        Set<Address> known = new HashSet<>(contracts);
        Set<Bytes32> wanted = new HashSet<>(topics);
        if (!children.isEmpty()) {
            known.addAll(children);
            wanted.addAll(childTopics);
        }
        List<LogFilter> filters = new ArrayList<>();
        if (!anyTopics.isEmpty()) {
            filters.add(new LogFilter(Set.of(), anyTopics));
        }
        if (!anyTopics.containsAll(wanted)) {
            filters.add(new LogFilter(known, wanted));
        }
        return filters;
    }

    /** The logs to ask for of children that were not among those of {@link #filters}. */
    Optional<LogFilter> filterOf(Set<Address> newborn) {
        return newborn.isEmpty() || anyTopics.containsAll(childTopics)
                ? Optional.empty()
                : Optional.of(new LogFilter(newborn, childTopics));
    }

    /** The births that logs tell of, in the order of the logs. */
    List<ChildContract> births(List<ChainLog> logs) {
        List<ChildContract> births = new ArrayList<>();
        for (ChainLog log : logs) {
            for (Factory factory : factories) {
                decoded(factory, log, () -> factory.child(log))
                        .ifPresent(child -> births.add(new ChildContract(log.at(), factory.name(), child)));
            }
        }
        return births;
    }

    /**
     * The events of logs.
     *
     * @throws IllegalStateException if a decoder fails, or two make different events of one kind of one log
     */
    List<ChainEvent> events(List<ChainLog> logs, Children children) {
        List<ChainEvent> events = new ArrayList<>(logs.size());
        for (ChainLog log : logs) {
            if (log.topics().isEmpty()) {
                continue;
            }
            int before = events.size();
            for (Route route : routes.getOrDefault(log.topics().get(0), List.of())) {
                if (route.takes(log, children)) {
                    decoded(route.decoder, log, () -> route.decoder.decode(log))
                            .ifPresent(event -> add(events, before, event, route.decoder));
                }
            }
        }
        return events;
    }

    private static void add(List<ChainEvent> events, int before, ChainEvent event, EventDecoder<?> decoder) {
        for (ChainEvent other : events.subList(before, events.size())) {
            if (other.equals(event)) {
                return;
            }
            if (other.getClass() == event.getClass()) {
                throw new IllegalStateException("decoder " + decoder + " makes " + event + " of the log that another"
                        + " decoder makes " + other + " of: a log is one event of a kind");
            }
        }
        events.add(event);
    }

    /** A log that a decoder cannot bear must not be left out: the index would miss an event, and nobody would know. */
    private static <T> Optional<T> decoded(Object decoder, ChainLog log, Decoding<T> decoding) {
        try {
            return decoding.decode();
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "decoder " + decoder + " failed on log " + log.at().logIndex() + " of block "
                            + log.at().block().number() + ", transaction "
                            + log.at().transaction() + ": the index stays before it until the decoder is mended",
                    e);
        }
    }

    private interface Decoding<T> {
        Optional<? extends T> result();

        default Optional<T> decode() {
            return result().map(value -> value);
        }
    }
}
