package io.plimsoll.hyperliquid.ws;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.hyperliquid.info.HistoricalOrder;
import io.plimsoll.hyperliquid.info.HistoricalOrders;
import io.plimsoll.hyperliquid.info.InfoClient;
import io.plimsoll.hyperliquid.info.LedgerUpdate;
import io.plimsoll.hyperliquid.info.RawJson;
import io.plimsoll.hyperliquid.info.TwapHistory;
import io.plimsoll.hyperliquid.info.TwapSliceFill;
import io.plimsoll.hyperliquid.info.TwapUpdate;
import io.plimsoll.hyperliquid.info.UserFill;
import io.plimsoll.hyperliquid.info.UserFillsByTime;
import io.plimsoll.hyperliquid.info.UserFunding;
import io.plimsoll.hyperliquid.info.UserNonFundingLedgerUpdates;
import io.plimsoll.hyperliquid.info.UserTwapSliceFillsByTime;
import io.plimsoll.hyperliquid.internal.Frame;
import io.plimsoll.hyperliquid.internal.WireJson;
import io.plimsoll.hyperliquid.ws.Rows.First;
import io.plimsoll.hyperliquid.ws.Rows.Span;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Subscription {@code userEvents}, whose frames arrive on the channel {@code user}: what happened to a user. Frames carry no
 * user, so a stream can have those of one user only. The venue repeats nothing: after a loss, fills, funding and TWAPs are
 * read from the info endpoint. Liquidations and cancels by the venue cannot be read there in this form; whether there were any
 * is looked up in the ledger and in the orders, and if so there is a {@link ChannelEvent.Gap}.
 */
public final class UserEventsChannel {
    private static final Pattern CANCELLED_BY_VENUE = Pattern.compile(".+Canceled|internalCancel");
    private static final JavaType WIRE = WireJson.type(new TypeReference<Variants>() {});

    static final Channel<Event> CHANNEL = Channel.ofEvents("user", new TypeReference<Event>() {})
            .readBy(UserEventsChannel::read)
            .withRows(new Rows<>(
                    Event::single,
                    Event::time,
                    Event::key,
                    (subscription, rows) -> together(rows),
                    First.NOTHING,
                    List.of(
                            UserEventsChannel::missedFills,
                            UserEventsChannel::missedFunding,
                            UserEventsChannel::missedSlices,
                            UserEventsChannel::missedTwaps,
                            UserEventsChannel::unspoken)));

    private UserEventsChannel() {}

    /** What happened. */
    public sealed interface Event {
        /** One event for each of its rows. */
        private List<Event> single() {
            if (this instanceof Fills event) {
                return event.fills().stream()
                        .<Event>map(row -> new Fills(List.of(row)))
                        .toList();
            }
            if (this instanceof NonUserCancel event) {
                return event.nonUserCancel().stream()
                        .<Event>map(row -> new NonUserCancel(List.of(row)))
                        .toList();
            }
            if (this instanceof TwapUpdates event) {
                return event.twapHistory().stream()
                        .<Event>map(row -> new TwapUpdates(List.of(row)))
                        .toList();
            }
            if (this instanceof TwapSliceFills event) {
                return event.twapSliceFills().stream()
                        .<Event>map(row -> new TwapSliceFills(List.of(row)))
                        .toList();
            }
            return List.of(this);
        }

        /** Of an event with one row. */
        private long time() {
            if (this instanceof Fills event) {
                return event.fills().get(0).time();
            }
            if (this instanceof Funding event) {
                return event.funding().time();
            }
            if (this instanceof TwapUpdates event) {
                return UserTwapHistoryChannel.millis(event.twapHistory().get(0));
            }
            return this instanceof TwapSliceFills event
                    ? event.twapSliceFills().get(0).fill().time()
                    : Rows.NO_TIME;
        }

