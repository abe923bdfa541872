package io.plimsoll.core.domain.repository.user.memory;

import io.plimsoll.core.domain.repository.user.ApiUsageRepository;
import io.plimsoll.core.domain.repository.user.SessionRepository;
import io.plimsoll.core.domain.repository.user.UserRepository;
import io.plimsoll.core.domain.repository.user.UserStore;
import io.plimsoll.core.domain.repository.user.WaitlistRepository;
import io.plimsoll.core.domain.user.User;
import io.plimsoll.core.foundation.chain.Address;
import java.util.HashMap;
import java.util.Map;

/** Keeps users in memory; gone with the process. */
public final class InMemoryUserStore implements UserStore {
    private final UserRepository users;
    private final SessionRepository sessions;
    private final WaitlistRepository waitlist = new InMemoryWaitlistRepository();
    private final ApiUsageRepository usage;

    /** An empty one. */
    public InMemoryUserStore() {
        // the map is also the lock of those that share it
        Map<Address, User> known = new HashMap<>();
        InMemorySessionRepository memorySessions = new InMemorySessionRepository(known);
        InMemoryApiUsageRepository memoryUsage = new InMemoryApiUsageRepository();
        this.users = new InMemoryUserRepository(known, memorySessions, memoryUsage);
        this.sessions = memorySessions;
        this.usage = memoryUsage;
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
