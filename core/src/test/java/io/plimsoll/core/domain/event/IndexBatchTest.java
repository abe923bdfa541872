package io.plimsoll.core.domain.event;

import static io.plimsoll.core.testing.repository.index.Chains.INDEX;
import static io.plimsoll.core.testing.repository.index.Chains.block;
import static io.plimsoll.core.testing.repository.index.Chains.blocks;
import static io.plimsoll.core.testing.repository.index.Chains.log;
import static io.plimsoll.core.testing.repository.index.Chains.sighting;
import static io.plimsoll.core.testing.repository.index.Chains.sightings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.chain.ChainLog;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.LogRef;
import io.plimsoll.core.testing.repository.index.Sighting;
import io.plimsoll.core.testing.repository.index.Unwritable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class IndexBatchTest {
    @Test
    void events_comeInTheOrderInWhichTheyHappened() {
        List<Sighting> events = sightings(5, 9, 0, 4);
        List<Sighting> reversed = new ArrayList<>(events);
        Collections.reverse(reversed);

        assertThat(IndexBatch.first(INDEX, reversed, block(9)).events()).isEqualTo(events);
    }

    @Test
    void twoKindsOfOneLog_areBothKept() {
        List<ChainEvent> events = List.of(sighting(block(5), 0), new Unwritable(log(INDEX.chain(), block(5), 0)));

        assertThat(IndexBatch.first(INDEX, events, block(5)).events()).containsExactlyInAnyOrderElementsOf(events);
    }

    @Test
    void logIndexTwiceInABlock_isRefused() {
        Sighting one = sighting(block(5), 2);
        LogRef inAnotherTransaction = new LogRef(INDEX.chain(), block(5), Bytes32.parse("0x" + "9".repeat(64)), 7, 2);

        refused(
                () -> IndexBatch.first(INDEX, List.of(one, moved(one, inAnotherTransaction)), block(5)),
                "log indexes count through a block");
        refused(
                () -> IndexBatch.first(INDEX, List.of(one, said(one, "something else")), block(5)),
                "log indexes count through a block");
    }

    @Test
    void eventsOutsideTheRange_areRefused() {
        refused(() -> IndexBatch.first(INDEX, sightings(5, 10, 0, 1), block(9)), "takes blocks 0 to 9");
        refused(() -> IndexBatch.next(INDEX, block(5), sightings(5, 9, 0, 1), block(9)), "takes blocks 6 to 9");
        refused(
                () -> IndexBatch.reorg(INDEX, block(8), block(5), sightings(5, 9, 1, 1), block(9, 1)),
                "takes blocks 6 to 9");
        refused(
                () -> IndexBatch.first(INDEX, List.of(sighting(ChainId.HYPEREVM_TESTNET, block(9), 0)), block(9)),
                "event of chain 998");
    }

    @Test
    void twoVersionsOfABlock_areRefused() {
        refused(
                () -> IndexBatch.first(INDEX, List.of(sighting(block(5), 0), sighting(block(5, 1), 1)), block(9)),
                "block 5 has two hashes");
        refused(() -> IndexBatch.first(INDEX, List.of(sighting(block(9, 1), 0)), block(9)), "block 9 has two hashes");
        refused(
                () -> IndexBatch.first(INDEX, List.of(sighting(block(7), 0)), block(9))
                        .withWindow(blocks(6, 9, 1), 0),
                "has two hashes");
    }

    @Test
    void checkpoint_goesOn() {
        refused(() -> IndexBatch.next(INDEX, block(9), List.of(), block(8)), "cannot be block 8");
        refused(() -> IndexBatch.next(INDEX, block(9), List.of(), block(9, 1)), "cannot be block 9");
        refused(() -> IndexBatch.next(INDEX, block(9), List.of(), block(9)), "cannot be block 9");
        refused(() -> IndexBatch.reorg(INDEX, block(9), block(6), List.of(), block(5)), "cannot be block 5");
        refused(() -> IndexBatch.reorg(INDEX, block(9), block(6), List.of(), block(6, 1)), "two versions of block 6");
        refused(() -> IndexBatch.reorg(INDEX, block(9), block(6), List.of(), block(9)), "there was no reorg");
    }

    @Test
    void ancestor_comesBeforeTheCheckpoint() {
        refused(() -> IndexBatch.reorg(INDEX, block(9), block(9), List.of(), block(12)), "got block 9");
        refused(
                () -> new IndexBatch(
                        INDEX, Optional.empty(), Optional.of(block(3)), List.of(), block(9), List.of(), 0, List.of()),
                "there is none");
    }

    @Test
    void window_holdsTheCheckpoint_andNothingFinal() {
        IndexBatch batch = IndexBatch.next(INDEX, block(4), List.of(), block(9));

        assertThat(batch.hotBlocks()).containsExactly(block(9));
        assertThat(batch.withWindow(List.of(block(8), block(6), block(8), block(5)), 6)
                        .hotBlocks())
                .containsExactly(block(6), block(8), block(9));
        refused(() -> batch.withWindow(List.of(block(4)), 0), "block 4 to remember");
        refused(() -> batch.withWindow(List.of(block(10)), 0), "block 10 to remember");
        refused(() -> batch.withWindow(List.of(), 10), "window start");
        refused(() -> batch.withWindow(List.of(), -1), "window start");
    }

    @Test
    void fingerprint_tellsStepsApart() {
        IndexBatch batch = IndexBatch.next(INDEX, block(4), sightings(5, 9, 0, 2), block(9));

        assertThat(batch.fingerprint())
                .isEqualTo(IndexBatch.next(INDEX, block(4), sightings(5, 9, 0, 2), block(9))
                        .fingerprint())
                .isEqualTo(batch.withWindow(blocks(5, 9, 0), 3).fingerprint())
                .isNotEqualTo(IndexBatch.next(INDEX, block(4), sightings(5, 9, 0, 1), block(9))
                        .fingerprint())
                .isNotEqualTo(IndexBatch.next(INDEX, block(4, 1), sightings(5, 9, 0, 2), block(9))
                        .fingerprint())
                .isNotEqualTo(IndexBatch.reorg(INDEX, block(8), block(4), sightings(5, 9, 0, 2), block(9))
                        .fingerprint());
    }

    @Test
    void children_areOfTheRange_inOrder_andOnce() {
        ChildContract first = child(block(6), 1, "pools", 1);
        ChildContract second = child(block(7), 0, "pools", 2);
        IndexBatch batch = IndexBatch.next(INDEX, block(5), List.of(), block(9));

        assertThat(batch.withChildren(List.of(second, child(block(8), 0, "pools", 1), first, second))
                        .withWindow(List.of(), 9)
                        .children())
                .containsExactly(first, second);
        assertThat(batch.withChildren(List.of(first)).fingerprint())
                .isNotEqualTo(batch.fingerprint())
                .isNotEqualTo(batch.withChildren(List.of(child(block(6), 1, "pools", 2)))
                        .fingerprint())
                .isNotEqualTo(batch.withChildren(List.of(child(block(6), 1, "gauges", 1)))
                        .fingerprint());
        refused(() -> batch.withChildren(List.of(child(block(5), 0, "pools", 1))), "takes blocks 6 to 9");
        refused(() -> batch.withChildren(List.of(child(block(10), 0, "pools", 1))), "got a child of chain 999");
        refused(() -> batch.withChildren(List.of(child(block(9, 1), 0, "pools", 1))), "block 9 has two hashes");
        for (String rule : List.of("", "a b", "x".repeat(61), "a\0")) {
            refused(() -> child(block(6), 0, rule, 1), "name of a rule");
        }
    }

    private static ChildContract child(BlockRef block, int logIndex, String rule, int number) {
        return new ChildContract(log(INDEX.chain(), block, logIndex), rule, Address.parse("%040x".formatted(number)));
    }

    @Test
    void commit_thatStoredNothing_orphansNothing() {
        refused(() -> new IndexCommit(false, List.of(sighting(block(5), 0))), "orphans nothing, got 1");
    }

    @Test
    void indexName_isAWord() {
        for (String name : List.of("", " ", "a b", "x".repeat(61), "a\0", "drop;", "ü", "x".repeat(1 << 20))) {
            refused(() -> new IndexId(ChainId.HYPEREVM, name), "name of an index");
        }
        assertThat(new IndexId(ChainId.HYPEREVM, "transfers-2.1_a")).hasToString("transfers-2.1_a of chain 999");
    }

    @Test
    void writers_areOfDifferentKindsAndPlaces() {
        EventWriter<Unwritable, String> writer = Unwritable.writer();

        refused(() -> new EventWriters<String>(List.of()), "got 0 writers");
        refused(() -> new EventWriters<>(List.of(writer, Unwritable.<String>writer())), "two writers of");
        refused(() -> new EventWriters<>(List.of(writer)).to(List.of("elsewhere")), "needed are those to [elsewhere]");
        assertThat(new EventWriters<>(List.of(writer)).to(List.of("nowhere")).places())
                .containsExactly("nowhere");
    }

    @Test
    void log_hasAtMostFourTopics() {
        Bytes32 topic = Bytes32.parse("0x" + "d".repeat(64));
        LogRef at = log(INDEX.chain(), block(5), 0);

        assertThat(new ChainLog(at, Address.ZERO, Collections.nCopies(4, topic), new byte[0]).topics())
                .hasSize(4);
        refused(() -> new ChainLog(at, Address.ZERO, Collections.nCopies(5, topic), new byte[0]), "at most 4 topics");
    }

    private static Sighting moved(Sighting event, LogRef to) {
        return new Sighting(
                to,
                event.by(),
                event.text(),
                event.amount(),
                event.weight(),
                event.confirmed(),
                event.count(),
                event.reward());
    }

    private static Sighting said(Sighting event, String text) {
        return new Sighting(
                event.at(),
                event.by(),
                text,
                event.amount(),
                event.weight(),
                event.confirmed(),
                event.count(),
                event.reward());
    }

    private static void refused(ThrowingCallable construction, String why) {
        assertThatIllegalArgumentException().isThrownBy(construction).withMessageContaining(why);
    }
}