        /** Of an event with one row. */
        private Object key() {
            if (this instanceof Fills event) {
                return FillKey.of(event.fills().get(0));
            }
            if (this instanceof Funding event) {
                return new UserFundingsChannel.Key(
                        event.funding().time(), event.funding().coin());
            }
            if (this instanceof TwapUpdates event) {
                return UserTwapHistoryChannel.key(event.twapHistory().get(0));
            }
            if (this instanceof TwapSliceFills event) {
                return new SliceKey(FillKey.of(event.twapSliceFills().get(0).fill()));
            }
            if (this instanceof Liquidation event) {
                return event.liquidation().lid();
            }
            // of what is unknown nothing tells a repetition from two alike: rather twice than never
            return this instanceof Unknown ? new Object() : this;
        }
    }

    /** A slice's fill comes as a fill as well. */
    private record SliceKey(Object fill) {}

    /**
     * Fills.
     *
     * @param fills of one block
     */
    public record Fills(List<UserFill> fills) implements Event {}

    /**
     * A funding payment.
     *
     * @param funding itself
     */
    public record Funding(UserFundingsChannel.Funding funding) implements Event {}

    /**
     * A liquidation.
     *
     * @param liquidation itself
     */
    public record Liquidation(Details liquidation) implements Event {
        /**
         * A liquidation.
         *
         * @param lid its id
         * @param liquidator address
         * @param liquidated_user address; may be another one than the user
         * @param liquidated_ntl_pos notional that was closed, USDC
         * @param liquidated_account_value what the account was worth, USDC
         */
        public record Details(
                long lid,
                String liquidator,
                String liquidated_user,
                BigDecimal liquidated_ntl_pos,
                BigDecimal liquidated_account_value) {}
    }

    /**
     * Orders that the venue cancelled.
     *
     * @param nonUserCancel which
     */
    public record NonUserCancel(List<Order> nonUserCancel) implements Event {
        /**
         * An order.
         *
         * @param coin market
         * @param oid order
         */
        public record Order(String coin, long oid) {}
    }

    /**
     * TWAP orders that began, ended or failed.
     *
     * @param twapHistory changes
     */
    public record TwapUpdates(List<TwapUpdate> twapHistory) implements Event {}

    /**
     * Fills of slices of TWAP orders.
     *
     * @param twapSliceFills of one block
     */
    public record TwapSliceFills(List<TwapSliceFill> twapSliceFills) implements Event {}

    /**
     * Something of a kind yet unknown.
     *
     * @param json as it came
     */
    public record Unknown(@JsonValue RawJson json) implements Event {}

    private record Variants(
            @Nullable List<UserFill> fills,
            UserFundingsChannel.@Nullable Funding funding,
            Liquidation.@Nullable Details liquidation,
            @Nullable List<NonUserCancel.Order> nonUserCancel,
            @Nullable List<TwapUpdate> twapHistory,
            @Nullable List<TwapSliceFill> twapSliceFills) {}

    /** Of a user. */
    public static Subscription<Event> of(Address user) {
        return Subscription.to(CHANNEL, "userEvents").about(user);
    }

    private static @Nullable Event read(Frame frame) {
        Variants one = frame.read(WIRE);
        if (one == null) {
            return null;
        }
        if (one.fills() != null) {
            return new Fills(one.fills());
        }
        if (one.funding() != null) {
            return new Funding(one.funding());
        }
        if (one.liquidation() != null) {
            return new Liquidation(one.liquidation());
        }
        if (one.nonUserCancel() != null) {
            return new NonUserCancel(one.nonUserCancel());
        }
        if (one.twapHistory() != null) {
            return new TwapUpdates(one.twapHistory());
        }
        return one.twapSliceFills() != null
                ? new TwapSliceFills(one.twapSliceFills())
                : new Unknown(new RawJson(frame.data()));
    }

    /** Neighbours of one kind become one event again. */
    private static List<Event> together(List<Event> rows) {
        List<Event> events = new ArrayList<>();
        int from = 0;
        for (int to = 1; to <= rows.size(); to++) {
            if (to == rows.size() || rows.get(to).getClass() != rows.get(from).getClass()) {
                events.addAll(joined(rows.subList(from, to)));
                from = to;
            }
        }
        return events;
    }

