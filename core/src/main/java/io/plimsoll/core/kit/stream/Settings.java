package io.plimsoll.core.kit.stream;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** What a stream was built with, apart from its threads. */
record Settings(
        String name,
        ReconnectPolicy reconnect,
        Duration connectTimeout,
        Duration silence,
        Optional<Heartbeat> heartbeat,
        Optional<Duration> renewAfter,
        Consumer<StreamSender> onOpened,
        LongConsumer onLost,
        InstantSource clock,
        RandomGenerator random,
        boolean direct) {

    /** A text to be sent every so often. */
    record Heartbeat(Duration every, Supplier<String> text) {}
}
