package io.plimsoll.core.kit.runtime;

import java.time.Duration;

/** A part of a program that runs until it is told to stop. */
public interface Service {
    /** A service of two actions, for what has no thread of its own: a step at start, a thing to close at the end. */
    static Service of(String name, Runnable start, Runnable stop) {
        return new Service() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void start() {
                start.run();
            }

            @Override
            public void stop(Duration limit) {
                stop.run();
            }
        };
    }

    /** For logs and errors. */
    String name();

    /** Starts, and returns once it runs. Throws if it cannot; then {@link #stop} is not called. */
    void start();

    /** Takes no new work from now on; what is under way goes on. Returns at once. */
    default void drain() {}

    /** Stops, and returns once nothing of it runs any more or {@code limit} has passed. */
    void stop(Duration limit);
}
