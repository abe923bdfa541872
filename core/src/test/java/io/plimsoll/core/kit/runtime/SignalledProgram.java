package io.plimsoll.core.kit.runtime;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A busy program for {@link SignalIT}: says what its services do, line by line, and exits with the reason it stopped for. */
final class SignalledProgram {
    private static volatile boolean running;

    private SignalledProgram() {}

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    /** Keeps two threads busy until it is stopped. */
    private record Load(String name) implements Service {
        private static final ExecutorService THREADS = Executors.newCachedThreadPool();
        private static volatile boolean drained;

        @Override
        public void start() {
            for (int i = 0; i < 2; i++) {
                THREADS.submit(() -> {
                    long work = 0;
                    while (!drained) {
                        work += Long.hashCode(System.nanoTime());
                    }
                    return work;
                });
            }
            say("+" + name);
        }

        @Override
        public void drain() {
            say("~" + name);
            drained = true;
        }

        @Override
        public void stop(Duration limit) {
            THREADS.shutdown();
            try {
                say("-" + name + (THREADS.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS) ? "" : " alive"));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private record Plain(String name) implements Service {
        @Override
        public void start() {
            say("+" + name);
            running = name.equals("page");
        }

        @Override
        public void drain() {
            say("~" + name);
        }

        @Override
        public void stop(Duration limit) {
            say("-" + name);
        }
    }

    /** Takes until the process is told to end to start, if it is to be slow. */
    private record Slow(String name, boolean slow) implements Service {
        @Override
        public void start() {
            say("starting " + name);
            while (slow && !ending()) {
                Thread.onSpinWait();
            }
            say("+" + name);
        }

        private static boolean ending() {
            Thread never = new Thread(() -> {});
            try {
                Runtime.getRuntime().addShutdownHook(never);
                Runtime.getRuntime().removeShutdownHook(never);
                return false;
            } catch (IllegalStateException itIs) {
                return true;
            }
        }

        @Override
        public void drain() {
            say("~" + name);
        }

        @Override
        public void stop(Duration limit) {
            say("-" + name);
        }
    }

    /** What is to end the program: nothing from inside, a request, or the death of this thread. */
    private static void cause(String how, ServiceGroup group) {
        while (!running) {
            Thread.onSpinWait();
        }
        if (how.equals("die")) {
            throw new IllegalStateException("nobody catches this");
        }
        if (how.equals("request")) {
            group.requestStop();
        }
    }

    public static void main(String[] args) {
        ServiceGroup group = new ServiceGroup(
                Duration.ofSeconds(4),
                new Plain("store"),
                new Load("load"),
                new PeriodicTask("poll", Duration.ofMillis(1), () -> {}),
                new Slow("feed", args[0].equals("slow")),
                new Plain("page"));
        new Thread(() -> cause(args[0], group)).start();
        say("reason " + group.runUntilStopped());
    }
}
