package io.plimsoll.core.testing.repository.index;

import static io.plimsoll.core.testing.repository.index.Chains.INDEX;
import static io.plimsoll.core.testing.repository.index.Chains.block;
import static io.plimsoll.core.testing.repository.index.Chains.blocks;
import static io.plimsoll.core.testing.repository.index.Chains.sighting;
import static io.plimsoll.core.testing.repository.index.Chains.sightings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.event.ChildContract;
import io.plimsoll.core.domain.event.IndexBatch;
import io.plimsoll.core.domain.event.IndexCommit;
import io.plimsoll.core.domain.event.IndexId;
import io.plimsoll.core.domain.event.IndexState;
import io.plimsoll.core.domain.repository.index.IndexRepository;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.LogRef;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link IndexRepository} must do. */
public abstract class IndexRepositoryContract {
    private record Unknown(LogRef at) implements ChainEvent {}

    /** Without an index; takes {@link Sighting} and {@link Unwritable}. Later calls in a test give the same store. */
    protected abstract IndexRepository empty();

    /** The sightings of a chain that are in that store, in the order in which they happened. */
    protected abstract List<Sighting> stored(ChainId chain);

    @Test
    void commit_first_keepsEventsAndCheckpoint() {
        IndexRepository repository = empty();

        assertThat(repository.find(INDEX)).isEmpty();
        assertThat(repository.all()).isEmpty();
        assertThat(repository.commit(IndexBatch.first(INDEX, sightings(5, 9, 0, 3), block(9))))
                .isEqualTo(new IndexCommit(true, List.of()));

        assertThat(stored(INDEX.chain())).isEqualTo(sightings(5, 9, 0, 3));
        assertThat(repository.find(INDEX)).contains(new IndexState(INDEX, block(9), List.of(block(9)), 1));
        assertThat(repository.all()).containsExactly(new IndexState(INDEX, block(9), List.of(block(9)), 1));
    }

    @Test
    void commit_next_goesOn() {
        IndexRepository repository = empty();
        repository.commit(IndexBatch.first(INDEX, sightings(0, 4, 0, 2), block(4)));

        repository.commit(IndexBatch.next(INDEX, block(4), sightings(5, 9, 0, 2), block(9)));
        repository.commit(IndexBatch.next(INDEX, block(9), List.of(), block(20)));

        assertThat(stored(INDEX.chain())).isEqualTo(sightings(0, 9, 0, 2));
        assertThat(repository.find(INDEX)).map(IndexState::checkpoint).contains(block(20));
        assertThat(repository.find(INDEX)).map(IndexState::commits).contains(3L);
    }

    @Test
    void commit_eventsInAnyOrderAndTwice_areOrderedAndKeptOnce() {
        IndexRepository repository = empty();
        List<Sighting> events = sightings(1, 30, 0, 4);
        List<Sighting> shuffled = new ArrayList<>(events);
        shuffled.addAll(events.subList(10, 50));
        Collections.shuffle(shuffled, new Random(7));

        repository.commit(IndexBatch.first(INDEX, shuffled, block(30)));

        assertThat(stored(INDEX.chain())).isEqualTo(events);
    }

    @Test
    void commit_lastBatchAgain_changesNothing() {
        IndexRepository repository = empty();
        IndexBatch first = IndexBatch.first(INDEX, sightings(0, 4, 0, 2), block(4));
        IndexBatch second = IndexBatch.next(INDEX, block(4), sightings(5, 9, 0, 2), block(9));

        assertThat(repository.commit(first).stored()).isTrue();
        assertThat(repository.commit(first).stored()).isFalse();
        assertThat(repository.commit(second).stored()).isTrue();
        assertThat(repository.commit(second).stored()).isFalse();

        assertThat(stored(INDEX.chain())).isEqualTo(sightings(0, 9, 0, 2));
        assertThat(repository.find(INDEX)).map(IndexState::commits).contains(2L);
    }