    private static List<Event> joined(List<Event> alike) {
        Event first = alike.get(0);
        if (first instanceof Fills) {
            return List.of(new Fills(rows(alike, Fills.class, Fills::fills)));
        }
        if (first instanceof NonUserCancel) {
            return List.of(new NonUserCancel(rows(alike, NonUserCancel.class, NonUserCancel::nonUserCancel)));
        }
        if (first instanceof TwapUpdates) {
            return List.of(new TwapUpdates(rows(alike, TwapUpdates.class, TwapUpdates::twapHistory)));
        }
        if (first instanceof TwapSliceFills) {
            return List.of(new TwapSliceFills(rows(alike, TwapSliceFills.class, TwapSliceFills::twapSliceFills)));
        }
        return alike;
    }

    private static <E extends Event, R> List<R> rows(List<Event> alike, Class<E> kind, Function<E, List<R>> of) {
        return alike.stream()
                .map(kind::cast)
                .flatMap(event -> of.apply(event).stream())
                .toList();
    }

    private static Address user(Subscription<Event> subscription) {
        return subscription.user().orElseThrow();
    }

    private static Span<Event> missedFills(InfoClient info, Subscription<Event> subscription, long from) {
        return Pages.from(
                from,
                start -> info.fetch(UserFillsByTime.of(user(subscription), start, null)).stream()
                        .<Event>map(fill -> new Fills(List.of(fill)))
                        .toList(),
                Event::time,
                Event::key,
                10_000);
    }

    private static Span<Event> missedFunding(InfoClient info, Subscription<Event> subscription, long from) {
        return Pages.from(
                from,
                start -> info.fetch(UserFunding.of(user(subscription), start, null)).stream()
                        .<Event>map(row -> new Funding(UserFundingsChannel.Funding.of(row)))
                        .toList(),
                Event::time,
                Event::key,
                Integer.MAX_VALUE);
    }

    private static Span<Event> missedSlices(InfoClient info, Subscription<Event> subscription, long from) {
        return Pages.ofUnknownLength(
                from,
                start -> info.fetch(UserTwapSliceFillsByTime.of(user(subscription), start, null)).stream()
                        .<Event>map(slice -> new TwapSliceFills(List.of(slice)))
                        .toList(),
                Event::time,
                Event::key,
                10_000);
    }

    private static Span<Event> missedTwaps(InfoClient info, Subscription<Event> subscription, long from) {
        return Newest.from(
                from,
                info.fetch(TwapHistory.of(user(subscription))).stream()
                        .<Event>map(update -> new TwapUpdates(List.of(update)))
                        .toList(),
                Event::time);
    }

    /** What happened that cannot be told in the words of this channel, or may have. */
    private static Span<Event> unspoken(InfoClient info, Subscription<Event> subscription, long from) {
        Span<LedgerUpdate> ledger = Pages.from(
                from,
                start -> info.fetch(UserNonFundingLedgerUpdates.of(user(subscription), start, null)),
                LedgerUpdate::time,
                update -> update,
                Integer.MAX_VALUE);
        Span<HistoricalOrder> orders = Newest.from(
                from, info.fetch(HistoricalOrders.of(user(subscription))), HistoricalOrder::statusTimestamp);
        long liquidations = ledger.rows().stream()
                .filter(update -> update.delta() instanceof LedgerUpdate.Liquidation)
                .count();
        long cancels = orders.rows().stream()
                .filter(row -> CANCELLED_BY_VENUE.matcher(row.status()).matches())
                .count();
        if (liquidations + cancels > 0) {
            return Span.partial(
                    List.of(),
                    liquidations + " liquidations of the user and " + cancels
                            + " orders cancelled by the venue; the ledger and the order history have them");
        }
        return new Span<>(List.of(), ledger.unproven().or(orders::unproven));
    }
}
