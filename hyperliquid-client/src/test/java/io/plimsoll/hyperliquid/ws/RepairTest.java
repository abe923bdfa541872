package io.plimsoll.hyperliquid.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.kit.http.testing.HttpFault;
import io.plimsoll.core.kit.stream.testing.FakeStreamConnection;
import io.plimsoll.hyperliquid.info.L2Book;
import io.plimsoll.hyperliquid.info.Trade;
import io.plimsoll.hyperliquid.info.UserFill;
import io.plimsoll.hyperliquid.ws.ChannelEvent.Gap;
import io.plimsoll.hyperliquid.ws.ChannelEvent.Restored;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a stream makes up for after its connection was lost. Times are milliseconds after {@link #T}. */
@Timeout(30)
class RepairTest {
    private static final long T = 1_780_000_000_000L;
    private static final Address USER = Address.parse(Wire.USER);

    private final ScriptedVenue venue = new ScriptedVenue();
    private final Heard<UserFillsChannel.Message> fills = new Heard<>();
    private final Heard<List<Trade>> trades = new Heard<>();
    private VenueStream stream = started(venue.stream());

    private static VenueStream started(VenueStream.Builder builder) {
        VenueStream built = builder.build();
        built.start();
        return built;
    }

    @AfterEach
    void close() {
        stream.close();
        venue.close();
    }

    private static long[] times(long... after) {
        return LongStream.of(after).map(time -> T + time).toArray();
    }

    private static String word(UserFillsChannel.Message message) {
        return message.fills().stream()
                .map(UserFill::time)
                .map(time -> "" + (time - T))
                .collect(Collectors.joining(" "));
    }

    private static String word(List<Trade> rows) {
        return rows.stream().map(trade -> "" + (trade.time() - T)).collect(Collectors.joining(" "));
    }

    private List<String> fillWords() {
        return fills.words(RepairTest::word);
    }

    /** The snapshot that follows each subscription. */
    private void snapshot(long... after) {
        venue.first.put("userFills", any -> List.of(Wire.fillSnapshot(times(after))));
    }

    private void history(long... after) {
        venue.rest.answers.put("userFillsByTime", body -> {
            long from = ScriptedVenue.tree(body).path("startTime").asLong();
            return Wire.fillRows(
                    LongStream.of(times(after)).filter(time -> time >= from).toArray());
        });
    }

    private void subscribeFills() {
        stream.subscribe(UserFillsChannel.of(USER), fills);
        await().until(() -> !fills.events().isEmpty());
    }

    private void cut() {
        int before = venue.socket.connections().size();
        venue.newest().cut();
        venue.socket.await(before + 1);
    }

    private long restCalls() {
        return venue.rest.requests().stream()
                .filter(line -> line.contains("userFillsByTime"))
                .count();
    }

    @Test
    void fills_missedAndInTheSnapshot_areDeliveredOnce_withoutAskingRest() {
        snapshot(2000, 1000);
        subscribeFills();
        venue.send(Wire.fills(times(9000)));
        await().until(() -> fills.messages().size() == 2);
        snapshot(9600, 9500, 9000, 2000, 1000);

        cut();
        await().until(() -> fills.restored().size() == 1);
        venue.send(Wire.fills(times(9700)));

        await().until(() -> fills.messages().size() == 4);
        assertThat(fillWords()).containsExactly("(2000 1000)", "9000", "9500 9600", "restored 2", "9700");
        assertThat(restCalls()).isZero();
        Restored<UserFillsChannel.Message> restored = fills.restored().get(0);
        assertThat(restored.to()).isAfterOrEqualTo(restored.from());
        assertThat(stream.status().recovered()).isEqualTo(2);
        assertThat(stream.status().gaps()).isZero();
    }

    @Test
    void fills_thatTheSnapshotDoesNotReachBackTo_areReadOverRest_whileLiveOnesWait() {
        snapshot(1000);
        subscribeFills();
        history(1000, 6000, 6500, 7000);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        venue.rest.answers.compute("userFillsByTime", (type, plain) -> body -> {
            asked.countDown();
            waitFor(answer);
            return plain == null ? "[]" : plain.apply(body);
        });
        snapshot(7000, 6500);

        cut();
        waitFor(asked);
        venue.send(Wire.fills(times(8000)));
        venue.send(Wire.fills(times(7500)));
        venue.send(Wire.fills(times(8000)));
        stream.subscribe(L2BookChannel.of("BTC"), new Heard<>()); // others do not wait
        assertThat(fills.messages()).hasSize(1);
        answer.countDown();

        await().until(() -> fills.restored().size() == 1);
        venue.send(Wire.fills(times(9000)));
        await().until(() -> fills.messages().size() == 3);
        assertThat(fillWords()).containsExactly("(1000)", "6000 6500 7000 7500 8000", "restored 5", "9000");
    }

    @Test
    void fills_withoutASnapshot_areReadOverRest() {
        snapshot(1000);
        subscribeFills();
        history(1000, 2000);
        venue.first.clear();

        cut();

        await().until(() -> fills.restored().size() == 1);
        assertThat(fillWords()).containsExactly("(1000)", "2000", "restored 1");
    }

    @Test
    void fills_whoseSnapshotIsNotMarked_areDeliveredOnceAllTheSame() {
        snapshot(9000, 1000);
        subscribeFills();
        history(1000, 9000, 9500);
        venue.first.put("userFills", any -> List.of(Wire.fills(times(9500, 9000, 1000))));

        cut();

        await().until(() -> fills.restored().size() == 1);
        assertThat(fillWords()).containsExactly("(9000 1000)", "9500", "restored 1");
        assertThat(restCalls()).isPositive();
    }

    @Test
    void fills_ofASnapshotThatComesAfterTheRepair_areNotDeliveredAgain_howeverOld() {
        venue.first.put("userFills", any -> List.of(Wire.fills(times(1000))));
        subscribeFills();
        long[] far = {131_000, 262_000, 393_000}; // farther apart than repetitions are remembered
        LongStream.of(far).forEach(time -> venue.send(Wire.fills(times(time))));
        await().until(() -> fills.messages().size() == 4);
        history(393_000);
        venue.first.clear();

        cut();
        await().until(() -> fills.restored().size() == 1);
        venue.send(Wire.fillSnapshot(times(393_000, 1000)));
        venue.send(Wire.fills(times(394_000)));

        await().until(() -> fillWords().contains("394000"));
        assertThat(fillWords()).containsExactly("1000", "131000", "262000", "393000", "restored 0", "394000");
    }

    @Test
    void fills_whenRestFails_areAGap_withWhatThereIs() {
        snapshot(1000);
        subscribeFills();
        venue.rest.misbehave(HttpFault.SERVER_ERROR, "userFillsByTime");
        snapshot(9500, 9000);

        cut();

        await().until(() -> fills.restored().size() == 1);
        assertThat(fillWords()).containsExactly("(1000)", "gap", "9000 9500", "restored 2");
        assertThat(restCalls()).isEqualTo(3);
        Gap<UserFillsChannel.Message> gap = fills.gaps().get(0);
        assertThat(gap.cause()).startsWith("DISCONNECTED");
        assertThat(gap.unproven()).contains("history could not be read").contains("500");
        assertThat(stream.status().gaps()).isEqualTo(1);
    }

    @Test
    void fills_whenRestFailsAndThenWorks_areComplete() {
        snapshot(1000);
        subscribeFills();
        AtomicInteger calls = new AtomicInteger();
        venue.rest.answers.put(
                "userFillsByTime",
                body -> calls.incrementAndGet() < 3 ? "<html>be right back</html>" : Wire.fillRows(times(1000, 2000)));
        snapshot(2000);

        cut();

        await().until(() -> fills.restored().size() == 1);
        assertThat(fillWords()).containsExactly("(1000)", "2000", "restored 1");
    }

    @Test
    void fills_moreThanTheVenueKeeps_areAGap() {
        snapshot(1000);
        subscribeFills();
        venue.rest.answers.put("userFillsByTime", body -> {
            long from = ScriptedVenue.tree(body).path("startTime").asLong();
            return Wire.fillRows(LongStream.range(from, from + 2000).toArray());
        });
        snapshot(50_000);

        cut();

        await().until(() -> fills.restored().size() == 1);
        assertThat(fills.gaps()).hasSize(1);
        assertThat(fills.gaps().get(0).unproven()).contains("10000 rows");
    }

    @Test
    void fills_ofPagesThatOverlap_areDeliveredOnceAndInOrder() {
        snapshot(1000);
        subscribeFills();
        long[] all = LongStream.rangeClosed(1000, 4700).toArray();
        venue.rest.answers.put("userFillsByTime", body -> {
            long from = ScriptedVenue.tree(body).path("startTime").asLong();
            return Wire.fillRows(LongStream.of(times(all))
                    .filter(time -> time >= from)
                    .limit(2000)
                    .toArray());
        });
        snapshot(4700);

        cut();

        await().until(() -> fills.restored().size() == 1);
        assertThat(fills.gaps()).isEmpty();
        assertThat(fills.restored().get(0).recovered()).isEqualTo(3700);
        assertThat(fills.messages().get(1).fills())
                .extracting(fill -> fill.time() - T)
                .isEqualTo(LongStream.rangeClosed(1001, 4700).boxed().toList());
    }

    @Test
    void cut_beforeTheAcknowledgement_isSubscribedToInTheNextSession() {
        AtomicInteger tries = new AtomicInteger();
        snapshot(1000);
        venue.instead.put("userFills", (connection, subscription) -> {
            if (tries.incrementAndGet() == 3) {
                venue.instead.clear();
                connection.send(ScriptedVenue.acknowledgement("subscribe", subscription));
                connection.send(Wire.fillSnapshot(times(1000)));
            } else {
                connection.cut();
            }
        });

        subscribeFills();

        assertThat(fillWords()).containsExactly("(1000)");
    }

    @Test
    void cut_beforeTheSnapshot_startsAnew() {
        venue.first.clear();
        stream.subscribe(UserFillsChannel.of(USER), fills);
        snapshot(1000);

        cut();
        await().until(() -> fills.messages().size() == 1);

        assertThat(fillWords()).containsExactly("(1000)");
    }

    @Test
    void snapshot_thatComesBeforeTheAcknowledgement_afterALossWithoutOne_isDelivered() {
        venue.first.clear();
        stream.subscribe(UserFillsChannel.of(USER), fills);
        venue.instead.put("userFills", (connection, subscription) -> {
            connection.send(Wire.fillSnapshot(times(1000)));
            connection.send(ScriptedVenue.acknowledgement("subscribe", subscription));
            connection.send(Wire.fills(times(2000)));
        });

        cut();

        await().until(() -> fills.messages().size() == 2);
        assertThat(fillWords()).containsExactly("(1000)", "2000");
    }

    @Test
    void state_thatComesBeforeTheAcknowledgement_restoresAtOnce() {
        Heard<L2Book> books = new Heard<>();
        venue.first.put("l2Book", any -> List.of(Wire.book("BTC", 1)));
        stream.subscribe(L2BookChannel.of("BTC"), books);
        await().until(() -> books.messages().size() == 1);
        venue.instead.put("l2Book", (connection, subscription) -> {
            connection.send(Wire.book("BTC", 5));
            connection.send(ScriptedVenue.acknowledgement("subscribe", subscription));
        });

        cut();

        await().until(() -> books.restored().size() == 1);
        assertThat(books.words(L2Book::time)).containsExactly("(1)", "(5)", "restored 0");
    }

    @Test
    void trades_ofASessionThatWasLostBeforeItsAcknowledgement_proveNothingAboutTheNext() {
        venue.first.put("trades", any -> List.of(Wire.trades(times(100, 200))));
        stream.subscribe(TradesChannel.of("BTC"), trades);
        await().until(() -> trades.messages().size() == 1);
        venue.instead.put("trades", (connection, subscription) -> {
            venue.instead.clear();
            venue.first.put("trades", any -> List.of(Wire.trades(times(800, 900))));
            connection.send(Wire.trades(times(200, 300)));
            connection.close(1000, "Expired");
        });

        cut();

        await().until(() -> trades.restored().size() == 1);
        assertThat(trades.words(RepairTest::word)).containsExactly("(100 200)", "gap", "300 800 900", "restored 3");
    }

    @Test
    void unreadableFrame_duringARepair_hasItAskAgain() {
        snapshot(1000);
        subscribeFills();
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        venue.rest.answers.put("userFillsByTime", body -> {
            if (calls.incrementAndGet() == 1) {
                waitFor(answer);
                return Wire.fillRows(times(1000, 2000));
            }
            return Wire.fillRows(times(1000, 2000, 3000));
        });
        snapshot(2000);

        cut();
        await().until(() -> calls.get() == 1);
        venue.send(Wire.frame("userFills", "{\"user\":\"" + Wire.USER + "\",\"fills\":[{\"time\":{}}]}"));
        await().until(() -> fills.undecodable().size() == 1);
        answer.countDown();

        await().until(() -> fills.restored().size() == 2);
        assertThat(fillWords()).containsExactly("(1000)", "undecodable", "2000", "restored 1", "3000", "restored 1");
    }

    @Test
    void listenerThatThrowsAnError_duringARepair_keepsNothingFromComing() {
        AtomicInteger told = new AtomicInteger();
        snapshot(1000);
        stream.subscribe(UserFillsChannel.of(USER), event -> {
            if (told.incrementAndGet() > 1) {
                throw new AssertionError("bug of a listener");
            }
        });
        subscribeLate();
        history(1000, 2000);
        snapshot(2000);

        cut();
        await().until(() -> fills.restored().size() == 1);
        venue.send(Wire.fills(times(9000)));

        await().until(() -> fills.messages().size() == 2);
        assertThat(fillWords()).containsExactly("2000", "restored 1", "9000");
        assertThat(stream.status().listenerFailures()).isEqualTo(3);
    }

    /** Beside a listener that has had the snapshot. */
    private void subscribeLate() {
        await().until(() -> stream.status().frames() == 2);
        stream.subscribe(UserFillsChannel.of(USER), fills);
    }

    @Test
    void stop_byAListenerThatIsToldOfARepair_doesNotWaitForItself() {
        snapshot(1000);
        subscribeFills();
        CompletableFuture<Boolean> closedMeanwhile = new CompletableFuture<>();
        stream.subscribe(UserFillsChannel.of(USER), event -> {
            if (event instanceof Restored) {
                stream.stop(Duration.ofSeconds(20));
                closedMeanwhile.complete(fillWords().contains("closed"));
            }
        });
        history(1000, 2000);
        snapshot(2000);

        cut();

        assertThat(closedMeanwhile).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(false);
        await().until(() -> fillWords().contains("closed"));
        assertThat(fillWords()).containsExactly("(1000)", "2000", "restored 1", "closed");
    }

    @Test
    void cut_duringARepair_repairsBothLossesAsOne() {
        snapshot(1000);
        subscribeFills();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        venue.rest.answers.put("userFillsByTime", body -> {
            if (calls.incrementAndGet() == 1) {
                asked.countDown();
                waitFor(answer);
                return Wire.fillRows(times(1000, 2000));
            }
            return Wire.fillRows(times(1000, 2000, 3000, 4000));
        });
        snapshot(2000);

        cut();
        waitFor(asked);
        venue.send(Wire.fills(times(3000)));
        snapshot(4000);
        cut();
        stream.subscribe(
                L2BookChannel.of("BTC"), new Heard<>()); // taken by the third session: the second loss is known
        answer.countDown();

        await().until(() -> fills.restored().size() == 1);
        assertThat(fillWords()).containsExactly("(1000)", "2000 3000 4000", "restored 3");
    }

    @Test
    void duplicates_whileLive_areDropped_andLateFramesKept() {
        snapshot(1000);
        subscribeFills();

        venue.send(Wire.fills(times(3000)));
        venue.send(Wire.fills(times(2000)));
        venue.send(Wire.fills(times(3000)));
        venue.send(Wire.fills(times(3000, 4000)));

        await().until(() -> fills.messages().size() == 4);
        assertThat(fillWords()).containsExactly("(1000)", "3000", "2000", "4000");
    }

    @Test
    void halfOpenSocket_isFoundAndRepaired() {
        stream.close();
        stream = started(venue.stream().heartbeat(Duration.ofMillis(50), Duration.ofMillis(300)));
        snapshot(9000, 1000);
        subscribeFills();
        snapshot(9500, 9000, 1000);
        FakeStreamConnection gone = venue.newest();

        gone.goHalfOpen();

        await().until(() -> fills.restored().size() == 1);
        assertThat(fillWords()).containsExactly("(9000 1000)", "9500", "restored 1");
    }

    @Test
    void unreadableFrame_ofFills_isMadeUpForOverRest() {
        snapshot(1000);
        subscribeFills();
        history(1000, 2000);

        venue.send(Wire.frame("userFills", "{\"user\":\"" + Wire.USER + "\",\"fills\":[{\"coin\":\"BTC\"}]}"));

        await().until(() -> fills.restored().size() == 1);
        assertThat(fillWords()).containsExactly("(1000)", "undecodable", "2000", "restored 1");
        assertThat(stream.status().connection().sessions()).isEqualTo(1);
    }

    @Test
    void secondListener_afterALoss_isToldTheSame() {
        snapshot(9000, 1000);
        subscribeFills();
        Heard<UserFillsChannel.Message> second = new Heard<>();
        stream.subscribe(UserFillsChannel.of(USER), second);
        snapshot(9500, 9000, 1000);

        cut();

        await().until(() -> second.restored().size() == 1);
        assertThat(second.words(RepairTest::word)).containsExactly("9500", "restored 1");
    }

    @Test
    void books_areSentAnew() {
        Heard<L2Book> books = new Heard<>();
        venue.first.put("l2Book", any -> List.of(Wire.book("BTC", 1)));
        stream.subscribe(L2BookChannel.of("BTC"), books);
        await().until(() -> books.messages().size() == 1);
        venue.first.put("l2Book", any -> List.of(Wire.book("BTC", 5)));

        cut();
        await().until(() -> books.restored().size() == 1);
        venue.send(Wire.book("BTC", 6));

        await().until(() -> books.messages().size() == 3);
        assertThat(books.words(L2Book::time)).containsExactly("(1)", "(5)", "restored 0", "6");
    }

    @Test
    void trades_thatReachBack_areDeliveredOnce() {
        venue.first.put("trades", any -> List.of(Wire.trades(times(100, 200))));
        stream.subscribe(TradesChannel.of("BTC"), trades);
        await().until(() -> trades.messages().size() == 1); // the first come after the acknowledgement
        venue.send(Wire.trades(times(300)));
        await().until(() -> trades.messages().size() == 2);
        venue.first.put("trades", any -> List.of(Wire.trades(times(300, 400, 500))));

        cut();

        await().until(() -> trades.restored().size() == 1);
        assertThat(trades.words(RepairTest::word)).containsExactly("(100 200)", "300", "400 500", "restored 2");
    }

    @Test
    void trades_thatDoNotReachBack_areAGap() {
        venue.first.put("trades", any -> List.of(Wire.trades(times(100, 200))));
        stream.subscribe(TradesChannel.of("BTC"), trades);
        await().until(() -> trades.messages().size() == 1);
        venue.first.put("trades", any -> List.of(Wire.trades(times(800, 900))));

        cut();

        await().until(() -> trades.restored().size() == 1);
        assertThat(trades.words(RepairTest::word)).containsExactly("(100 200)", "gap", "800 900", "restored 2");
    }

    @Test
    void orders_areReconciledWithHistoryAndOpenOrders() {
        long now = System.currentTimeMillis();
        subscribeOrders(now, 1);
        venue.rest.answers.put(
                "historicalOrders",
                body -> Wire.list(Wire.historicalOrder(2, "canceled", now + 30) + ","
                        + Wire.historicalOrder(1, "filled", now + 20) + ","
                        + Wire.historicalOrder(1, "open", now) + ","
                        + Wire.historicalOrder(9, "filled", now - 60_000)));
        venue.rest.answers.put(
                "frontendOpenOrders",
                body -> Wire.list(
                        Wire.frontendOrder(3, "1.0", now + 10) + "," + Wire.frontendOrder(8, "1.0", now - 60_000)));

        cut();

        await().until(() -> orders.restored().size() == 1);
        assertThat(orders.words(updates -> updates.stream()
                        .map(update -> update.order().oid() + update.status())
                        .collect(Collectors.joining(" "))))
                .containsExactly("1open", "3open 1filled 2canceled", "restored 3");
    }

    private final Heard<List<OrderUpdatesChannel.Update>> orders = new Heard<>();

    private List<String> orderWords() {
        return orders.words(updates -> updates.stream()
                .map(update -> update.order().oid()
                        + update.status()
                        + update.order().sz().stripTrailingZeros().toPlainString())
                .collect(Collectors.joining(" ")));
    }

    private void subscribeOrders(long now, long... oids) {
        stream.subscribe(OrderUpdatesChannel.of(USER), orders);
        LongStream.of(oids).forEach(oid -> venue.send(Wire.orderUpdate(oid, "open", now)));
        await().until(() -> orders.messages().size() == oids.length);
    }

    private long asked(String type, String where) {
        return venue.rest.requests().stream()
                .filter(line -> line.contains("\"" + type + "\"") && line.contains(where))
                .count();
    }

    @Test
    void orders_thatWereOpenAndAreNowhere_areAskedFor() {
        long now = System.currentTimeMillis();
        subscribeOrders(now, 1, 2, 3);
        venue.rest.answers.put("frontendOpenOrders", body -> Wire.list(Wire.frontendOrder(1, "1.0", now)));
        venue.rest.answers.put(
                "orderStatus",
                body -> body.contains("\"oid\":2")
                        ? "{\"status\":\"order\",\"order\":" + Wire.historicalOrder(2, "canceled", now + 15) + "}"
                        : "{\"status\":\"unknownOid\"}");

        cut();
        await().until(() -> orders.restored().size() == 1);
        assertThat(orderWords()).containsExactly("1open1", "2open1", "3open1", "gap", "2canceled1", "restored 1");
        assertThat(orders.gaps().get(0).unproven()).contains("does not know").contains("[3]");

        cut();
        await().until(() -> orders.restored().size() == 2);
        assertThat(orders.gaps()).as("order 3 is given up").hasSize(1);
        assertThat(asked("orderStatus", "\"oid\":1")).isZero();
        assertThat(asked("orderStatus", "\"oid\":2")).isEqualTo(1);
        assertThat(asked("orderStatus", "\"oid\":3")).isEqualTo(1);
    }

    @Test
    void orders_partlyFilledMeanwhile_areToldWithWhatIsLeft_atTheTimeOfTheFill() {
        long now = System.currentTimeMillis();
        subscribeOrders(now, 1, 2, 3);
        venue.rest.answers.put(
                "frontendOpenOrders",
                body -> Wire.list(Wire.frontendOrder(1, "1.0", now) + "," + Wire.frontendOrder(2, "0.4", now) + ","
                        + Wire.frontendOrder(3, "0.7", now) + "," + Wire.frontendOrder(4, "0.5", now - 60_000)));
        venue.rest.answers.put(
                "userFillsByTime",
                body -> Wire.list(Wire.fill(now + 20).replace("\"oid\":7", "\"oid\":2") + ","
                        + Wire.fill(now + 10).replace("\"oid\":7", "\"oid\":4")));

        cut();

        await().until(() -> orders.restored().size() == 1);
        assertThat(orderWords())
                .containsExactly("1open1", "2open1", "3open1", "gap", "3open0.7 4open0.5 2open0.4", "restored 3");
        assertThat(orders.gaps().get(0).unproven()).isEqualTo("when order 3 changed its size");
        assertThat(orders.messages().get(3))
                .extracting(OrderUpdatesChannel.Update::statusTimestamp)
                .endsWith(now + 10, now + 20);
    }

    @Test
    void orders_moreThanCanBeAskedFor_areAGap() {
        long now = System.currentTimeMillis();
        subscribeOrders(
                now,
                LongStream.rangeClosed(1, OrderUpdatesChannel.MOST_ASKED + 10).toArray());
        venue.rest.answers.put(
                "orderStatus",
                body -> "{\"status\":\"order\",\"order\":"
                        + Wire.historicalOrder(
                                ScriptedVenue.tree(body).path("oid").asLong(), "filled", now + 15)
                        + "}");

        cut();

        await().until(() -> orders.restored().size() == 1);
        assertThat(orders.restored().get(0).recovered()).isEqualTo(OrderUpdatesChannel.MOST_ASKED);
        assertThat(orders.gaps().get(0).unproven()).contains("10 more orders");
    }

    @Test
    void orders_ofABuildersDex_areLookedForThere() {
        long now = System.currentTimeMillis();
        stream.subscribe(OrderUpdatesChannel.of(USER), orders);
        venue.send(Wire.orderUpdate(1, "open", now).replace("BTC", "xyz:GOLD"));
        await().until(() -> orders.messages().size() == 1);
        venue.rest.answers.put(
                "frontendOpenOrders",
                body -> body.contains("\"dex\":\"xyz\"")
                        ? Wire.list(Wire.frontendOrder(1, "1.0", now).replace("BTC", "xyz:GOLD"))
                        : "[]");

        cut();

        await().until(() -> orders.restored().size() == 1);
        assertThat(orderWords()).containsExactly("1open1", "restored 0");
    }

    @Test
    void orders_thatChangeWithoutANewTime_areToldWhileLive() {
        long now = System.currentTimeMillis();
        subscribeOrders(now, 1);
        venue.send(Wire.orderUpdate(2, "open", now + Seen.WINDOW_MILLIS * 2));

        venue.send(Wire.orderUpdate(1, "open", now).replace("\"sz\":\"1.0\"", "\"sz\":\"0.5\""));
        venue.send(Wire.orderUpdate(1, "open", now));
        venue.send(Wire.orderUpdate(1, "filled", now));

        await().until(() -> orders.messages().size() == 4);
        assertThat(orderWords()).containsExactly("1open1", "2open1", "1open0.5", "1filled1");
    }

    @Test
    void userEvents_ofAnUnknownKind_areToldHoweverAlike() {
        Heard<UserEventsChannel.Event> events = new Heard<>();
        stream.subscribe(UserEventsChannel.of(USER), events);

        venue.send(Wire.frame("user", "{\"brandNew\":{}}"));
        venue.send(Wire.frame("user", "{\"brandNew\":{}}"));

        await().until(() -> events.messages().size() == 2);
    }

    @Test
    void userEvents_areReadOverRest_andWhatHasNoOtherWordIsAGap() {
        long now = System.currentTimeMillis();
        Heard<UserEventsChannel.Event> events = new Heard<>();
        stream.subscribe(UserEventsChannel.of(USER), events);
        venue.send(Wire.frame("user", "{\"fills\":" + Wire.fillRows(now) + "}"));
        await().until(() -> events.messages().size() == 1);
        venue.rest.answers.put("userFillsByTime", body -> Wire.fillRows(now, now + 1, now + 3));
        venue.rest.answers.put(
                "userFunding",
                body -> "[{\"time\":" + (now + 2)
                        + ",\"hash\":\"0x00\",\"delta\":{\"type\":\"funding\",\"coin\":\"BTC\",\"usdc\":\"-1.5\",\"szi\":\"2\","
                        + "\"fundingRate\":\"0.0000125\",\"nSamples\":null}}]");

        cut();
        await().until(() -> events.restored().size() == 1);
        assertThat(events.words(event -> event.getClass().getSimpleName()))
                .containsExactly("Fills", "Fills", "Funding", "Fills", "restored 3");

        venue.rest.answers.put(
                "historicalOrders", body -> Wire.list(Wire.historicalOrder(5, "marginCanceled", now + 40)));
        cut();
        await().until(() -> events.restored().size() == 2);
        assertThat(events.gaps()).hasSize(1);
        assertThat(events.gaps().get(0).unproven()).contains("1 orders cancelled by the venue");
    }

    @Test
    void notifications_areAGap_asTheVenueRepeatsNothing() {
        Heard<NotificationChannel.Message> notes = new Heard<>();
        stream.subscribe(NotificationChannel.of(USER), notes);
        venue.send(Wire.frame("notification", "{\"notification\":\"hello\"}"));
        await().until(() -> notes.messages().size() == 1);

        cut();

        await().until(() -> notes.restored().size() == 1);
        assertThat(notes.words(NotificationChannel.Message::notification))
                .containsExactly("hello", "gap", "restored 0");
    }

    @Test
    void refusedOnReconnect_isAGap_andTriedAgain() {
        snapshot(9000, 1000);
        subscribeFills();
        AtomicInteger tries = new AtomicInteger();
        venue.instead.put("userFills", (connection, subscription) -> {
            tries.incrementAndGet();
            connection.send(Wire.frame("error", "\"Cannot track more than 15 total users.\""));
        });

        cut();

        await().until(() -> !fills.gaps().isEmpty());
        assertThat(fills.gaps().get(0).unproven()).contains("not subscribed").contains("15 total users");
        venue.instead.clear();
        snapshot(9500, 9000, 1000);
        cut();
        await().until(() -> fills.restored().size() == 1);
        assertThat(fillWords()).containsExactly("(9000 1000)", "gap", "9500", "restored 1");
    }

    @Test
    void stopped_duringARepair_deliversWhatThereIs_andAGap() {
        snapshot(1000);
        subscribeFills();
        CountDownLatch never = new CountDownLatch(1);
        venue.rest.answers.put("userFillsByTime", body -> {
            waitFor(never);
            return "[]";
        });
        snapshot(9000);

        cut();
        await().until(() -> restCalls() == 1);
        stream.stop(Duration.ofSeconds(5));
        never.countDown();

        assertThat(fillWords()).containsExactly("(1000)", "gap", "9000", "restored 1", "closed");
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
