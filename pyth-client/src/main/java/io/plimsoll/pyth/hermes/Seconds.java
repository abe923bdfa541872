package io.plimsoll.pyth.hermes;

import java.time.Instant;

/** Times as Hermes counts them. */
final class Seconds {
    private Seconds() {}

    /** The first whole second since 1970 that is not before {@code time}. */
    static long notBefore(Instant time) {
        return time.getNano() == 0 ? time.getEpochSecond() : time.getEpochSecond() + 1;
    }
}
