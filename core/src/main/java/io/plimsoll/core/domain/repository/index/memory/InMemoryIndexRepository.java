package io.plimsoll.core.domain.repository.index.memory;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.event.ChildContract;
import io.plimsoll.core.domain.event.EventWriter;
import io.plimsoll.core.domain.event.EventWriters;
import io.plimsoll.core.domain.event.IndexBatch;
import io.plimsoll.core.domain.event.IndexCommit;
import io.plimsoll.core.domain.event.IndexId;
import io.plimsoll.core.domain.event.IndexState;
import io.plimsoll.core.domain.repository.index.IndexRepository;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Indexes in sorted maps. Thread-safe. */
public final class InMemoryIndexRepository implements IndexRepository {
    private final EventWriters<MemoryCommit> writers;
    private final Map<IndexId, Stored> indexes = new TreeMap<>(
            Comparator.<IndexId>comparingLong(index -> index.chain().value()).thenComparing(IndexId::name));

    private record Stored(IndexState state, Bytes32 lastBatch, List<ChildContract> children) {}

    private InMemoryIndexRepository(EventWriters<MemoryCommit> writers) {
        this.writers = writers;
    }

    /** No index yet; takes events of the kinds of these writers. */
    @SafeVarargs
    @SuppressWarnings("varargs") // read only
    public static InMemoryIndexRepository of(EventWriter<?, MemoryCommit>... writers) {
        return new InMemoryIndexRepository(new EventWriters<>(List.of(writers)));
    }

    @Override
    public synchronized Optional<IndexState> find(IndexId index) {
        return Optional.ofNullable(indexes.get(index)).map(Stored::state);
    }

    @Override
    public synchronized List<IndexState> all() {
        return indexes.values().stream().map(Stored::state).toList();
    }

    @Override
    public synchronized List<ChildContract> children(IndexId index) {
        Stored stored = indexes.get(index);
        return stored == null ? List.of() : stored.children;
    }

    @Override
    public synchronized List<ChainEvent> eventsAfter(IndexId index, long ancestor) {
        return indexes.containsKey(index) ? writers.from(new MemoryCommit(), index.chain(), ancestor + 1) : List.of();
    }

    @Override
    public synchronized IndexCommit commit(IndexBatch batch) {
        writers.requireFor(batch.events());
        Optional<Stored> stored = Optional.ofNullable(indexes.get(batch.index()));
        Bytes32 fingerprint = batch.fingerprint();
        if (stored.map(Stored::lastBatch).equals(Optional.of(fingerprint))) {
            return IndexCommit.REPEATED;
        }
        Optional<BlockRef> checkpoint = stored.map(last -> last.state.checkpoint());
        if (!batch.buildsOn(checkpoint)) {
            throw batch.stale(checkpoint);
        }
        requirePlacesFree(batch.index());
        List<BlockRef> known = stored.map(last -> last.state.hotBlocks()).orElse(List.of());
        batch.requireAncestorIn(known);
        MemoryCommit transaction = new MemoryCommit();
        List<ChainEvent> orphaned = batch.ancestor()
                .map(ancestor -> deleteOrphaned(transaction, batch.index(), ancestor))
                .orElse(List.of());
        writers.write(transaction, batch.events());
        transaction.commit();
        long commits = stored.map(last -> last.state.commits()).orElse(0L) + 1;
        IndexState state = new IndexState(batch.index(), batch.checkpoint(), window(known, batch), commits);
        List<ChildContract> children = children(children(batch.index()), batch);
        indexes.put(batch.index(), new Stored(state, fingerprint, children));
        return new IndexCommit(true, orphaned);
    }

    private List<ChainEvent> deleteOrphaned(MemoryCommit transaction, IndexId index, BlockRef ancestor) {
        List<ChainEvent> orphaned = writers.from(transaction, index.chain(), ancestor.number() + 1);
        writers.deleteFrom(transaction, index.chain(), ancestor.number() + 1);
        return orphaned;
    }

    private static List<ChildContract> children(List<ChildContract> known, IndexBatch batch) {
        Map<List<Object>, ChildContract> children = new LinkedHashMap<>();
        for (ChildContract child : known) {
            if (!isOrphaned(child.at().block(), batch)) {
                children.put(List.of(child.rule(), child.address()), child);
            }
        }
        batch.children().forEach(child -> children.putIfAbsent(List.of(child.rule(), child.address()), child));
        return List.copyOf(children.values());
    }

    private static boolean isOrphaned(BlockRef block, IndexBatch batch) {
        return batch.ancestor()
                .map(ancestor -> block.number() > ancestor.number())
                .orElse(false);
    }

    private void requirePlacesFree(IndexId index) {
        for (IndexId other : indexes.keySet()) {
            if (other.chain().equals(index.chain()) && !other.equals(index)) {
                throw new RepositoryException(
                        Kind.DUPLICATE,
                        "cannot store events of index " + index + ": their places " + writers.places()
                                + " belong to index " + other + "; give each index places of its own");
            }
        }
    }

    private static List<BlockRef> window(List<BlockRef> known, IndexBatch batch) {
        List<BlockRef> window = new ArrayList<>();
        for (BlockRef block : known) {
            if (block.number() >= batch.windowStart() && !isOrphaned(block, batch)) {
                window.add(block);
            }
        }
        batch.hotBlocks().stream().filter(block -> !window.contains(block)).forEach(window::add);
        return window;
    }

    @Override
    public synchronized boolean forget(IndexId index) {
        if (indexes.remove(index) == null) {
            return false;
        }
        MemoryCommit transaction = new MemoryCommit();
        writers.deleteFrom(transaction, index.chain(), 0);
        transaction.commit();
        return true;
    }
}
