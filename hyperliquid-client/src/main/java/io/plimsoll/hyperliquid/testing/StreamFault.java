package io.plimsoll.hyperliquid.testing;

/** Ways in which the websocket of a {@link FakeVenue} lets its clients down while it goes on sending. */
public enum StreamFault {
    /** Every data frame comes twice. */
    DUPLICATED,
    /** Data frames change places in pairs. */
    OUT_OF_ORDER,
    /** First frames do not say that they are snapshots. */
    UNMARKED_SNAPSHOT,
    /** 20 ms pass before every frame. */
    SLOW,
    /** What was asked for over the socket is done, and never answered. */
    POST_ANSWER_LOST
}
