package io.plimsoll.jdbc.scheduling;

import io.plimsoll.jdbc.JdbcStore;
import io.plimsoll.jdbc.testing.OtherProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** A node that begins the task {@code report} and ends it when its input ends. Run by the tests of each engine. */
final class RunningNode {
    private RunningNode() {}

    public static void main(String[] args) {
        JdbcStore store = OtherProcess.store(args[0]);
        store.tasks("doomed")
                .withTakeOver(Duration.ofSeconds(1))
                .every("report", Duration.ofHours(1), RunningNode::report)
                .start();
    }

    private static void report() {
        System.out.println("running");
        try {
            System.in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.out.println("ended");
    }
}