    @Test
    void commit_fromAnotherCheckpoint_isRefused() {
        IndexRepository repository = empty();
        IndexBatch first = IndexBatch.first(INDEX, sightings(0, 4, 0, 1), block(4));
        repository.commit(first);
        repository.commit(IndexBatch.next(INDEX, block(4), sightings(5, 9, 0, 1), block(9)));

        assertStale(repository, first);
        assertStale(repository, IndexBatch.first(INDEX, List.of(), block(3)));
        assertStale(repository, IndexBatch.next(INDEX, block(4), sightings(5, 12, 0, 1), block(12)));
        assertStale(repository, IndexBatch.next(INDEX, block(8), sightings(9, 9, 0, 1), block(9)));
        assertStale(repository, IndexBatch.next(INDEX, block(9, 1), sightings(10, 12, 0, 1), block(12)));
        assertStale(repository, IndexBatch.next(new IndexId(INDEX.chain(), "other"), block(9), List.of(), block(12)));

        assertThat(stored(INDEX.chain())).isEqualTo(sightings(0, 9, 0, 1));
        assertThat(repository.find(INDEX)).map(IndexState::checkpoint).contains(block(9));
    }

    @Test
    void commit_sameRangeWithOtherEvents_isNoRepetition() {
        IndexRepository repository = empty();
        repository.commit(IndexBatch.first(INDEX, sightings(0, 4, 0, 2), block(4)));

        assertStale(repository, IndexBatch.first(INDEX, sightings(0, 4, 0, 1), block(4)));
    }

    @Test
    void commit_afterReorg_replacesWhatIsOrphaned() {
        IndexRepository repository = empty();
        repository.commit(
                IndexBatch.first(INDEX, sightings(0, 9, 0, 2), block(9)).withWindow(blocks(5, 9, 0), 5));
        IndexBatch reorg = IndexBatch.reorg(INDEX, block(9), block(6), sightings(7, 8, 1, 3), block(8, 1))
                .withWindow(blocks(7, 8, 1), 6);

        assertThat(repository.eventsAfter(INDEX, 6)).isEqualTo(sightings(7, 9, 0, 2));
        assertThat(repository.commit(reorg)).isEqualTo(new IndexCommit(true, List.copyOf(sightings(7, 9, 0, 2))));
        assertThat(repository.commit(reorg)).isEqualTo(IndexCommit.REPEATED);

        List<Sighting> expected = new ArrayList<>(sightings(0, 6, 0, 2));
        expected.addAll(sightings(7, 8, 1, 3));
        assertThat(stored(INDEX.chain())).isEqualTo(expected);
        assertThat(repository.find(INDEX))
                .contains(new IndexState(INDEX, block(8, 1), List.of(block(6), block(7, 1), block(8, 1)), 2));
    }

    @Test
    void commit_ofNothingButARollback_leavesTheAncestor() {
        IndexRepository repository = empty();
        repository.commit(
                IndexBatch.first(INDEX, sightings(0, 9, 0, 2), block(9)).withWindow(blocks(5, 9, 0), 5));

        IndexBatch rollback = IndexBatch.reorg(INDEX, block(9), block(6), List.of(), block(6));
        assertThat(repository.commit(rollback).stored()).isTrue();
        assertThat(repository.commit(rollback).stored()).isFalse();

        assertThat(stored(INDEX.chain())).isEqualTo(sightings(0, 6, 0, 2));
        assertThat(repository.find(INDEX)).contains(new IndexState(INDEX, block(6), blocks(5, 6, 0), 2));
    }

    @Test
    void commit_reorgThereAndBack_isStoredEachTime() {
        IndexRepository repository = empty();
        repository.commit(IndexBatch.first(INDEX, sightings(0, 4, 0, 1), block(4)));
        IndexBatch there = IndexBatch.next(INDEX, block(4), sightings(5, 6, 0, 1), block(6));
        repository.commit(there);
        IndexBatch other = IndexBatch.reorg(INDEX, block(6), block(4), sightings(5, 6, 1, 1), block(6, 1));
        IndexBatch back = IndexBatch.reorg(INDEX, block(6, 1), block(4), sightings(5, 6, 0, 1), block(6));

        assertThat(repository.commit(other).stored()).isTrue();
        assertThat(repository.commit(back).stored()).isTrue();
        assertStale(repository, there);
        assertThat(repository.commit(other).stored()).isTrue();

        List<Sighting> expected = new ArrayList<>(sightings(0, 4, 0, 1));
        expected.addAll(sightings(5, 6, 1, 1));
        assertThat(stored(INDEX.chain())).isEqualTo(expected);
    }

