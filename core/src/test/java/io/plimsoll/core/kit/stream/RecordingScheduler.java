package io.plimsoll.core.kit.stream;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Writes down the waits that it is asked for and lets none of them last longer than 5 ms, from {@code hurryFrom} on. */
final class RecordingScheduler extends ScheduledThreadPoolExecutor {
    private final List<Duration> waits = new CopyOnWriteArrayList<>();
    private final List<Duration> over = new CopyOnWriteArrayList<>();
    private final Duration hurryFrom;

    RecordingScheduler(Duration hurryFrom) {
        super(1);
        this.hurryFrom = hurryFrom;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        Duration wait = Duration.of(delay, unit.toChronoUnit());
        waits.add(wait);
        boolean hurry = wait.compareTo(hurryFrom) >= 0;
        Runnable noted = () -> {
            task.run();
            over.add(wait);
        };
        return super.schedule(noted, hurry ? 5 : unit.toMillis(delay), TimeUnit.MILLISECONDS);
    }

    /** Waits whose tasks have run. */
    List<Duration> over() {
        return List.copyOf(over);
    }

    List<Duration> waits() {
        return List.copyOf(waits);
    }
}
