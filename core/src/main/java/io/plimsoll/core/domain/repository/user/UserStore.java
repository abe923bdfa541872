package io.plimsoll.core.domain.repository.user;

/** The repositories of people: personal data, apart from everything else. Thread-safe. */
public interface UserStore {
    /** Who has signed in. */
    UserRepository users();

    /** Who is signed in. */
    SessionRepository sessions();

    /** Who waits to be let in. */
    WaitlistRepository waitlist();

    /** What is asked for. */
    ApiUsageRepository usage();
}
