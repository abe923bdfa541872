package io.plimsoll.hyperliquid.testing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The resting orders of one market: best price first, at one price the oldest first. Guarded by the engine's lock. */
final class OrderBook {
    /**
     * What rests at one price.
     *
     * @param px price
     * @param sz sum of what is open
     * @param n orders
     */
    record Level(BigDecimal px, BigDecimal sz, int n) {}

    private final NavigableMap<BigDecimal, Map<Long, VenueOrder>> bids = new TreeMap<>(Comparator.reverseOrder());
    private final NavigableMap<BigDecimal, Map<Long, VenueOrder>> asks = new TreeMap<>();

    void add(VenueOrder order) {
        side(order.buy())
                .computeIfAbsent(order.ticket.px(), px -> new LinkedHashMap<>())
                .put(order.oid, order);
    }

    void remove(VenueOrder order) {
        Map<Long, VenueOrder> level = side(order.buy()).get(order.ticket.px());
        if (level != null) {
            level.remove(order.oid);
            if (level.isEmpty()) {
                side(order.buy()).remove(order.ticket.px());
            }
        }
    }

    /** The order that trades first on that side. */
    Optional<VenueOrder> first(boolean bid) {
        Map.Entry<BigDecimal, Map<Long, VenueOrder>> best = side(bid).firstEntry();
        return best == null
                ? Optional.empty()
                : Optional.of(best.getValue().values().iterator().next());
    }

    Optional<BigDecimal> best(boolean bid) {
        return Optional.ofNullable(side(bid).firstEntry()).map(Map.Entry::getKey);
    }

    /** Best price first. */
    List<Level> levels(boolean bid, int count) {
        List<Level> levels = new ArrayList<>();
        for (Map.Entry<BigDecimal, Map<Long, VenueOrder>> level : side(bid).entrySet()) {
            if (levels.size() == count) {
                break;
            }
            BigDecimal open = level.getValue().values().stream()
                    .map(order -> order.remaining)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            levels.add(new Level(level.getKey(), open, level.getValue().size()));
        }
        return levels;
    }

    /** All orders of a side in the order in which they trade. */
    List<VenueOrder> queue(boolean bid) {
        return side(bid).values().stream()
                .flatMap(level -> level.values().stream())
                .toList();
    }

    private NavigableMap<BigDecimal, Map<Long, VenueOrder>> side(boolean bid) {
        return bid ? bids : asks;
    }
}
