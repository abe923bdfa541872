package io.plimsoll.jdbc.scheduling;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.kit.runtime.Service;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Engine;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Type;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recurring tasks of which each runs on one node at a time, whichever comes first: every node that shares the database starts the
 * same ones. A run that throws is logged, and the next comes when it would have come anyway. When a node dies, another runs its
 * task again from the start. A node that only stands still for long looks dead too and goes on beside the other when it wakes up:
 * a task must bear to be repeated, as every write of the stores does, or write under a lease. Times are the database's, whatever the clocks of the nodes
 * say. Before the start, {@code every}, {@code daily} and {@code withTakeOver} give a new object each.
 */
public final class ClusteredTasks implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(ClusteredTasks.class);
    private static final int LONGEST_NODE = 50;
    private static final int LONGEST_TASK = 100;
    private static final Duration TAKE_OVER = Duration.ofMinutes(1);
    private static final Duration SHORTEST_TAKE_OVER = Duration.ofSeconds(1);
    private static final Duration LONGEST_TAKE_OVER = Duration.ofDays(1);
    /** The fewest that the scheduler allows. */
    private static final int HEARTBEATS_MISSED = 4;

    private static final int LOOKS = 60;

    /** A node that does not know a task would else delete it after two weeks, and it would run nowhere any more. */
    private static final Duration NEVER = Duration.ofDays(365_000);

    private record Recurring(String name, Schedule schedule, Runnable task) {}

    /** The scheduler's own way to be given a clock is for its tests. */
    private static final class Builder extends SchedulerBuilder {
        Builder(DataSource source, DatabaseClock clock) {
            super(source, List.of());
            this.clock = clock;
        }
    }

    private final Database database;
    private final DataSource source;
    private final String node;
    private final Duration takeOver;
    private final List<Recurring> tasks;
    private @Nullable Scheduler scheduler;
    private @Nullable ExecutorService workers;

    /**
     * No task yet.
     *
     * @param database with the tables of this domain
     * @param source of connections to the same database
     * @param node a name for this process that no other has, 1 to 50 visible ASCII characters
     */
    public ClusteredTasks(Database database, DataSource source, String node) {
        this(database, source, requireWord("node", node, LONGEST_NODE), TAKE_OVER, List.of());
    }

    private ClusteredTasks(
            Database database, DataSource source, String node, Duration takeOver, List<Recurring> tasks) {
        this.database = database;
        this.source = source;
        this.node = node;
        this.takeOver = takeOver;
        this.tasks = tasks;
    }

    /**
     * With a task that runs at once if it never ran, and each further time {@code pause} after the end of the last run, wherever
     * that was.
     *
     * @param name its identity over all nodes and versions, 1 to 100 visible ASCII characters
     */
    public ClusteredTasks every(String name, Duration pause, Runnable task) {
        if (pause.isNegative() || pause.isZero()) {
            throw new IllegalArgumentException("pause of " + name + " must be positive, got " + pause);
        }
        return with(new Recurring(name, FixedDelay.of(pause), task));
    }

    /**
     * With a task that runs once a day. A run that was missed while no node was up is made up for once.
     *
     * @param name its identity over all nodes and versions, 1 to 100 visible ASCII characters
     * @param time in UTC
     */
    public ClusteredTasks daily(String name, LocalTime time, Runnable task) {
        return with(new Recurring(name, new Daily(ZoneOffset.UTC, time), task));
    }

    /**
     * With another time after which a node that gives no sign is taken for dead; a minute if nothing is said. Its tasks are taken
     * over after that, and half of it at most. Nodes look for due tasks sixty times in it.
     *
     * @param silence a second to a day, the same on all nodes
     */
    public ClusteredTasks withTakeOver(Duration silence) {
        if (silence.compareTo(SHORTEST_TAKE_OVER) < 0 || silence.compareTo(LONGEST_TAKE_OVER) > 0) {
            throw new IllegalArgumentException("silence must be a second to a day, got " + silence);
        }
        return new ClusteredTasks(database, source, node, silence, tasks);
    }

    private ClusteredTasks with(Recurring added) {
        requireWord("name of a task", added.name, LONGEST_TASK);
        if (tasks.stream().anyMatch(task -> task.name.equals(added.name))) {
            throw new IllegalArgumentException("there is a task " + added.name + " already");
        }
        List<Recurring> all = new ArrayList<>(tasks);
        all.add(added);
        return new ClusteredTasks(database, source, node, takeOver, List.copyOf(all));
    }

    private static String requireWord(String what, String word, int longest) {
        if (word.isEmpty() || word.length() > longest || word.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException(
                    what + " must be 1 to " + longest + " visible ASCII characters, got '" + word + "'");
        }
        return word;
    }

    /** How each task stands that any node has ever started, by name. */
    public List<ScheduledTask> all() {
        return database.read(
                "read the scheduled tasks",
                handle -> handle.createQuery("""
                        SELECT task_name, execution_time, picked_by, last_success, last_failure, consecutive_failures
                        FROM scheduled_tasks
                        ORDER BY task_name
                        """)
                        .map(Row.mapping(row -> new ScheduledTask(
                                row.get("task_name", Type.text(LONGEST_TASK)),
                                row.get("execution_time", Type.TIME),
                                row.find("picked_by", Type.text(LONGEST_NODE)),
                                row.find("last_success", Type.TIME),
                                row.find("last_failure", Type.TIME),
                                row.find("consecutive_failures", Type.INT).orElse(0))))
                        .list());
    }

    @Override
    public String name() {
        return "tasks of " + node;
    }

    /**
     * Starts to look for tasks that are due.
     *
     * @throws RepositoryException if the database cannot be asked
     */
    @Override
    public synchronized void start() {
        if (scheduler != null) {
            return;
        }
        DatabaseClock clock = new DatabaseClock(database, System::nanoTime);
        int together = Math.max(1, tasks.size());
        ExecutorService threads = Executors.newFixedThreadPool(together, run -> {
            Thread thread = new Thread(run, name());
            thread.setDaemon(true);
            return thread;
        });
        JdbcCustomization dialect = database.engine() == Engine.POSTGRES
                ? new PostgreSqlJdbcCustomization(false, false)
                : new DefaultJdbcCustomization(false);
        Scheduler started = new Builder(source, clock)
                .startTasks(tasks.stream().map(task -> recurring(task, clock)).toList())
                .schedulerName(new SchedulerName.Fixed(node))
                .jdbcCustomization(dialect)
                .executorService(threads)
                .threads(together)
                .heartbeatInterval(takeOver.dividedBy(HEARTBEATS_MISSED))
                .missedHeartbeatsLimit(HEARTBEATS_MISSED)
                .pollingInterval(takeOver.dividedBy(LOOKS))
                .deleteUnresolvedAfter(NEVER)
                .build();
        started.start();
        scheduler = started;
        workers = threads;
    }

    private static RecurringTask<Void> recurring(Recurring task, DatabaseClock clock) {
        return Tasks.recurring(task.name, task.schedule)
                // the scheduler's own way would ask the clock of this machine
                .onDeadExecution((dead, operations) -> operations.reschedule(dead, clock.now()))
                .execute((instance, context) -> task.task.run());
    }

    /** No further run begins here. */
    @Override
    public synchronized void drain() {
        if (scheduler != null) {
            scheduler.pause();
        }
    }

    /** Lets runs that are under way end, and interrupts them when three quarters of the limit have passed. */
    @Override
    public void stop(Duration limit) {
        Scheduler stopped;
        ExecutorService threads;
        synchronized (this) {
            stopped = scheduler;
            threads = workers;
            scheduler = null;
            workers = null;
        }
        if (stopped == null || threads == null) {
            return;
        }
        Thread stopping = new Thread(stopped::stop, name() + " stopping");
        stopping.setDaemon(true);
        stopping.start();
        try {
            stopping.join(Math.max(1, limit.toMillis() * 3 / 4));
            threads.shutdownNow();
            stopping.join(Math.max(1, limit.toMillis() / 4));
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
        if (stopping.isAlive()) {
            stopping.interrupt();
            LOG.warn("service={} state=still-running limit={}", name(), limit);
        }
    }
}
