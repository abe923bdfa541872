package io.plimsoll.core.kit.http.testing;

/** Ways in which a server lets its client down. */
public enum HttpFault {
    /** Status 429 with {@code Retry-After: 7}. */
    RATE_LIMITED,
    /** Status 500 with a line of text. */
    SERVER_ERROR,
    /** Status 200 with a web page, as a proxy in between does. */
    HTML_PAGE,
    /** Status 200 with the right answer cut in half. */
    TRUNCATED_JSON,
    /** The request is read and nothing ever comes back. */
    HANG,
    /** The connection is closed without an answer, and nothing was done. */
    DISCONNECT,
    /** What was asked for is done, and the connection is closed before the answer: the caller cannot know. */
    ANSWER_LOST
}
