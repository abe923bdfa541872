package io.plimsoll.core.kit.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plimsoll.core.kit.stream.StreamEvent.Closed;
import io.plimsoll.core.kit.stream.StreamEvent.Gap;
import io.plimsoll.core.kit.stream.StreamEvent.Message;
import io.plimsoll.core.kit.stream.StreamEvent.Opened;
import io.plimsoll.core.kit.stream.StreamTransport.ServerSentEvents;
import io.plimsoll.core.kit.stream.StreamTransport.WebSocket;
import io.plimsoll.core.kit.stream.testing.FakeStreamConnection;
import io.plimsoll.core.kit.stream.testing.FakeStreamServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A stream that is cut again and again, in every way and in random order, by {@code -Dplimsoll.stream.cuts} (60 if not
 * given, 1000 in full size) over both transports together.
 */
class StreamSessionSoakIT {
    private static final int CUTS = Integer.getInteger("plimsoll.stream.cuts", 60);
    private static final Duration SILENCE = Duration.ofMillis(200);
    private static final ReconnectPolicy QUICK =
            new ReconnectPolicy(Duration.ofMillis(1), Duration.ofMillis(8), Duration.ofMillis(20));

    private enum Fault {
        CUT,
        CLOSE,
        HALF_OPEN,
        STALL,
        CUT_AND_REFUSE
    }

    private final EventLog log = new EventLog();
    private final List<Fault> faults = new ArrayList<>();
    private final List<Boolean> liveWhenStruck = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stream_cutInEveryWay_reportsEachLossOnce_andKeepsWhatItReceived(boolean webSocket) throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int cuts = CUTS / 2;
        try (FakeStreamServer server = new FakeStreamServer();
                StreamSession stream = stream(server, webSocket)
                        .silence(SILENCE)
                        .queueCapacity(8)
                        .build()) {
            stream.start();
            for (int cut = 0; cut < cuts; cut++) {
                strike(server, stream, random);
            }
            send(newest(server, stream), server.connections().size(), 5);
            String goodbye = server.connections().size() + ":5";
            await().until(() -> log.texts().contains(goodbye));
            stream.stop(Duration.ofSeconds(5));

            assertThat(faults).hasSizeGreaterThanOrEqualTo(cuts);
            checkOrder();
            checkLosses(server.connections());
            assertThat(server.mostLive())
                    .as("live at one moment, seed %d", seed)
                    .isEqualTo(1);
            System.out.printf(
                    "soak over %s: %d cuts, %d sessions, %d gaps, %d messages%n",
                    webSocket ? "websockets" : "server-sent events",
                    cuts,
                    stream.status().sessions(),
                    log.gaps().size(),
                    log.texts().size());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stream_renewedUnderLoad_hasNoGap_andNeverTwoSessionsAtOnce(boolean webSocket) {
        try (FakeStreamServer server = new FakeStreamServer();
                StreamSession stream = stream(server, webSocket)
                        .renewAfter(Duration.ofMillis(20))
                        .build()) {
            stream.start();
            Map<FakeStreamConnection, Integer> places = new HashMap<>();
            await().pollInterval(Duration.ofMillis(1)).until(() -> {
                List<FakeStreamConnection> all = server.connections();
                for (int i = 0; i < all.size(); i++) {
                    all.get(i).send((i + 1) + ":" + places.merge(all.get(i), 1, Integer::sum));
                }
                return stream.status().sessions() > 4;
            });
            stream.stop(Duration.ofSeconds(5));

            checkOrder();
            assertThat(log.gaps()).isEmpty();
            assertThat(server.mostLive()).isEqualTo(2);
        }
    }

    private StreamSession.Builder stream(FakeStreamServer server, boolean webSocket) {
        StreamTransport transport =
                webSocket ? new WebSocket(server.url(), Map.of()) : new ServerSentEvents(server.url(), Map.of());
        return StreamSession.builder("soak", transport, log).reconnect(QUICK);
    }

    /** Sends some messages into the newest session, strikes it, and waits until it is replaced. */
    private void strike(FakeStreamServer server, StreamSession stream, Random random) throws InterruptedException {
        FakeStreamConnection connection = newest(server, stream);
        int session = server.connections().size();
        while (faults.size() < session) { // beside the one to come: lost without our doing, on a machine that was busy
            faults.add(Fault.CUT);
            liveWhenStruck.add(false);
        }
        send(connection, session, random.nextInt(20));
        Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
        faults.set(session - 1, fault);
        liveWhenStruck.set(session - 1, connection.isLive());
        switch (fault) {
            case CUT -> connection.cut();
            case CLOSE -> connection.close(1000, "Expired");
            case HALF_OPEN -> connection.goHalfOpen();
            case STALL -> connection.stall("half of this is never delivered");
            case CUT_AND_REFUSE -> {
                server.refuse(random.nextBoolean() ? 500 : 503);
                int before = server.refused();
                connection.cut();
                await().pollInterval(Duration.ofMillis(2)).until(() -> server.refused() > before);
                server.accept();
            }
        }
        assertThat(connection.awaitEnd(Duration.ofSeconds(10)))
                .as("%s ends", fault)
                .isTrue();
        server.await(session + 1);
    }

    private static FakeStreamConnection newest(FakeStreamServer server, StreamSession stream) {
        await().pollInterval(Duration.ofMillis(1))
                .until(() -> server.live() == 1
                        && stream.status().connected()
                        && stream.status().sessions() == server.connections().size());
        List<FakeStreamConnection> all = server.connections();
        return all.get(all.size() - 1);
    }

    private static void send(FakeStreamConnection connection, int session, int count) {
        for (int place = 1; place <= count; place++) {
            connection.send(session + ":" + place);
        }
    }

    /** The events are {@code (Opened Gap? Message*)* Closed}; messages are those of the open session, from the first, no hole. */
    private void checkOrder() {
        long session = 0;
        int place = 0;
        Instant lastFrame = Instant.MIN;
        Instant lastFrameOfTheLost = Instant.MIN;
        StreamEvent before = new Closed(Instant.MIN);
        for (StreamEvent event : log.events()) {
            if (event instanceof Opened opened) {
                assertThat(opened.session()).isEqualTo(++session);
                place = 0;
                lastFrameOfTheLost = lastFrame;
                lastFrame = opened.at();
            } else if (event instanceof Gap gap) {
                assertThat(before).isEqualTo(new Opened(session, gap.to()));
                assertThat(gap.from()).isEqualTo(lastFrameOfTheLost);
            } else if (event instanceof Message message) {
                assertThat(message.session()).isEqualTo(session);
                assertThat(message.text()).isEqualTo(session + ":" + ++place);
                lastFrame = message.receivedAt();
            }
            before = event;
        }
        assertThat(before).isInstanceOf(Closed.class);
    }

    /** One gap per session after the first, and all that a source sent before it fell silent or said goodbye. */
    private void checkLosses(List<FakeStreamConnection> connections) {
        List<Gap> gaps = log.gaps();
        assertThat(gaps).hasSize(connections.size() - 1);
        int checked = 0;
        for (int i = 0; i < faults.size(); i++) {
            Fault fault = faults.get(i);
            if (liveWhenStruck.get(i) && fault != Fault.CUT && fault != Fault.CUT_AND_REFUSE) {
                long session = i + 1;
                long delivered = log.texts().stream()
                        .filter(text -> text.startsWith(session + ":"))
                        .count();
                assertThat(delivered)
                        .as("session %d, %s", session, fault)
                        .isEqualTo(connections.get(i).sent());
                checked++;
            }
        }
        assertThat(checked).isPositive();
    }
}
