package io.plimsoll.hyperliquid.ws;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.hyperliquid.info.FrontendOpenOrder;
import io.plimsoll.hyperliquid.info.FrontendOpenOrders;
import io.plimsoll.hyperliquid.info.HistoricalOrder;
import io.plimsoll.hyperliquid.info.HistoricalOrders;
import io.plimsoll.hyperliquid.info.InfoClient;
import io.plimsoll.hyperliquid.info.OpenOrder;
import io.plimsoll.hyperliquid.info.OrderStatus;
import io.plimsoll.hyperliquid.info.UserFill;
import io.plimsoll.hyperliquid.ws.Rows.Course;
import io.plimsoll.hyperliquid.ws.Rows.First;
import io.plimsoll.hyperliquid.ws.Rows.Span;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Channel {@code orderUpdates}: orders of a user that were placed, filled, cancelled or refused. Frames carry no user, so a
 * stream can have those of one user only. The venue repeats nothing: after a loss, changes are read from {@code
 * historicalOrders}, and what is left of open orders from {@code frontendOpenOrders}, on the main dex and on those where orders
 * were open. An order that was open and is in neither is asked for with {@code orderStatus}. So each status of an order is
 * told, and its size if it was partly filled, though not each of several partial fills. What could not be settled so is a {@link
 * ChannelEvent.Gap}.
 */
public final class OrderUpdatesChannel {
    /** The others, unknown ones among them, are asked after. */
    private static final Pattern FINAL = Pattern.compile("filled|(?i:.*(cancel|canceled|rejected))");

    static final Channel<List<Update>> CHANNEL = Channel.ofEvents("orderUpdates", new TypeReference<List<Update>>() {})
            .withRows(new Rows<>(
                    updates -> updates,
                    Update::statusTimestamp,
                    OrderUpdatesChannel::key,
                    (subscription, updates) -> List.of(updates),
                    First.NOTHING,
                    List.of(),
                    new Course<>(
                            update -> update.order().oid(),
                            update -> FINAL.matcher(update.status()).matches(),
                            OrderUpdatesChannel::missed)));

    /** Beyond this many orders of unknown fate there is a gap: each takes a request. */
    static final int MOST_ASKED = 50;

    private OrderUpdatesChannel() {}

    /**
     * A change.
     *
     * @param order as it is now; {@code sz} is what is left of it
     * @param status {@code open}, {@code filled}, {@code canceled} and others, an open set
     * @param statusTimestamp milliseconds, of the change
     */
    public record Update(OpenOrder order, String status, long statusTimestamp) {}

    /** Of a user. */
    public static Subscription<List<Update>> of(Address user) {
        return Subscription.to(CHANNEL, "orderUpdates").about(user);
    }

    private static Object key(Update update) {
        return new UserHistoricalOrdersChannel.Key(
                update.order().oid(),
                update.status(),
                update.statusTimestamp(),
                update.order().sz().stripTrailingZeros());
    }

    private static Span<Update> missed(
            InfoClient info, Subscription<List<Update>> subscription, long from, Unfinished<Update> unfinished) {
        return new Search(info, subscription.user().orElseThrow(), from, unfinished).span();
    }

    /** For the changes of one user's orders from a time on. */
    private static final class Search {
        private final InfoClient info;
        private final Address user;
        private final long from;
        private final Unfinished<Update> unfinished;
        private final List<Update> updates = new ArrayList<>();
        private final List<String> unproven = new ArrayList<>();

        Search(InfoClient info, Address user, long from, Unfinished<Update> unfinished) {
            this.info = info;
            this.user = user;
            this.from = from;
            this.unfinished = unfinished;
        }

