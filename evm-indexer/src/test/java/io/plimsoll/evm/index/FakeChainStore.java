package io.plimsoll.evm.index;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.event.ChildContract;
import io.plimsoll.core.domain.event.IndexBatch;
import io.plimsoll.core.domain.event.IndexCommit;
import io.plimsoll.core.domain.event.IndexId;
import io.plimsoll.core.domain.event.IndexState;
import io.plimsoll.core.domain.repository.index.IndexRepository;
import io.plimsoll.core.domain.repository.index.memory.InMemoryEvents;
import io.plimsoll.core.domain.repository.index.memory.InMemoryIndexRepository;
import io.plimsoll.evm.index.FakeChain.Born;
import io.plimsoll.evm.index.FakeChain.Ping;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A store of what a {@link FakeChain} has, whose commits may be made to fail before or after they take effect, and are watched. */
final class FakeChainStore implements IndexRepository {
    private final InMemoryEvents<Ping> pings = InMemoryEvents.of(Ping.class, "pings");
    private final InMemoryEvents<Born> births = InMemoryEvents.of(Born.class, "births");
    private final IndexRepository store = InMemoryIndexRepository.of(pings, births);
    private final Deque<Runnable> before = new ArrayDeque<>();
    private final Deque<Runnable> after = new ArrayDeque<>();
    private Consumer<IndexBatch> watch = batch -> {};

    /** Runs before the next commit that is not spoken for yet. */
    synchronized void beforeNextCommit(Runnable action) {
        before.add(action);
    }

    /** Runs after the next commit that is not spoken for yet has taken effect, before its answer. */
    synchronized void afterNextCommit(Runnable action) {
        after.add(action);
    }

    synchronized void forgetPlans() {
        before.clear();
        after.clear();
    }

    /** Sees each step that has taken effect. */
    void watch(Consumer<IndexBatch> watcher) {
        watch = watcher;
    }

    /** All events, in their order. */
    List<ChainEvent> events() {
        List<ChainEvent> all = new ArrayList<>(pings.between(FakeChain.CHAIN, 0, Long.MAX_VALUE));
        all.addAll(births.between(FakeChain.CHAIN, 0, Long.MAX_VALUE));
        all.sort(Comparator.comparing(ChainEvent::at));
        return all;
    }

    @Override
    public Optional<IndexState> find(IndexId index) {
        return store.find(index);
    }

    @Override
    public List<IndexState> all() {
        return store.all();
    }

    @Override
    public List<ChildContract> children(IndexId index) {
        return store.children(index);
    }

    @Override
    public List<ChainEvent> eventsAfter(IndexId index, long ancestor) {
        return store.eventsAfter(index, ancestor);
    }

    @Override
    public IndexCommit commit(IndexBatch batch) {
        run(before);
        IndexCommit commit = store.commit(batch);
        if (commit.stored()) {
            watch.accept(batch);
        }
        run(after);
        return commit;
    }

    private void run(Deque<Runnable> plans) {
        Runnable plan;
        synchronized (this) {
            plan = plans.poll();
        }
        if (plan != null) {
            plan.run();
        }
    }

    @Override
    public boolean forget(IndexId index) {
        return store.forget(index);
    }
}
