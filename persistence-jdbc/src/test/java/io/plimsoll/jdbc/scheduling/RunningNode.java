package io.plimsoll.jdbc.scheduling;

import io.plimsoll.jdbc.JdbcStore;
import io.plimsoll.jdbc.testing.OtherProcess;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A node that begins the task {@code report} and never ends it. Run by {@link SchedulingContract}. */
final class RunningNode {
    private RunningNode() {}

    public static void main(String[] args) {
        JdbcStore store = OtherProcess.store(args[0]);
        store.tasks("doomed")
                .withTakeOver(Duration.ofSeconds(1))
                .every("report", Duration.ofHours(1), () -> {
                    System.out.println("running");
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                })
                .start();
    }
}