        Span<Update> span() {
            List<Update> before = unfinished.all();
            Set<Long> told = history();
            List<FrontendOpenOrder> open = open(before);
            List<FrontendOpenOrder> placed = open.stream()
                    .filter(order -> order.timestamp() >= from
                            && !told.contains(order.oid())
                            && unfinished.find(order.oid()) == null)
                    .toList();
            placed.forEach(order -> updates.add(new Update(plain(order), "open", order.timestamp())));
            partlyFilled(open.stream().filter(order -> !placed.contains(order)).toList());
            open.forEach(order -> {
                told.add(order.oid());
                order.children().forEach(child -> told.add(child.oid()));
            });
            pursue(before.stream()
                    .map(update -> update.order().oid())
                    .filter(oid -> !told.contains(oid))
                    .toList());
            return new Span<>(
                    updates, unproven.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", unproven)));
        }

        /** The orders whose status changed. */
        private Set<Long> history() {
            Span<HistoricalOrder> history =
                    Newest.from(from, info.fetch(HistoricalOrders.of(user)), HistoricalOrder::statusTimestamp);
            history.rows().forEach(row -> updates.add(update(row)));
            history.unproven().ifPresent(unproven::add);
            return history.rows().stream().map(row -> row.order().oid()).collect(Collectors.toCollection(HashSet::new));
        }

        /** Those of the main dex and of the builders' dexes, named before the colon, where there were any. */
        private List<FrontendOpenOrder> open(List<Update> before) {
            List<FrontendOpenOrder> open = new ArrayList<>(info.fetch(FrontendOpenOrders.of(user)));
            before.stream()
                    .map(update -> update.order().coin())
                    .filter(coin -> coin.contains(":"))
                    .map(coin -> coin.substring(0, coin.indexOf(':')))
                    .distinct()
                    .forEach(dex -> open.addAll(info.fetch(FrontendOpenOrders.of(user, dex))));
            return open;
        }

        /** Open orders tell what is left of them, and not since when; their fills do. */
        private void partlyFilled(List<FrontendOpenOrder> open) {
            List<FrontendOpenOrder> suspects =
                    open.stream().filter(this::changed).toList();
            if (suspects.isEmpty()) {
                return;
            }
            Span<UserFill> fills = UserFillsChannel.fills(info, user, from, false);
            fills.unproven().ifPresent(unproven::add);
            Map<Long, Long> times = new HashMap<>();
            fills.rows().forEach(fill -> times.merge(fill.oid(), fill.time(), Math::max));
            for (FrontendOpenOrder order : suspects) {
                Long filled = times.get(order.oid());
                if (filled != null) {
                    updates.add(new Update(plain(order), "open", filled));
                } else if (unfinished.find(order.oid()) != null) {
                    updates.add(new Update(plain(order), "open", Math.max(from, order.timestamp())));
                    unproven.add("when order " + order.oid() + " changed its size");
                }
            }
        }

        /** Or perhaps so, if it was placed before the subscription. */
        private boolean changed(FrontendOpenOrder order) {
            Update known = unfinished.find(order.oid());
            BigDecimal before = known == null ? order.origSz() : known.order().sz();
            return before.compareTo(order.sz()) != 0;
        }

        /** Orders that were open, and are neither open nor in the history. */
        private void pursue(List<Long> oids) {
            if (oids.size() > MOST_ASKED) {
                unproven.add((oids.size() - MOST_ASKED) + " more orders that were open were not asked for");
            }
            List<Long> unknown = new ArrayList<>();
            for (long oid : oids.subList(0, Math.min(MOST_ASKED, oids.size()))) {
                HistoricalOrder found = info.fetch(OrderStatus.of(user, oid)).order();
                if (found == null) {
                    unknown.add(oid);
                } else {
                    boolean ended = FINAL.matcher(found.status()).matches();
                    if (ended || found.statusTimestamp() >= from) {
                        updates.add(update(found));
                    }
                    if (!ended) {
                        unproven.add("what is left of order " + oid + ", which is " + found.status()
                                + " and not among the open orders");
                    }
                }
            }
            if (!unknown.isEmpty()) {
                unproven.add("what became of orders that the venue does not know any more: " + unknown);
                unknown.forEach(unfinished::forget);
            }
        }
    }

    private static Update update(HistoricalOrder row) {
        return new Update(plain(row.order()), row.status(), row.statusTimestamp());
    }

    private static OpenOrder plain(FrontendOpenOrder order) {
        return new OpenOrder(
                order.coin(),
                order.side(),
                order.limitPx(),
                order.sz(),
                order.oid(),
                order.timestamp(),
                order.origSz(),
                order.cloid(),
                order.reduceOnly() ? Boolean.TRUE : null);
    }
}
