package io.plimsoll.jdbc.user;

import io.plimsoll.core.domain.repository.user.ApiUsageRepository;
import io.plimsoll.core.domain.repository.user.SessionRepository;
import io.plimsoll.core.domain.repository.user.UserRepository;
import io.plimsoll.core.domain.repository.user.UserStore;
import io.plimsoll.core.domain.repository.user.WaitlistRepository;
import io.plimsoll.jdbc.internal.Database;

/** The repositories of people over one database. */
public final class JdbcUserStore implements UserStore {
    private final UserRepository users;
    private final SessionRepository sessions;
    private final WaitlistRepository waitlist;
    private final ApiUsageRepository usage;

    public JdbcUserStore(Database database) {
        this.users = new JdbcUserRepository(database);
        this.sessions = new JdbcSessionRepository(database);
        this.waitlist = new JdbcWaitlistRepository(database);
        this.usage = new JdbcApiUsageRepository(database);
    }

    @Override
    public UserRepository users() {
        return users;
    }

    @Override
    public SessionRepository sessions() {
        return sessions;
    }

    @Override
    public WaitlistRepository waitlist() {
        return waitlist;
    }

    @Override
    public ApiUsageRepository usage() {
        return usage;
    }
}