    @Test
    void commit_ancestorThatIsNotRemembered_changesNothing() {
        IndexRepository repository = empty();
        repository.commit(
                IndexBatch.first(INDEX, sightings(0, 9, 0, 1), block(9)).withWindow(blocks(5, 9, 0), 6));

        for (BlockRef ancestor : List.of(block(4), block(5), block(7, 1))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            repository.commit(IndexBatch.reorg(INDEX, block(9), ancestor, List.of(), block(10, 1))))
                    .withMessageContaining("deeper than its window");
        }

        assertThat(stored(INDEX.chain())).isEqualTo(sightings(0, 9, 0, 1));
        assertThat(repository.find(INDEX)).contains(new IndexState(INDEX, block(9), blocks(6, 9, 0), 1));
    }

    @Test
    void commit_windowMovesOn_forgetsWhatIsFinal() {
        IndexRepository repository = empty();
        repository.commit(IndexBatch.first(INDEX, List.of(), block(4)).withWindow(blocks(0, 4, 0), 2));

        repository.commit(IndexBatch.next(INDEX, block(4), List.of(), block(9)).withWindow(blocks(7, 9, 0), 4));
        assertThat(repository.find(INDEX).orElseThrow().hotBlocks())
                .containsExactly(block(4), block(7), block(8), block(9));

        repository.commit(IndexBatch.next(INDEX, block(9), List.of(), block(12)).withWindow(List.of(), 12));
        assertThat(repository.find(INDEX).orElseThrow().hotBlocks()).containsExactly(block(12));
    }

    @Test
    void commit_writerFails_leavesNothing() {
        IndexRepository repository = empty();
        repository.commit(
                IndexBatch.first(INDEX, sightings(0, 9, 0, 2), block(9)).withWindow(blocks(5, 9, 0), 5));
        IndexState before = repository.find(INDEX).orElseThrow();
        List<ChainEvent> events = new ArrayList<>(sightings(8, 9, 1, 3));
        events.add(new Unwritable(Chains.log(INDEX.chain(), block(9, 1), 3)));

        assertThatIllegalStateException()
                .isThrownBy(() -> repository.commit(IndexBatch.reorg(INDEX, block(9), block(7), events, block(9, 1))
                        .withChildren(List.of(child(block(9, 1), 0, "pools", 1)))))
                .withMessage("unwritable");

        assertThat(repository.children(INDEX)).isEmpty();
        assertThat(stored(INDEX.chain())).isEqualTo(sightings(0, 9, 0, 2));
        assertThat(repository.find(INDEX)).contains(before);
    }

    @Test
    void commit_eventWithoutWriter_isRefusedWhole() {
        IndexRepository repository = empty();
        List<ChainEvent> events = new ArrayList<>(sightings(1, 2, 0, 1));
        events.add(new Unknown(Chains.log(INDEX.chain(), block(3), 0)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> repository.commit(IndexBatch.first(INDEX, events, block(3))))
                .withMessageContaining("no writer for events of " + Unknown.class.getName());

        assertThat(stored(INDEX.chain())).isEmpty();
        assertThat(repository.find(INDEX)).isEmpty();
    }

    @Test
    void commit_secondIndexOfTheChainToTheSamePlace_isRefused() {
        IndexRepository repository = empty();
        repository.commit(IndexBatch.first(INDEX, sightings(0, 4, 0, 1), block(4)));
        IndexId second = new IndexId(INDEX.chain(), "second");

        assertThatExceptionOfType(RepositoryException.class)
                .isThrownBy(() -> repository.commit(IndexBatch.first(second, sightings(0, 9, 0, 1), block(9))))
                .matches(e -> e.kind() == Kind.DUPLICATE)
                .withMessageContaining("sightings of chain 999");

        assertThat(stored(INDEX.chain())).isEqualTo(sightings(0, 4, 0, 1));
        assertThat(repository.all()).extracting(IndexState::index).containsExactly(INDEX);
    }

    @Test
    void commit_sameNameOnAnotherChain_isAnotherIndex() {
        IndexRepository repository = empty();
        ChainId other = ChainId.HYPEREVM_TESTNET;
        IndexId there = new IndexId(other, INDEX.name());
        repository.commit(
                IndexBatch.first(INDEX, sightings(0, 4, 0, 1), block(4)).withWindow(blocks(2, 4, 0), 2));
        List<Sighting> onOther = List.of(sighting(other, block(1), 0), sighting(other, block(4), 0));

        repository.commit(IndexBatch.first(there, onOther, block(4)).withWindow(blocks(2, 4, 0), 2));
        repository.commit(IndexBatch.reorg(INDEX, block(4), block(2), List.of(), block(2)));

        assertThat(stored(other)).isEqualTo(onOther);
        assertThat(stored(INDEX.chain())).isEqualTo(sightings(0, 2, 0, 1));
        assertThat(repository.all()).extracting(IndexState::index).containsExactly(there, INDEX);
        assertThat(repository.find(there)).map(IndexState::hotBlocks).contains(blocks(2, 4, 0));
    }

    @Test
    void forget_takesTheEventsToo_andItMayBeginAgain() {
        IndexRepository repository = empty();
        ChainId other = ChainId.HYPEREVM_TESTNET;
        IndexId there = new IndexId(other, INDEX.name());
        IndexBatch first = IndexBatch.first(INDEX, sightings(0, 4, 0, 1), block(4));
        repository.commit(first);
        repository.commit(IndexBatch.first(there, List.of(sighting(other, block(1), 0)), block(4)));

        assertThat(repository.forget(INDEX)).isTrue();
        assertThat(repository.forget(INDEX)).isFalse();

        assertThat(repository.find(INDEX)).isEmpty();
        assertThat(stored(INDEX.chain())).isEmpty();
        assertThat(stored(other)).hasSize(1);
        assertThat(repository.commit(first).stored()).isTrue();
        assertThat(stored(INDEX.chain())).isEqualTo(sightings(0, 4, 0, 1));
    }

    @Test
    void commit_manyReorgs_leaveExactlyTheChain() {
        IndexRepository repository = empty();
        Random random = new Random(11);
        List<BlockRef> chain = new ArrayList<>(blocks(0, 5, 0));
        repository.commit(IndexBatch.first(INDEX, eventsOf(chain), block(5)).withWindow(chain, 0));

        long finalBlock = 0;
        for (int version = 1; version < 40; version++) {
            BlockRef previous = chain.get(chain.size() - 1);
            int depth = random.nextInt((int) (previous.number() - finalBlock) + 1);
            chain.subList(chain.size() - depth, chain.size()).clear();
            BlockRef base = chain.get(chain.size() - 1);
            List<BlockRef> added = blocks(base.number() + 1, base.number() + random.nextInt(6), version);
            if (added.isEmpty() && depth == 0) {
                continue;
            }
            chain.addAll(added);
            BlockRef tip = chain.get(chain.size() - 1);
            IndexBatch batch = depth == 0
                    ? IndexBatch.next(INDEX, previous, eventsOf(added), tip)
                    : IndexBatch.reorg(INDEX, previous, base, eventsOf(added), tip);
            finalBlock = Math.max(finalBlock, tip.number() - 6);
            repository.commit(batch.withWindow(added, finalBlock));
        }

        assertThat(stored(INDEX.chain())).isEqualTo(eventsOf(chain));
        assertThat(chain)
                .endsWith(repository.find(INDEX).orElseThrow().hotBlocks().toArray(BlockRef[]::new));
    }

    @Test
    void eventsAfter_anIndexThatHasNotBegun_areNone() {
        IndexRepository repository = empty();
        repository.commit(IndexBatch.first(INDEX, sightings(0, 4, 0, 1), block(4)));

        assertThat(repository.eventsAfter(new IndexId(INDEX.chain(), "other"), -1))
                .isEmpty();
        assertThat(repository.eventsAfter(new IndexId(ChainId.HYPEREVM_TESTNET, INDEX.name()), -1))
                .isEmpty();
        assertThat(repository.eventsAfter(INDEX, 4)).isEmpty();
    }

    @Test
    void children_areKeptOnceAsTheyWereSeenFirst() {
        IndexRepository repository = empty();
        ChildContract early = child(block(3), 4, "pools", 1);
        ChildContract otherRule = child(block(3), 4, "gauges", 1);
        ChildContract late = child(block(12), 0, "pools", 2);

        repository.commit(IndexBatch.first(INDEX, List.of(), block(4))
                .withChildren(List.of(child(block(4), 0, "pools", 1), early, otherRule)));
        repository.commit(IndexBatch.next(INDEX, block(4), List.of(), block(20))
                .withChildren(List.of(late, child(block(11), 0, "pools", 1), child(block(13), 1, "pools", 2)))
                .withWindow(List.of(), 20));

        assertThat(repository.children(INDEX)).containsExactly(otherRule, early, late);
        assertThat(repository.children(new IndexId(INDEX.chain(), "other"))).isEmpty();
        assertThat(repository.children(new IndexId(ChainId.HYPEREVM_TESTNET, INDEX.name())))
                .isEmpty();
    }

    @Test
    void children_afterReorg_areThoseOfTheChain() {
        IndexRepository repository = empty();
        ChildContract kept = child(block(6), 0, "pools", 1);
        repository.commit(IndexBatch.first(INDEX, List.of(), block(9))
                .withWindow(blocks(5, 9, 0), 5)
                .withChildren(List.of(kept, child(block(7), 0, "pools", 2), child(block(9), 0, "pools", 3))));
        ChildContract again = child(block(8, 1), 2, "pools", 2);
        IndexBatch reorg = IndexBatch.reorg(INDEX, block(9), block(6), List.of(), block(10, 1));

        repository.commit(reorg.withChildren(List.of(again, child(block(8, 1), 3, "pools", 1))));

        assertThat(repository.children(INDEX)).containsExactly(kept, again);
        assertStale(repository, reorg);
        assertThat(repository.forget(INDEX)).isTrue();
        assertThat(repository.children(INDEX)).isEmpty();
    }

    private static ChildContract child(BlockRef block, int logIndex, String rule, int number) {
        return new ChildContract(
                Chains.log(INDEX.chain(), block, logIndex), rule, Address.parse("%040x".formatted(number)));
    }

    private static List<Sighting> eventsOf(List<BlockRef> chain) {
        List<Sighting> events = new ArrayList<>();
        for (BlockRef block : chain) {
            for (int log = 0; log < block.hash().hashCode() % 3; log++) {
                events.add(sighting(block, log));
            }
        }
        return events;
    }

    @Test
    void commit_manyWritersAtOnce_oneOfThemGoesOn() throws Exception {
        IndexRepository repository = empty();
        ExecutorService writers = Executors.newFixedThreadPool(4);
        try {
            for (int step = 0; step < 5; step++) {
                long from = step * 10L;
                List<Callable<Boolean>> attempts = new ArrayList<>();
                for (int writer = 0; writer < 4; writer++) {
                    long to = from + 6 + writer;
                    IndexBatch batch = step == 0
                            ? IndexBatch.first(INDEX, sightings(0, to, 0, 1), block(to))
                            : nextOf(repository, to);
                    attempts.add(() -> won(repository, batch));
                }
                List<Boolean> winners = new ArrayList<>();
                for (Future<Boolean> attempt : writers.invokeAll(attempts)) {
                    winners.add(attempt.get());
                }
                assertThat(winners).containsOnlyOnce(true);
            }
        } finally {
            writers.shutdown();
        }
        IndexState end = repository.find(INDEX).orElseThrow();
        assertThat(end.commits()).isEqualTo(5);
        assertThat(stored(INDEX.chain()))
                .isEqualTo(sightings(0, end.checkpoint().number(), 0, 1));
    }

    private static IndexBatch nextOf(IndexRepository repository, long to) {
        BlockRef previous = repository.find(INDEX).orElseThrow().checkpoint();
        return IndexBatch.next(INDEX, previous, sightings(previous.number() + 1, to, 0, 1), block(to));
    }

    private static boolean won(IndexRepository repository, IndexBatch batch) {
        try {
            return repository.commit(batch).stored();
        } catch (RepositoryException e) {
            assertThat(e.kind()).as(e.getMessage()).isEqualTo(Kind.STALE_WRITER);
            return false;
        }
    }

    private static void assertStale(IndexRepository repository, IndexBatch batch) {
        assertThatExceptionOfType(RepositoryException.class)
                .isThrownBy(() -> repository.commit(batch))
                .matches(e -> e.kind() == Kind.STALE_WRITER, "is a stale writer")
                .matches(e -> !e.retryable(), "needs a new look");
    }
}
