package io.plimsoll.core.domain.user;

/** How far somebody on the waitlist has come; it only goes forward. */
public enum WaitlistStatus {
    /** Waits. */
    WAITING,
    /** Was asked in. */
    INVITED,
    /** Came. */
    ACCEPTED
}
