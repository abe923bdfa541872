package io.plimsoll.core.domain.repository.index.memory;

import java.util.ArrayList;
import java.util.List;

/**
 * A transaction in memory: writers look at everything first, and what they want to change happens once none of them has objected.
 * For one thread.
 */
public final class MemoryCommit {
    private final List<Runnable> changes = new ArrayList<>();

    MemoryCommit() {}

    /** Has {@code change} made when the transaction commits, in the order in which changes were given. It must not fail. */
    public void onCommit(Runnable change) {
        changes.add(change);
    }

    void commit() {
        changes.forEach(Runnable::run);
    }
}
