package io.plimsoll.hyperliquid.ws;

import java.time.Duration;

/**
 * How hard a {@link VenueStream} tries to make up for what a lost connection missed.
 *
 * @param snapshotWait how long to wait for the snapshot of a renewed subscription before the rows are asked for over REST
 * @param attempts how often to ask over REST before a {@link ChannelEvent.Gap} is told
 * @param pause between two attempts, longer if the venue asks for it
 */
public record RepairPolicy(Duration snapshotWait, int attempts, Duration pause) {
    public RepairPolicy {
        if (snapshotWait.isNegative()) {
            throw new IllegalArgumentException("snapshotWait must not be negative, got " + snapshotWait);
        }
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be positive, got " + attempts);
        }
        if (pause.isNegative()) {
            throw new IllegalArgumentException("pause must not be negative, got " + pause);
        }
    }

    /** 3 s, 5 attempts, 2 s apart. */
    public static RepairPolicy standard() {
        return new RepairPolicy(Duration.ofSeconds(3), 5, Duration.ofSeconds(2));
    }
}
