package io.plimsoll.core.kit.stream;

/** How a live session was lost. */
public enum StreamLoss {
    /** The connection broke: reset, cut in the middle of a frame, or unreadable as a protocol. */
    DISCONNECTED,
    /** The source ended the session in good order: a close frame, or the end of the answer. */
    CLOSED_BY_SOURCE,
    /** No frame came for as long as the silence watchdog allows; the socket may still have looked open. */
    SILENT,
    /** A binary frame came, which a stream of texts cannot pass on. */
    UNREADABLE,
    /** A planned renewal replaced a session whose frames were not all read, because the listener was behind. */
    OVERTAKEN
}
