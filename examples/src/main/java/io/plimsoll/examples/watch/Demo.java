package io.plimsoll.examples.watch;

import io.plimsoll.core.domain.account.AccountSnapshot;
import io.plimsoll.core.domain.account.MonitoredAccount;
import io.plimsoll.core.domain.repository.monitoring.AccountSnapshotRepository;
import io.plimsoll.core.kit.runtime.PeriodicTask;
import io.plimsoll.core.kit.runtime.Service;
import io.plimsoll.core.kit.runtime.ServiceGroup;
import io.plimsoll.examples.web.PageServer;
import io.plimsoll.jdbc.JdbcStore;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The main job, end to end: watch a handful of accounts, print the table, store it, read it back, show the page. */
public final class Demo {
    private static final Duration REFRESH = Duration.ofSeconds(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final DemoSettings settings;
    private final Clock clock;
    private final PrintStream out;
    private volatile String json = "{}";
    private volatile @Nullable ServiceGroup serving;

    /** A demo that is not started yet. */
    public Demo(DemoSettings settings, Clock clock, PrintStream out) {
        this.settings = settings;
        this.clock = clock;
        this.out = out;
    }

    /** Runs once; then returns, or serves the page until the process is told to end. */
    public void run() {
        try (World world = world();
                JdbcStore store = JdbcStore.h2File(settings.store())) {
            if (settings.once()) {
                pass(world, store);
            } else {
                serve(world, store);
            }
        }
    }

    /** Ends a run that serves; returns at once. */
    public void stop() {
        ServiceGroup group = serving;
        if (group != null) {
            group.requestStop();
        }
    }

    private World world() {
        return settings.corpus()
                .map(corpus -> RecordedWorld.open(corpus, clock))
                .orElseGet(() -> FakeWorld.open(clock));
    }

    private void pass(World world, JdbcStore store) {
        out.println("Where is my load line? " + world.description());
        store.monitoring().accounts().upsert(world.accounts());
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
        long readBack = snapshots
                .latest(watched.stream().map(MonitoredAccount::address).toList())
                .values()
                .stream()
                .filter(snapshot -> isOf(snapshot, lines))
                .count();
        out.println();
        out.println("stored in " + settings.store() + ".mv.db: " + after + " snapshots (" + (after - before) + " new), "
                + readBack + " of this run read back");
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
        // the page before the work: a busy port must be known first
        ServiceGroup group = new ServiceGroup(
                STOP_LIMIT,
                Service.of("world", () -> {}, world::close),
                Service.of("store", () -> {}, store::close),
                page,
                Service.of("first pass", () -> pass(world, store), () -> {}),
                refresh,
                Service.of("announcement", () -> announce(page), () -> {}));
        serving = group;
        group.runUntilStopped();
    }

    private void announce(PageServer page) {
        out.println("page: " + page.address() + " (refreshed every " + REFRESH.toSeconds() + " s; Ctrl-C ends it)");
    }

    private static LoadLineMonitor monitor(World world, JdbcStore store) {
        return new LoadLineMonitor(
                world.venue().accounts(),
                world.venue().markets(),
                world.venue().funding(),
                world.oracle().prices(),
                world.liquidity(),
                store.monitoring());
    }
}
