package io.plimsoll.examples.watch;

import io.plimsoll.core.domain.account.AccountSnapshot;
import io.plimsoll.core.domain.account.MonitoredAccount;
import io.plimsoll.core.domain.repository.AccountSnapshotRepository;
import io.plimsoll.core.kit.runtime.PeriodicTask;
import io.plimsoll.core.kit.runtime.ServiceGroup;
import io.plimsoll.examples.web.PageServer;
import io.plimsoll.jdbc.JdbcStore;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The main job, end to end: watch a handful of accounts, print the table, store it, read it back, show the page. */
public final class Demo {
    private static final Duration REFRESH = Duration.ofSeconds(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final DemoSettings settings;
    private final Clock clock;
    private final PrintStream out;
    private final CountDownLatch end = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile String json = "{}";

    /** A demo that is not started yet. */
    public Demo(DemoSettings settings, Clock clock, PrintStream out) {
        this.settings = settings;
        this.clock = clock;
        this.out = out;
    }

    /** Runs once; then returns, or serves the page until the process is told to end. */
    public void run() {
        try (World world = world();
                JdbcStore store = JdbcStore.h2File(settings.data().resolve("store"))) {
            if (settings.once()) {
                pass(world, store);
            } else {
                serve(world, store);
            }
        } finally {
            ended.countDown();
        }
    }

    /** Ends a run that serves; returns at once. */
    public void stop() {
        end.countDown();
    }

    private World world() {
        return settings.corpus()
                .map(corpus -> RecordedWorld.open(corpus, clock))
                .orElseGet(() -> FakeWorld.open(clock));
    }

    private void pass(World world, JdbcStore store) {
        out.println("Where is my load line? " + world.description());
        world.accounts().forEach(store.monitoring().accounts()::upsert);
        List<MonitoredAccount> watched = world.accounts();
        AccountSnapshotRepository snapshots = store.monitoring().snapshots();
        long before = snapshots.count();
        List<AccountLine> lines = monitor(world, store).run(watched, step -> out.println("  … " + step));
        json = LoadLineJson.render(lines, clock.instant());
        out.println();
        out.print(LoadLineTable.render(lines, clock.instant()));
        if (settings.corpus().isPresent()) {
            out.println();
            out.print(LoadLineTable.comparison(lines));
        }
        long after = snapshots.count();
        long readBack = watched.stream()
                .map(account -> snapshots.latest(account.address()))
                .flatMap(Optional::stream)
                .filter(snapshot -> isOf(snapshot, lines))
                .count();
        out.println();
        out.println("stored in " + settings.data().resolve("store") + ".mv.db: " + after + " snapshots ("
                + (after - before) + " new), " + readBack + " of this run read back");
    }

    /** Whether what was read back is what this run has found. */
    private static boolean isOf(AccountSnapshot snapshot, List<AccountLine> lines) {
        return lines.stream()
                .filter(line -> line.account().address().equals(snapshot.address()))
                .flatMap(line -> line.state().stream())
                .anyMatch(state -> state.time().equals(snapshot.takenAt()));
    }

    private void serve(World world, JdbcStore store) {
        PageServer page = new PageServer(settings.port(), "/loadline.html", () -> json);
        LoadLineMonitor monitor = monitor(world, store);
        PeriodicTask refresh = new PeriodicTask("refresh", REFRESH, () -> {
            world.tick().run();
            json = LoadLineJson.render(monitor.run(world.accounts(), step -> {}), clock.instant());
        });
        // the page first: a busy port must be known before the work
        try (ServiceGroup serving = new ServiceGroup(STOP_LIMIT, page)) {
            serving.start();
            pass(world, store);
            Runtime.getRuntime().addShutdownHook(new Thread(this::awaitEnd, "stop"));
            try (ServiceGroup refreshing = new ServiceGroup(STOP_LIMIT, refresh)) {
                refreshing.start();
                out.println(
                        "page: " + page.address() + " (refreshed every " + REFRESH.toSeconds() + " s; Ctrl-C ends it)");
                end.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The process ends only when everything here is closed. */
    private void awaitEnd() {
        end.countDown();
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static LoadLineMonitor monitor(World world, JdbcStore store) {
        return new LoadLineMonitor(
                world.venue().accounts(),
                world.venue().markets(),
                world.venue().funding(),
                world.oracle().prices(),
                world.liquidity(),
                store.monitoring().snapshots());
    }
}
