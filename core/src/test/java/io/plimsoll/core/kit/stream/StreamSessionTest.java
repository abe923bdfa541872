package io.plimsoll.core.kit.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.foundation.error.SourceException.Rejected;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import io.plimsoll.core.kit.http.testing.FakeServer;
import io.plimsoll.core.kit.stream.StreamEvent.Closed;
import io.plimsoll.core.kit.stream.StreamEvent.Gap;
import io.plimsoll.core.kit.stream.StreamEvent.Message;
import io.plimsoll.core.kit.stream.StreamEvent.Opened;
import io.plimsoll.core.kit.stream.StreamTransport.ServerSentEvents;
import io.plimsoll.core.kit.stream.StreamTransport.WebSocket;
import io.plimsoll.core.kit.stream.testing.FakeStreamConnection;
import io.plimsoll.core.kit.stream.testing.FakeStreamServer;
import io.plimsoll.core.testing.ManualClock;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import okio.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamSessionTest {
    private static final String NAME = "stream-under-test";
    private static final ReconnectPolicy QUICK =
            new ReconnectPolicy(Duration.ofMillis(2), Duration.ofMillis(20), Duration.ofSeconds(10));
    private static final Duration HOUR = Duration.ofHours(1);

    private final FakeStreamServer server = new FakeStreamServer();
    private final EventLog log = new EventLog();
    private final AtomicReference<StreamSession> running = new AtomicReference<>();

    @AfterEach
    void close() {
        Optional.ofNullable(running.get()).ifPresent(StreamSession::close);
        server.close();
    }

    private StreamTransport transport(boolean webSocket) {
        return webSocket
                ? new WebSocket(server.url(), Map.of())
                : new ServerSentEvents(server.url(), Map.of("Accept", "text/event-stream"));
    }

    private StreamSession.Builder builder(boolean webSocket, StreamListener listener) {
        return StreamSession.builder(NAME, transport(webSocket), listener)
                .reconnect(QUICK)
                .connectTimeout(Duration.ofSeconds(20))
                .silence(HOUR);
    }

    private StreamSession start(StreamSession.Builder builder) {
        StreamSession stream = builder.build();
        running.set(stream);
        stream.start();
        return stream;
    }

    private StreamSession startWebSocket() {
        return start(builder(true, log));
    }

    private void awaitWords(String... words) {
        await().untilAsserted(() -> assertThat(log.words()).containsExactly(words));
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(thread -> thread.startsWith(NAME))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void messages_comeInOrder_afterOpened(boolean webSocket) {
        ManualClock clock = ManualClock.atNewYear();
        start(builder(webSocket, log).clock(clock));
        FakeStreamConnection connection = server.await(1);
        awaitWords("opened 1");

        connection.send("a");
        connection.send("x".repeat(70_000));
        connection.send("");
        connection.send("ä€");

        int messages = webSocket ? 4 : 3; // an event without data is none
        await().until(() -> log.texts().size() == messages);
        assertThat(log.texts()).startsWith("a", "x".repeat(70_000)).endsWith("ä€");
        assertThat(log.events().get(0)).isEqualTo(new Opened(1, clock.instant()));
        assertThat(log.events().get(1)).isEqualTo(new Message("a", clock.instant(), 1, Optional.empty()));
    }

    @Test
    void openStream_withNothingToDo_costsNoProcessorTime() {
        StreamSession stream = start(builder(true, log));
        await().until(() -> stream.status().connected());
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long[] known = threads.getAllThreadIds();
        long before = cpuNanos(threads, known);

        await().pollDelay(Duration.ofMillis(500)).until(() -> true);

        // a thread that went round in circles would have had most of it, if not all
        assertThat(cpuNanos(threads, known) - before)
                .isLessThan(Duration.ofMillis(100).toNanos());
    }

    /** Of the threads of OkHttp and of the stream, as far as they still run. */
    private static long cpuNanos(ThreadMXBean threads, long[] ids) {
        return Arrays.stream(ids)
                .filter(id -> {
                    ThreadInfo thread = threads.getThreadInfo(id);
                    return thread != null && thread.getThreadName().matches("(OkHttp|" + NAME + ").*");
                })
                .map(threads::getThreadCpuTime)
                .filter(nanos -> nanos > 0)
                .sum();
    }

    @Test
    void serverSentEvent_withName_keepsIt_andCommentsAreNoMessages() {
        start(builder(false, log));
        FakeStreamConnection connection = server.await(1);

        connection.sendComment();
        connection.sendEvent("error", "Connection timeout reached (24h)");

        await().until(() -> log.events().size() == 2);
        assertThat(log.events().get(1)).isInstanceOfSatisfying(Message.class, message -> {
            assertThat(message.name()).contains("error");
            assertThat(message.text()).isEqualTo("Connection timeout reached (24h)");
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cut_isOneGap_fromLastFrameToNewSession(boolean webSocket) {
        ManualClock clock = ManualClock.atNewYear();
        Instant newYear = clock.instant();
        StreamSession stream = start(builder(webSocket, log).clock(clock));
        awaitWords("opened 1");
        clock.advance(Duration.ofSeconds(5));
        server.await(1).send("a");
        awaitWords("opened 1", "a");
        clock.advance(Duration.ofSeconds(2));
        server.refuse(500);

        server.await(1).cut();
        await().until(() -> server.refused() >= 3);
        assertThat(stream.status().connected()).isFalse();
        clock.advance(Duration.ofSeconds(30));
        server.accept();
        server.await(2).send("b");

        await().untilAsserted(() ->
                assertThat(log.words()).hasSize(5).startsWith("opened 1", "a").endsWith("b"));
        Gap gap = log.gaps().get(0);
        assertThat(gap.from()).isEqualTo(newYear.plusSeconds(5));
        assertThat(gap.to()).isEqualTo(newYear.plusSeconds(37));
        assertThat(log.events().get(2)).isEqualTo(new Opened(2, newYear.plusSeconds(37)));
        assertThat(log.events().get(3)).isSameAs(gap);
        assertThat(stream.status().gaps()).isEqualTo(1);
        assertThat(server.mostLive()).isEqualTo(1);
    }

    @Test
    void loss_ofASessionWithoutFrames_countsFromItsOpening() {
        ManualClock clock = ManualClock.atNewYear();
        start(builder(true, log).clock(clock));
        awaitWords("opened 1");
        clock.advance(Duration.ofSeconds(9));

        server.await(1).cut();

        awaitWords("opened 1", "opened 2", "gap DISCONNECTED");
        assertThat(Duration.between(log.gaps().get(0).from(), log.gaps().get(0).to()))
                .hasSeconds(9);
    }

    @Test
    void politeClose_isAGapWithCodeAndReason() {
        startWebSocket();
        server.await(1).send("a");

        server.await(1).close(1000, "Expired");

        awaitWords("opened 1", "a", "opened 2", "gap CLOSED_BY_SOURCE");
        assertThat(log.gaps().get(0).detail()).isEqualTo("closed by the source: 1000 Expired");
        await().untilAsserted(() -> assertThat(server.await(1).closeCode()).isEqualTo(1000));
        assertThat(server.mostLive()).isEqualTo(1);
    }

    @Test
    void tokenInAReasonToClose_isHidden() {
        StreamSession stream = start(builder(true, log).hiding(words -> words.replace("s3cret", "***")));

        server.await(1).close(1008, "no such key: s3cret");

        awaitWords("opened 1", "opened 2", "gap CLOSED_BY_SOURCE");
        assertThat(log.gaps().get(0).detail()).isEqualTo("closed by the source: 1008 no such key: ***");
        assertThat(stream.status().lastFailure().orElseThrow().getMessage()).doesNotContain("s3cret");
    }

    @Test
    void endOfEvents_isAGap() {
        start(builder(false, log));
        server.await(1).close(0, "");

        awaitWords("opened 1", "opened 2", "gap CLOSED_BY_SOURCE");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void halfOpenSocket_isFoundBySilence(boolean webSocket) {
        start(builder(webSocket, log).silence(Duration.ofMillis(120)));
        FakeStreamConnection first = server.await(1);
        first.send("a");
        first.goHalfOpen();

        await().until(() -> !log.gaps().isEmpty());

        assertThat(log.words()).startsWith("opened 1", "a", "opened 2", "gap SILENT");
        await().until(() -> !first.isLive());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stallInTheMiddleOfAFrame_isFoundBySilence_andTheHalfNeverDelivered(boolean webSocket) {
        start(builder(webSocket, log).silence(Duration.ofMillis(120)));
        server.await(1).send("a");
        server.await(1).stall("never to be seen, not even in part");

        await().until(() -> !log.gaps().isEmpty());

        assertThat(log.words()).startsWith("opened 1", "a", "opened 2", "gap SILENT");
        assertThat(log.texts()).containsExactly("a");
    }

    @Test
    void heartbeat_keepsAQuietSessionAlive() {
        server.onReceived((connection, text) -> connection.send("pong"));
        start(builder(true, log)
                .silence(Duration.ofSeconds(2))
                .heartbeat(Duration.ofMillis(5), () -> "{\"method\":\"ping\"}"));

        await().until(() -> log.texts().size() > 20);

        assertThat(server.await(1).received()).contains("{\"method\":\"ping\"}");
        assertThat(server.connections()).hasSize(1);
        assertThat(log.gaps()).isEmpty();
    }

    @Test
    void heartbeat_thatThrows_isCounted() {
        StreamSession stream = start(builder(true, log).heartbeat(Duration.ofMillis(2), () -> {
            throw new IllegalStateException("no text");
        }));

        await().until(() -> stream.status().listenerFailures() > 3);
        assertThat(stream.status().connected()).isTrue();
    }

    @Test
    void binaryFrame_isAGap_notSilence() {
        startWebSocket();
        server.await(1).sendBinary(ByteString.of((byte) 1, (byte) 2));

        awaitWords("opened 1", "opened 2", "gap UNREADABLE");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusedConnects_areTypedFailures_andNoGaps(boolean webSocket) {
        server.refuse(500);
        StreamSession stream = start(builder(webSocket, log));
        awaitFailure(stream, Rejected.class);
        server.refuse(404);
        awaitFailure(stream, NotFound.class);
        server.refuse(200);
        awaitFailure(stream, MalformedResponse.class);
        server.refuse(429);
        awaitFailure(stream, RateLimited.class);
        server.accept();

        awaitWords("opened 1");
        assertThat(stream.status().sessions()).isEqualTo(1);
    }

    private static void awaitFailure(StreamSession stream, Class<? extends SourceException> kind) {
        await().until(() ->
                stream.status().lastFailure().filter(kind::isInstance).isPresent());
    }

    @Test
    void unreachableSource_isTransport() {
        server.close();

        awaitFailure(startWebSocket(), Transport.class);
    }

    @Test
    void retryAfter_isHonoured_andHopelessRefusalsAreSlow() {
        ReconnectPolicy policy =
                new ReconnectPolicy(Duration.ofMillis(1), Duration.ofSeconds(3), Duration.ofSeconds(2));
        RecordingScheduler scheduler = new RecordingScheduler(Duration.ofSeconds(3));
        server.rateLimit(Duration.ofSeconds(7));
        start(builder(true, log)
                .reconnect(policy)
                .connectTimeout(Duration.ofSeconds(2))
                .scheduler(scheduler));

        await().until(() -> scheduler.waits().contains(Duration.ofSeconds(7)));
        server.refuse(404);
        await().until(() -> scheduler.waits().contains(Duration.ofSeconds(3)));
        server.accept();

        await().until(() -> log.words().equals(List.of("opened 1")));
        scheduler.shutdownNow();
    }

    @Test
    void connectThatHangs_timesOut_andIsTriedAgain() {
        server.hang();
        StreamSession stream = start(builder(true, log).connectTimeout(Duration.ofMillis(100)));
        await().until(() -> server.refused() >= 2);
        assertThat(stream.status().lastFailure().orElseThrow()).hasMessageContaining("not open within PT0.1S");

        server.accept();

        await().until(() -> log.words().contains("opened 1"));
    }

    @Test
    void hook_runsBeforeTheFirstMessageIsRead_andSubscribesEachSession() {
        List<String> order = new CopyOnWriteArrayList<>();
        server.onReceived((connection, text) -> connection.send("ack " + text));
        start(builder(true, event -> order.add(event instanceof Message message ? message.text() : "event"))
                .onOpened(session -> {
                    order.add("hook " + session.session());
                    session.send("subscribe " + session.session());
                }));
        await().until(() -> order.contains("ack subscribe 1"));

        server.await(1).cut();

        await().until(() -> order.contains("ack subscribe 2"));
        assertThat(order)
                .containsExactly("hook 1", "event", "ack subscribe 1", "hook 2", "event", "event", "ack subscribe 2");
    }

    @Test
    void hookThatThrows_isCounted_andItsSessionNotUsed() {
        AtomicInteger calls = new AtomicInteger();
        StreamSession stream = start(builder(true, log).onOpened(session -> {
            if (calls.incrementAndGet() < 3) {
                throw new IllegalStateException("cannot subscribe");
            }
        }));

        awaitWords("opened 3");
        assertThat(stream.status().listenerFailures()).isEqualTo(2);
        assertThat(server.mostLive()).isEqualTo(1);
    }

    @Test
    void listenerThatThrows_isCounted_andTheStreamGoesOn() {
        AtomicInteger calls = new AtomicInteger();
        StreamSession stream = start(builder(true, event -> {
            if (calls.incrementAndGet() % 2 == 0) {
                throw new AssertionError("even an error");
            }
            throw new IllegalStateException("always");
        }));
        IntStream.range(0, 9).forEach(i -> server.await(1).send("m" + i));

        await().until(() -> stream.status().listenerFailures() == 10);
        assertThat(stream.status().connected()).isTrue();
    }

    @Test
    void renewal_handsOverAtTheFirstFrameOfTheNewSession_withoutGap() {
        StreamSession stream = start(builder(true, log)
                .renewAfter(Duration.ofMillis(30))
                .onOpened(session -> session.send("subscribe " + session.session())));
        FakeStreamConnection old = server.await(1);
        awaitWords("opened 1");
        old.send("old before");
        FakeStreamConnection fresh = server.await(2);
        await().until(() -> fresh.received().contains("subscribe 2"));
        old.send("old while both are open");
        awaitWords("opened 1", "old before", "old while both are open");
        stream.send("to the new one");
        await().until(() -> fresh.received().contains("to the new one"));

        fresh.send("new");
        await().until(() -> log.texts().contains("new"));
        old.send("superseded");
        fresh.send("new again");

        await().until(() -> log.texts().contains("new again"));
        assertThat(log.words())
                .startsWith("opened 1", "old before", "old while both are open", "opened 2", "new", "new again");
        assertThat(log.gaps()).isEmpty();
        await().until(() -> old.closeCode() == 1000 && !old.isLive());
    }

    @Test
    void renewal_ofServerSentEvents_handsOver() {
        start(builder(false, log).renewAfter(Duration.ofMillis(30)));
        FakeStreamConnection old = server.await(1);
        old.send("old");
        server.await(2).send("new");

        await().until(() -> log.texts().contains("new"));

        assertThat(log.words()).startsWith("opened 1", "old", "opened 2", "new");
        await().until(() -> !old.isLive());
    }

    @Test
    void renewal_thatIsRefused_leavesTheOldSession_andIsTriedAgain() {
        AtomicInteger opened = new AtomicInteger();
        start(builder(true, log).renewAfter(Duration.ofMillis(30)).onOpened(session -> {
            if (opened.incrementAndGet() == 1) {
                server.refuse(503);
            }
        }));
        await().until(() -> server.refused() >= 3);
        server.await(1).send("still here");
        await().until(() -> log.texts().contains("still here"));

        server.accept();
        server.await(2).send("new");

        await().until(() -> log.texts().contains("new"));
        assertThat(log.gaps()).isEmpty();
        assertThat(log.words()).startsWith("opened 1", "still here").contains("new");
    }

    @Test
    void oldSession_lostWhileTheNewOneStandsBy_isAGap_andTheNewOneTakesOver() {
        List<Long> hooked = new CopyOnWriteArrayList<>();
        ManualClock clock = ManualClock.atNewYear();
        start(builder(true, log)
                .clock(clock)
                .renewAfter(Duration.ofMillis(30))
                .onOpened(session -> hooked.add(session.session())));
        FakeStreamConnection old = server.await(1);
        await().until(() -> hooked.contains(2L));
        clock.advance(Duration.ofSeconds(4));
        old.send("last");
        await().until(() -> log.texts().contains("last"));
        clock.advance(Duration.ofSeconds(1));

        old.cut();

        await().until(() -> log.gaps().size() == 1);
        assertThat(log.words()).startsWith("opened 1", "last", "opened 2", "gap DISCONNECTED");
        assertThat(log.gaps().get(0).from()).isEqualTo(Instant.parse("2026-01-01T00:00:04Z"));
        assertThat(log.gaps().get(0).to()).isEqualTo(Instant.parse("2026-01-01T00:00:05Z"));
    }

    @Test
    void renewal_whileTheListenerIsBehind_isAGap() {
        CountDownLatch release = new CountDownLatch(1);
        List<Long> hooked = new CopyOnWriteArrayList<>();
        StreamSession stream = start(builder(true, event -> {
                    awaitQuietly(release);
                    log.onEvent(event);
                })
                .queueCapacity(2)
                .renewAfter(Duration.ofMillis(30))
                .onOpened(session -> hooked.add(session.session())));
        FakeStreamConnection old = server.await(1);
        FakeStreamConnection fresh = server.await(2);
        await().until(() -> hooked.contains(2L));
        IntStream.range(0, 5).forEach(i -> old.send("old " + i));
        await().until(() -> stream.status().waiting() == 3);

        fresh.send("new");
        await().until(() -> stream.status().gaps() == 1);
        release.countDown();

        await().until(() -> log.texts().contains("new"));
        assertThat(log.words()).startsWith("opened 1", "old 0", "old 1", "old 2", "opened 2", "gap OVERTAKEN", "new");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void fullQueue_stopsReading_losesNothing_andIsNotSilence(boolean webSocket) throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        StreamSession stream = start(builder(webSocket, event -> {
                    held.countDown();
                    awaitQuietly(release);
                    log.onEvent(event);
                })
                .queueCapacity(4)
                .silence(Duration.ofSeconds(1)));
        FakeStreamConnection connection = server.await(1);
        int messages = 600;
        String padding = "x".repeat(32_768); // together more than the sockets' buffers hold
        Thread source = new Thread(() -> IntStream.range(0, messages).forEach(i -> connection.send(i + " " + padding)));
        held.await(); // the listener has the first event: what waits are messages only
        source.start();
        await().until(() -> stream.status().waiting() == 5);
        int before = settled(connection);

        assertThat(before).isLessThan(messages);
        assertThat(stream.status().waiting()).isEqualTo(5);
        release.countDown();
        source.join(20_000);

        await().until(() -> log.texts().size() == messages);
        assertThat(log.texts().stream().map(text -> text.substring(0, text.indexOf(' '))))
                .containsExactlyElementsOf(
                        IntStream.range(0, messages).mapToObj(String::valueOf).toList());
        assertThat(stream.status().sessions()).isEqualTo(1 + log.gaps().size());
        assertThat(log.words().subList(0, messages + 1)).doesNotContain("gap SILENT");
    }

    /** Waits until the source is stuck: nothing has left it for 1.5 s, more than the silence that is allowed. */
    private static int settled(FakeStreamConnection connection) {
        AtomicInteger last = new AtomicInteger(-1);
        await().pollInterval(Duration.ofMillis(1500))
                .until(() -> last.getAndSet(connection.sent()) == connection.sent());
        return last.get();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void listenerThatHangs_whileSessionsFlap_holdsTheConnectsBack() {
        CountDownLatch release = new CountDownLatch(1);
        StreamSession stream = start(builder(true, event -> {
                    awaitQuietly(release);
                    log.onEvent(event);
                })
                .queueCapacity(3));

        for (int session = 1; session <= 3; session++) {
            server.await(session).cut();
        }
        await().until(() -> !stream.status().connected() && stream.status().waiting() >= 4);
        await().during(Duration.ofMillis(100)).until(() -> server.connections().size() == 3);
        release.countDown();

        awaitWords(
                "opened 1",
                "opened 2",
                "gap DISCONNECTED",
                "opened 3",
                "gap DISCONNECTED",
                "opened 4",
                "gap DISCONNECTED");
    }

    @Test
    void send_withoutASession_isTyped() {
        server.refuse(500);
        StreamSession stream = startWebSocket();

        assertThatExceptionOfType(Transport.class)
                .isThrownBy(() -> stream.send("x"))
                .withCauseInstanceOf(ConnectException.class)
                .withMessageContaining("not connected, nothing was sent");
        server.accept();
        awaitWords("opened 1");
        stream.send("order 1");
        stream.send("order 2");
        await().untilAsserted(() -> assertThat(server.await(1).received()).containsExactly("order 1", "order 2"));
    }

    @Test
    void sender_ofALostSession_isTyped() {
        AtomicReference<StreamSender> first = new AtomicReference<>();
        start(builder(true, log).onOpened(session -> first.compareAndSet(null, session)));
        awaitWords("opened 1");
        server.await(1).cut();
        awaitWords("opened 1", "opened 2", "gap DISCONNECTED");

        assertThatExceptionOfType(Transport.class)
                .isThrownBy(() -> first.get().send("x"))
                .withCauseInstanceOf(ConnectException.class);
    }

    @Test
    void send_onServerSentEvents_isTheCallersMistake() {
        StreamSession stream = start(builder(false, log));
        awaitWords("opened 1");

        assertThatIllegalStateException().isThrownBy(() -> stream.send("x"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder(false, log).heartbeat(HOUR, () -> "ping"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stop_endsSessionAndThreads_withClosedAsTheLastEvent(boolean webSocket) throws Exception {
        StreamSession stream = start(builder(webSocket, log).renewAfter(HOUR));
        FakeStreamConnection connection = server.await(1);
        connection.send("a");
        awaitWords("opened 1", "a");
        long begin = System.nanoTime();

        stream.stop(Duration.ofSeconds(5));

        assertThat(threads()).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
        assertThat(log.words()).containsExactly("opened 1", "a", "closed");
        assertThat(connection.awaitEnd(Duration.ofSeconds(5))).isTrue();
        assertThat(connection.closeCode()).isEqualTo(webSocket ? 1000 : 0);
        stream.stop(Duration.ofSeconds(5));
        stream.close();
        assertThat(log.words()).containsExactly("opened 1", "a", "closed");
        assertThatIllegalStateException().isThrownBy(stream::start);
    }

    @Test
    void stop_duringReconnectOrConnect_leavesNothing() {
        server.refuse(500);
        StreamSession waiting = start(builder(true, log).reconnect(new ReconnectPolicy(HOUR, HOUR, HOUR)));
        await().until(() -> waiting.status().lastFailure().isPresent());
        waiting.stop(Duration.ofSeconds(5));
        assertThat(threads()).isEmpty();

        server.accept();
        server.hang();
        int before = server.refused();
        StreamSession connecting = start(builder(true, log));
        await().until(() -> server.refused() > before);
        connecting.stop(Duration.ofSeconds(5));
        assertThat(threads()).isEmpty();

        StreamSession never = builder(true, log).build();
        never.close();
        assertThat(threads()).isEmpty();
        assertThat(log.words()).containsExactly("closed", "closed");
    }

    @Test
    void stop_deliversWhatWasReceived_first() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        StreamSession stream = start(builder(true, event -> {
            awaitQuietly(release);
            log.onEvent(event);
        }));
        IntStream.range(0, 50).forEach(i -> server.await(1).send("m" + i));
        await().until(() -> stream.status().waiting() == 50);
        Thread stopper = new Thread(() -> stream.stop(Duration.ofSeconds(20)));
        stopper.start();
        await().until(() -> stream.status().waiting() == 51);

        release.countDown();
        stopper.join(20_000);

        assertThat(log.words()).hasSize(52).startsWith("opened 1", "m0").endsWith("m49", "closed");
    }

    @Test
    void stop_withAListenerThatHangs_interruptsIt_withinTheLimit() {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        StreamSession stream = start(builder(true, event -> {
            entered.countDown();
            awaitQuietly(never);
        }));
        awaitQuietly(entered);

        stream.stop(Duration.ofMillis(600));

        await().until(() -> threads().isEmpty());
    }

    @Test
    void stop_byTheListenerOrTheHook_doesNotWaitForItself() {
        AtomicReference<StreamSession> self = new AtomicReference<>();
        StreamSession byListener = builder(true, event -> {
                    log.onEvent(event);
                    if (event instanceof Opened) {
                        self.get().stop(HOUR);
                    }
                })
                .build();
        self.set(byListener);
        byListener.start();
        awaitWords("opened 1", "closed");
        await().until(() -> threads().isEmpty());

        StreamSession byHook =
                builder(true, log).onOpened(session -> self.get().stop(HOUR)).build();
        self.set(byHook);
        byHook.start();
        awaitWords("opened 1", "closed", "closed");
        await().until(() -> threads().isEmpty());
    }

    @Test
    void givenScheduler_isUsed_andNotShutDown() {
        RecordingScheduler scheduler = new RecordingScheduler(HOUR.multipliedBy(2));
        StreamSession stream = start(builder(true, log).scheduler(scheduler));
        awaitWords("opened 1");
        assertThat(threads()).noneMatch(thread -> thread.contains("timer"));

        stream.close();

        assertThat(scheduler.isShutdown()).isFalse();
        assertThat(scheduler.waits()).isNotEmpty();
        scheduler.shutdownNow();
    }

    @Test
    void stableSession_startsTheRowOfWaitsAnew() {
        ReconnectPolicy policy =
                new ReconnectPolicy(Duration.ofMillis(4), Duration.ofMillis(1_000), Duration.ofMillis(1));
        RecordingScheduler scheduler = new RecordingScheduler(HOUR);
        start(builder(true, log).reconnect(policy).scheduler(scheduler));

        for (int session = 1; session <= 12; session++) {
            int number = session;
            server.await(session).send("m" + session);
            await().until(() -> log.texts().contains("m" + number));
            await().until(() -> Collections.frequency(scheduler.over(), policy.stableAfter()) == number);
            server.await(session).cut();
        }
        await().until(() -> log.gaps().size() == 12);

        assertThat(scheduler.waits())
                .filteredOn(
                        wait -> wait.compareTo(Duration.ofMillis(2)) > 0 && wait.compareTo(Duration.ofSeconds(1)) < 0)
                .hasSize(12)
                .allMatch(wait -> wait.compareTo(Duration.ofMillis(8)) <= 0);
        scheduler.shutdownNow();
    }

    @Test
    void headers_areSent_andNeitherTheyNorTheQueryAreShown() {
        List<String> authorization = new CopyOnWriteArrayList<>();
        try (FakeServer plain = new FakeServer() {
            @Override
            protected MockResponse answer(RecordedRequest request) {
                authorization.add(String.valueOf(request.getHeaders().get("Authorization")));
                return text(401, "who are you");
            }
        }) {
            HttpUrl url = plain.url()
                    .newBuilder()
                    .addQueryParameter("token", "s3cret")
                    .build();
            WebSocket transport = new WebSocket(url, Map.of("Authorization", "Bearer s3cret"));
            StreamSession stream = start(StreamSession.builder(NAME, transport, log));

            awaitFailure(stream, Rejected.class);

            assertThat(authorization).contains("Bearer s3cret");
            assertThat(stream.status().lastFailure().orElseThrow().getMessage())
                    .isEqualTo(NAME + ": answered HTTP 401: who are you");
            assertThat(transport.toString()).isEqualTo("WebSocket[" + plain.url() + "]");
            assertThat(new ServerSentEvents(url, Map.of("k", "s3cret")).toString())
                    .doesNotContain("s3cret");
            stream.close();
        }
    }

    @Test
    void webSocketUrl_takesBothSpellings() {
        assertThat(WebSocket.of("wss://api.hyperliquid.xyz/ws"))
                .isEqualTo(WebSocket.of("https://api.hyperliquid.xyz/ws"))
                .hasToString("WebSocket[https://api.hyperliquid.xyz/ws]");
        assertThat(WebSocket.of("ws://localhost:1/").url().scheme()).isEqualTo("http");
    }

    @Test
    void builder_withImpossibleValues_namesThem() {
        StreamSession.Builder builder = builder(true, log);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.silence(Duration.ZERO))
                .withMessage("silence must be positive, got PT0S");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.connectTimeout(Duration.ofMillis(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.renewAfter(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.heartbeat(Duration.ZERO, () -> ""));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.queueCapacity(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Gap(Instant.MAX, Instant.MIN, StreamLoss.SILENT, ""));
        assertThat(new Closed(Instant.EPOCH).at()).isEqualTo(Instant.EPOCH);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readerThatDelivers_tellsTheSame_onItsOwnThread(boolean webSocket) {
        List<String> threads = new CopyOnWriteArrayList<>();
        StreamSession stream = start(builder(webSocket, event -> {
                    if (event instanceof Message) {
                        threads.add(Thread.currentThread().getName());
                    }
                    log.onEvent(event);
                })
                .deliverOnReader());
        String gap = webSocket ? "gap DISCONNECTED" : "gap CLOSED_BY_SOURCE";
        // the delivery thread tells that it is open, and takes along what comes meanwhile
        awaitWords("opened 1");
        server.await(1).send("a");
        await().until(() -> log.texts().size() == 1);
        server.await(1).send("b");
        await().until(() -> log.texts().size() == 2);

        server.await(1).cut();
        server.await(2).send("c");
        awaitWords("opened 1", "a", "b", "opened 2", gap, "c");
        stream.stop(Duration.ofSeconds(5));

        awaitWords("opened 1", "a", "b", "opened 2", gap, "c", "closed");
        assertThat(threads).hasSize(3);
        assertThat(threads.get(1)).startsWith("OkHttp http");
        await().untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readerThatPolls_tellsTheSame(boolean webSocket) {
        StreamSession stream = start(builder(webSocket, log).busyPoll(Duration.ofMillis(5)));
        server.await(1).send("a");
        await().until(() -> log.texts().contains("a"));
        // longer than it polls for
        await().pollDelay(Duration.ofMillis(20)).until(() -> server.await(1).send("b"));
        await().until(() -> log.texts().contains("b"));

        server.await(1).cut();
        server.await(2).send("c");
        awaitWords("opened 1", "a", "b", "opened 2", webSocket ? "gap DISCONNECTED" : "gap CLOSED_BY_SOURCE", "c");
        stream.stop(Duration.ofSeconds(5));
        await().untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    @Test
    void readerThatDelivers_toAListenerThatHangs_isInterruptedAtTheStop() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        StreamSession stream = start(builder(true, event -> {
                    if (event instanceof Message) {
                        busy.countDown();
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                            interrupted.countDown();
                        }
                    }
                })
                .deliverOnReader()
                .silence(Duration.ofMillis(100)));
        FakeStreamConnection connection = server.await(1);
        connection.send("a");
        busy.await();
        connection.send("b");

        stream.stop(Duration.ofSeconds(1));

        assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
        await().until(() -> threads().isEmpty());
        assertThat(stream.status().gaps())
                .as("who waits for the listener is not silent")
                .isZero();
    }

    @Test
    void readerThatDelivers_whileTheDeliveryThreadIsBusy_readsNoFurther_andLosesNothing() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        StreamSession stream = start(builder(true, event -> {
                    if (event instanceof Opened) {
                        busy.countDown();
                        awaitQuietly(goOn);
                    }
                    log.onEvent(event);
                })
                .deliverOnReader());
        busy.await();
        List<String> sent = IntStream.range(0, 500).mapToObj(n -> "" + n).toList();
        sent.forEach(server.await(1)::send);

        await().during(Duration.ofMillis(300)).until(() -> stream.status().waiting() <= 1);
        goOn.countDown();

        await().untilAsserted(() -> assertThat(log.texts()).isEqualTo(sent));
    }

    @Test
    void readerThatDelivers_toAListenerThatStops_endsWithoutWaitingForItself() {
        CountDownLatch stopped = new CountDownLatch(1);
        AtomicReference<StreamSession> self = new AtomicReference<>();
        StreamSession stream = builder(true, event -> {
                    log.onEvent(event);
                    if (event instanceof Message) {
                        self.get().stop(Duration.ofMinutes(1));
                        stopped.countDown();
                    }
                })
                .deliverOnReader()
                .build();
        self.set(stream);
        running.set(stream);
        stream.start();
        awaitWords("opened 1");

        server.await(1).send("a");

        awaitWords("opened 1", "a", "closed");
        assertThat(stopped.getCount()).isZero();
        await().until(() -> threads().isEmpty());
    }

    @Test
    void lostSession_isToldToTheHook_beforeTheNextOneIsOpen() {
        List<Long> lost = new CopyOnWriteArrayList<>();
        start(builder(true, log).onLost(lost::add));
        awaitWords("opened 1");
        server.hang();

        server.await(1).cut();

        await().until(() -> lost.equals(List.of(1L)));
        assertThat(log.words()).containsExactly("opened 1");
    }

    @Test
    void stoppedSession_isNoLossToTheHook_andOneThatFailsIsCounted() {
        List<Long> lost = new CopyOnWriteArrayList<>();
        StreamSession stream = start(builder(true, log).onLost(session -> {
            lost.add(session);
            throw new IllegalStateException("bug of the hook");
        }));
        awaitWords("opened 1");

        server.await(1).cut();
        await().until(() -> log.words().contains("opened 2"));
        stream.close();

        assertThat(lost).containsExactly(1L);
        assertThat(stream.status().listenerFailures()).isEqualTo(1);
    }

    @Test
    void readerThatDelivers_cannotBeRenewed() {
        StreamSession.Builder both = builder(true, log).deliverOnReader().renewAfter(Duration.ofSeconds(1));

        assertThatThrownBy(both::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("renewAfter");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void renewal_onDemand_overlapsWithTheLiveSession_andIsNoLoss(boolean webSocket) {
        StreamSession stream = start(builder(webSocket, log).renewAfter(HOUR));
        stream.renew(); // one is on its way
        FakeStreamConnection first = server.await(1);
        first.send("a");
        await().until(() -> log.texts().equals(List.of("a")));

        stream.renew();
        FakeStreamConnection second = server.await(2);
        first.send("b");
        await().until(() -> log.texts().equals(List.of("a", "b")));
        second.send("c");

        awaitWords("opened 1", "a", "b", "opened 2", "c");
        assertThat(server.mostLive()).isEqualTo(2);
        assertThat(server.connections()).hasSize(2);
    }

    @Test
    void renewal_onDemand_doesNotWaitForTheNextTry() {
        server.refuse(503);
        StreamSession stream = start(builder(false, log).reconnect(new ReconnectPolicy(HOUR, HOUR, HOUR)));
        await().until(() -> stream.status().lastFailure().isPresent());
        server.accept();

        stream.renew();

        server.await(1);
        awaitWords("opened 1");
    }

    @Test
    void renewal_onDemand_whileAConnectFails_triesAgainAtOnce() {
        server.hang();
        StreamSession stream = start(builder(false, log)
                .reconnect(new ReconnectPolicy(HOUR, HOUR, HOUR))
                .connectTimeout(Duration.ofMillis(200)));
        await().until(() -> server.refused() == 1);
        stream.renew();
        server.accept();

        server.await(1);
        awaitWords("opened 1");
        assertThat(server.refused()).isEqualTo(1);
    }

    @Test
    void renewal_onDemand_beforeTheStartAndAfterTheStop_doesNothing() {
        StreamSession stream = builder(false, log).build();
        running.set(stream);
        stream.renew();
        stream.start();
        server.await(1);
        stream.stop(Duration.ofSeconds(5));
        stream.renew();

        await().pollDelay(Duration.ofMillis(100)).until(() -> true);
        assertThat(server.connections()).hasSize(1);
    }

    @Test
    void renewal_onDemand_whereTheReaderDelivers_isRefused() {
        StreamSession stream = start(builder(true, log).deliverOnReader());

        assertThatIllegalStateException().isThrownBy(stream::renew);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void messagesInPieces_areReadWhole(boolean webSocket) {
        start(builder(webSocket, log));
        FakeStreamConnection connection = server.await(1);

        assertThat(connection.sendInPieces("ä€ and more", 1)).isTrue();
        assertThat(connection.sendInPieces("second", 3)).isTrue();

        awaitWords("opened 1", "ä€ and more", "second");
        assertThat(connection.sent()).isEqualTo(2);
    }
}
