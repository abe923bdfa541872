package io.plimsoll.evm.index;

import static io.plimsoll.evm.index.FakeChain.BIRTHS;
import static io.plimsoll.evm.index.FakeChain.FACTORY;
import static io.plimsoll.evm.index.FakeChain.OTHER_TOKEN;
import static io.plimsoll.evm.index.FakeChain.PINGS;
import static io.plimsoll.evm.index.FakeChain.TOKEN;
import static io.plimsoll.evm.index.FakeChain.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.plimsoll.core.domain.chain.ChainLog;
import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.event.EventDecoder;
import io.plimsoll.core.domain.event.IndexBatch;
import io.plimsoll.core.domain.event.IndexId;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.foundation.error.SourceException.Unusable;
import io.plimsoll.core.foundation.metrics.MetricName;
import io.plimsoll.core.foundation.metrics.Metrics;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.evm.index.FakeChain.Born;
import io.plimsoll.evm.index.FakeChain.Ping;
import io.plimsoll.evm.index.FakeChain.Spec;
import io.plimsoll.evm.testing.CountedMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class IndexerTest {
    private static final IndexId INDEX = new IndexId(FakeChain.CHAIN, "test");
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Subscription TOKENS = Subscription.contract(TOKEN, PINGS);

    private final FakeChain chain = new FakeChain();
    private final FakeChainStore store = new FakeChainStore();
    private final CountedMetrics metrics = new CountedMetrics();
    private final Told told = new Told();
    private final List<Indexer> started = new ArrayList<>();

    private static final class Told implements IndexListener {
        private final List<IndexBatch> batches = new ArrayList<>();
        private final List<ChainEvent> orphaned = new ArrayList<>();
        private final List<IndexProgress> progress = new ArrayList<>();
        private final List<RuntimeException> failures = new ArrayList<>();

        @Override
        public synchronized void stored(IndexBatch batch, List<ChainEvent> gone) {
            batches.add(batch);
            orphaned.addAll(gone);
        }

        @Override
        public synchronized void progress(IndexProgress now) {
            progress.add(now);
        }

        @Override
        public synchronized void failed(RuntimeException error) {
            failures.add(error);
        }
    }

    @AfterEach
    void stopAll() {
        started.forEach(indexer -> indexer.stop(LIMIT));
    }

    private Indexer.Builder builder(Subscription... subscriptions) {
        return Indexer.builder(INDEX, chain, store)
                .subscribe(subscriptions)
                .window(10)
                .pollEvery(Duration.ofMillis(2))
                .pauses(Duration.ofMillis(1), Duration.ofMillis(2))
                .listener(told)
                .metrics(metrics);
    }

    private Indexer indexer() {
        return builder(TOKENS).build();
    }

    private Indexer start(Indexer indexer) {
        started.add(indexer);
        indexer.start();
        return indexer;
    }

    private void mine(int blocks) {
        for (int i = 0; i < blocks; i++) {
            long next = chain.height() + 1;
            chain.mine(
                    List.of(Spec.ping(TOKEN, next), Spec.ping(OTHER_TOKEN, next), Spec.ping(TOKEN, next + 1_000_000)));
        }
    }

    private void mineEmpty(int blocks) {
        for (int i = 0; i < blocks; i++) {
            chain.mine(List.of());
        }
    }

    private BlockRef checkpoint() {
        return store.find(INDEX).orElseThrow().checkpoint();
    }

    private List<ChainEvent> expected(long from) {
        return chain.replay(chain.top().ref().hash(), from, false, Set.of(TOKEN), false);
    }

    @Test
    void runTo_manyRanges_keepsEachEventOnceAndInOrder() {
        mine(300);

        assertThat(indexer().runTo(300)).isTrue();

        assertThat(store.events()).hasSize(600).isEqualTo(expected(0));
        assertThat(checkpoint()).isEqualTo(chain.top().ref());
        assertThat(told.batches.stream()
                        .flatMap(batch -> batch.events().stream())
                        .toList())
                .isEqualTo(expected(0));
    }

    @Test
    void runTo_blockBelowTheHead_goesNoFurther() {
        mine(50);

        indexer().runTo(20);

        assertThat(checkpoint().number()).isEqualTo(20);
    }

    @Test
    void runTo_blockThatIsNotThereYet_waitsForIt() {
        mine(5);
        chain.beforeCallAfter(6, () -> mine(5));

        indexer().runTo(10);

        assertThat(store.events()).isEqualTo(expected(0));
    }

    @Test
    void runTo_whileItRuns_isRefused() {
        Indexer indexer = start(indexer());

        assertThatIllegalStateException().isThrownBy(() -> indexer.runTo(1)).withMessageContaining("runs already");
    }

    @Test
    void from_laterBlock_leavesOutWhatIsBefore() {
        mine(30);

        builder(TOKENS).from(11).build().runTo(30);

        assertThat(store.events()).hasSize(40).isEqualTo(expected(11));
    }

    @Test
    void from_blockOfTheFuture_beginsThere() {
        mine(3);
        Indexer indexer = start(builder(TOKENS).from(6).build());
        await().until(() -> !told.progress.isEmpty());

        mine(10);

        await().until(() ->
                store.find(INDEX).map(state -> state.checkpoint().number()).equals(Optional.of(13L)));
        indexer.stop(LIMIT);
        assertThat(store.events()).isEqualTo(expected(6));
    }

    @Test
    void from_reorgToBeforeTheFirstBlock_isFollowed() {
        mine(30);
        Indexer indexer = builder(TOKENS).from(29).build();
        indexer.runTo(30);

        chain.rollback(5);
        mine(6);
        indexer.runTo(31);

        assertThat(store.events()).hasSize(6).isEqualTo(expected(29));
    }

    @Test
    void confirmations_newestBlocks_areLeftAlone() {
        mine(30);

        builder(TOKENS).confirmations(4).build().runTo(26);

        assertThat(checkpoint().number()).isEqualTo(26);
    }

    @Test
    void restart_afterSomeBlocks_goesOnWhereItWas() {
        mine(40);
        indexer().runTo(25);
        int before = told.batches.size();

        indexer().runTo(40);

        assertThat(told.batches.get(before).previous().map(BlockRef::number)).contains(25L);
        assertThat(store.events()).isEqualTo(expected(0));
    }

    @Test
    void offlineReorg_ofTheSameHeight_isFoundAtTheStart() {
        mine(40);
        indexer().runTo(40);
        chain.rollback(7);
        mineEmpty(7);

        indexer().runTo(40);

        assertThat(store.events()).isEqualTo(expected(0));
        assertThat(checkpoint()).isEqualTo(chain.top().ref());
        assertThat(metrics.of(MetricName.INDEX_REORGS)).isOne();
        assertThat(told.orphaned).hasSize(14);
    }

    @Test
    void offlineReorg_ofALongerChain_isFoundAtTheStart() {
        mine(40);
        indexer().runTo(40);
        List<ChainEvent> before = store.events();
        chain.rollback(10);
        mine(60);

        indexer().runTo(90);

        assertThat(store.events()).isEqualTo(expected(0));
        assertThat(told.orphaned).isEqualTo(before.subList(60, 80));
    }

    @Test
    void reorg_toALowerChainWithOtherHashes_isFollowed() {
        mine(40);
        indexer().runTo(40);
        chain.rollback(9);
        mine(3);

        indexer().runTo(34);

        assertThat(store.events()).isEqualTo(expected(0));
        assertThat(checkpoint()).isEqualTo(chain.top().ref());
    }

    @Test
    void reorg_whileRangesAreFetched_endsOnTheNewChain() {
        mine(100);
        chain.beforeCallAfter(9, () -> {
            chain.rollback(8);
            mine(9);
        });

        builder(TOKENS).fetchers(3).build().runTo(100);

        assertThat(store.events()).isEqualTo(chain.replay(checkpoint().hash(), 0, false, Set.of(TOKEN), false));
        indexer().runTo(101);
        assertThat(store.events()).isEqualTo(expected(0));
    }

    @Test
    void reorg_replacement_isStoredInOneStepWithWhatItReplaces() {
        mine(40);
        indexer().runTo(40);
        int before = told.batches.size();
        chain.preferRange(1);
        chain.rollback(6);
        mine(8);

        indexer().runTo(42);

        IndexBatch swap = told.batches.get(before);
        assertThat(swap.ancestor().map(BlockRef::number)).contains(34L);
        assertThat(swap.checkpoint().number()).isEqualTo(40);
        assertThat(swap.events()).hasSize(12);
    }

    @Test
    void reorg_thatIsTakenBackWhileItIsFetched_changesNothing() {
        mine(40);
        indexer().runTo(40);
        List<ChainEvent> before = store.events();
        chain.rollback(6);
        mineEmpty(6);
        // a head, twice a head with headers, then the logs
        chain.beforeCallAfter(5, chain::flip);

        indexer().runTo(40);

        assertThat(store.events()).isEqualTo(before);
        assertThat(metrics.of(MetricName.INDEX_REORGS)).isZero();
        assertThat(metrics.of(MetricName.INDEX_RETRIES)).isOne();
    }

    @Test
    void lowerHead_ofTheSameChain_isWaitedOut() {
        mine(40);
        indexer().runTo(40);
        List<ChainEvent> before = store.events();
        Optional<BlockRef> checkpoint = Optional.of(checkpoint());
        chain.rollback(5);

        indexer().runTo(35);

        assertThat(store.events()).isEqualTo(before);
        assertThat(store.find(INDEX).map(state -> state.checkpoint())).isEqualTo(checkpoint);
        assertThat(metrics.of(MetricName.INDEX_LOW_HEADS)).isOne();
        assertThat(metrics.of(MetricName.INDEX_REORGS)).isZero();
    }

    @Test
    void hashConflict_thatASecondLookDoesNotConfirm_changesNothing() {
        mine(40);
        indexer().runTo(40);
        mine(1);
        AtomicInteger answers = new AtomicInteger();
        FakeChain liar = new FakeChain(Instant.parse("2026-01-01T00:00:01Z"));
        for (int i = 0; i < 41; i++) {
            liar.mine(List.of(Spec.ping(TOKEN, 666)));
        }
        chain.seeThrough(range -> answers.getAndIncrement() == 0 ? liar.logs(all(), 41, 41, 41) : range);

        indexer().runTo(41);

        assertThat(metrics.of(MetricName.INDEX_CONFLICTS)).isOne();
        assertThat(metrics.of(MetricName.INDEX_REORGS)).isZero();
        assertThat(store.events()).isEqualTo(expected(0));
    }

    private static LogFilter all() {
        return new LogFilter(Set.of(), Set.of());
    }

    @Test
    void reorg_deeperThanTheWindow_stopsAndDeletesNothing() {
        mine(40);
        indexer().runTo(40);
        List<ChainEvent> before = store.events();
        chain.rollback(11);
        mine(12);

        assertThatThrownBy(() -> indexer().runTo(41))
                .isInstanceOfSatisfying(
                        DeepReorgException.class,
                        error -> assertThat(error.reset()).isFalse())
                .hasMessageContaining("deeper than the window")
                .hasMessageContaining("Nothing was deleted");
        assertThat(store.events()).isEqualTo(before);
    }

    @Test
    void chain_thatBeganAnewWithAnotherGenesis_saysSo() {
        mine(5);
        indexer().runTo(5);
        FakeChain fresh = new FakeChain(Instant.parse("2026-02-01T00:00:00Z"));
        for (int i = 0; i < 9; i++) {
            fresh.mine(List.of());
        }

        assertThatThrownBy(() -> Indexer.builder(INDEX, fresh, store)
                        .subscribe(TOKENS)
                        .pauses(Duration.ofMillis(1), Duration.ofMillis(1))
                        .build()
                        .runTo(9))
                .isInstanceOfSatisfying(
                        DeepReorgException.class,
                        error -> assertThat(error.reset()).isTrue())
                .hasMessageContaining("begun anew");
        assertThat(store.events()).hasSize(10);
    }

    @Test
    void chain_thatBeganAnewAndIsStillShort_saysSo() {
        mine(100);
        indexer().runTo(100);
        FakeChain fresh = new FakeChain(Instant.parse("2026-02-01T00:00:00Z"));
        fresh.mine(List.of());

        assertThatThrownBy(() -> Indexer.builder(INDEX, fresh, store)
                        .subscribe(TOKENS)
                        .pauses(Duration.ofMillis(1), Duration.ofMillis(1))
                        .build()
                        .runTo(1))
                .isInstanceOfSatisfying(
                        DeepReorgException.class,
                        error -> assertThat(error.reset()).isTrue());
    }

    @Test
    void commit_whoseAnswerIsLost_isRepeatedAndItsOrphansAreTold() {
        mine(20);
        indexer().runTo(20);
        chain.rollback(3);
        mine(3);
        store.afterNextCommit(() -> {
            throw new RepositoryException(Kind.CONNECTION_LOST, "cut");
        });

        indexer().runTo(20);

        assertThat(store.events()).isEqualTo(expected(0));
        assertThat(told.orphaned).hasSize(6);
        assertThat(metrics.of(MetricName.INDEX_RETRIES)).isOne();
    }

    @Test
    void otherWriter_ofTheSameIndex_stopsIt() {
        mine(20);
        store.beforeNextCommit(() ->
                Indexer.builder(INDEX, chain, store).subscribe(TOKENS).build().runTo(9));
        Indexer indexer = start(indexer());

        await().until(() -> indexer.failure().isPresent());

        assertThat(indexer.failure().orElseThrow())
                .isInstanceOfSatisfying(
                        RepositoryException.class,
                        error -> assertThat(error.kind()).isEqualTo(Kind.STALE_WRITER));
        await().untilAsserted(() -> assertThat(told.failures).hasSize(1));
        assertThatThrownBy(() -> indexer.health(10, LIMIT).probe().get()).hasMessageContaining("stopped");
    }

    @Test
    void fencedStore_stopsIt() {
        mine(20);
        store.beforeNextCommit(() -> {
            throw new RepositoryException(Kind.FENCED, "the lease went to another");
        });

        assertThatThrownBy(() -> indexer().runTo(20)).hasMessageContaining("lease");
    }

    @Test
    void listener_thatThrows_isCountedAndDoesNotStopIt() {
        mine(20);
        Indexer indexer = builder(TOKENS)
                .listener(new IndexListener() {
                    @Override
                    public void stored(IndexBatch batch, List<ChainEvent> orphaned) {
                        throw new UnsupportedOperationException("not mine");
                    }
                })
                .build();

        indexer.runTo(20);

        assertThat(store.events()).isEqualTo(expected(0));
        assertThat(metrics.of(MetricName.INDEX_LISTENER_FAILURES)).isPositive();
    }

    @Test
    void source_thatFailsForAWhile_isWaitedFor() {
        mine(30);
        for (int i = 0; i < 12; i++) {
            chain.beforeNextCall(() -> {
                throw new RateLimited("fake chain", Optional.of(Duration.ofMillis(1)), "slow down");
            });
        }

        indexer().runTo(30);

        assertThat(store.events()).isEqualTo(expected(0));
        assertThat(metrics.of(MetricName.INDEX_RETRIES)).isEqualTo(12);
    }

    @Test
    void source_thatFailsForGood_stopsIt() {
        chain.beforeNextCall(() -> {
            throw new NotFound("fake chain", "no such chain");
        });

        assertThatThrownBy(() -> indexer().runTo(0)).isInstanceOf(NotFound.class);
    }

    @Test
    void source_ofAnotherChain_stopsIt() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Indexer.builder(new IndexId(ChainId.HYPEREVM, "x"), chain, store)
                        .subscribe(TOKENS)
                        .build()
                        .runTo(0))
                .withMessageContaining("source of chain 31337");
    }

    @Test
    void rangeThatDoesNotFitTogether_isFetchedAgain() {
        mine(6);
        AtomicInteger answers = new AtomicInteger();
        chain.seeThrough(range -> switch (answers.getAndIncrement()) {
            case 0 -> new LogRange(range.first(), range.headers(), reversed(range.logs()));
            case 1 -> new LogRange(range.first(), range.headers().subList(0, 1), range.logs());
            default -> range;
        });

        builder(TOKENS).fetchers(1).build().runTo(6);

        assertThat(store.events()).isEqualTo(expected(0));
        assertThat(metrics.of(MetricName.INDEX_RETRIES)).isEqualTo(2);
    }

    private static List<ChainLog> reversed(List<ChainLog> logs) {
        List<ChainLog> reversed = new ArrayList<>(logs);
        Collections.reverse(reversed);
        return reversed;
    }

    @Test
    void forks_thatShareATopic_areDecodedEachByItsOwn() {
        EventDecoder<Born> wrong = FakeChain.PING.decoder((log, fields) -> new Born(log.at(), address(99)));
        mine(3);

        builder(TOKENS, Subscription.contract(OTHER_TOKEN, wrong)).build().runTo(3);

        assertThat(store.events()).hasSize(9);
        assertThat(store.events()).filteredOn(Ping.class::isInstance).isEqualTo(expected(0));
        assertThat(store.events()).filteredOn(Born.class::isInstance).hasSize(3);
    }

    @Test
    void anyContract_besidesContracts_givesEachLogOnce() {
        mine(10);

        builder(TOKENS, Subscription.anyContract(PINGS), Subscription.contract(FACTORY, BIRTHS))
                .build()
                .runTo(10);

        assertThat(store.events())
                .isEqualTo(chain.replay(chain.top().ref().hash(), 0, true, Set.of(TOKEN, OTHER_TOKEN), true));
        assertThat(chain.asked()).contains(new LogFilter(Set.of(), Set.of(FakeChain.PING.topic())));
    }

    @Test
    void decoder_thatFails_stopsTheIndexBeforeTheLog() {
        mine(30);
        EventDecoder<Ping> fragile = FakeChain.PING.decoder((log, fields) -> {
            if (log.at().block().number() == 18) {
                throw new ArithmeticException("too much");
            }
            return new Ping(
                    log.at(),
                    log.contract(),
                    fields.address("by"),
                    fields.unsigned("value").longValueExact());
        });

        assertThatIllegalStateException()
                .isThrownBy(() ->
                        builder(Subscription.contract(TOKEN, fragile)).build().runTo(30))
                .withMessageContaining("block 18")
                .withRootCauseInstanceOf(ArithmeticException.class);
        assertThat(store.find(INDEX).map(state -> state.checkpoint().number()).orElse(-1L))
                .isLessThan(18);
    }

    @Test
    void twoDecoders_thatMakeDifferentEventsOfOneLog_stopTheIndex() {
        mine(3);
        EventDecoder<Ping> other = FakeChain.PING.decoder((log, fields) -> new Ping(log.at(), TOKEN, FACTORY, 0));

        assertThatIllegalStateException()
                .isThrownBy(() -> builder(TOKENS, Subscription.contract(TOKEN, other))
                        .build()
                        .runTo(3))
                .withMessageContaining("one event of a kind");
    }

    private static Factory pools() {
        return Factory.of("pools", Set.of(FACTORY), BIRTHS, Born::child);
    }

    @Test
    void children_bornInARange_areFollowedFromTheirBlockOn() {
        Address child = address(100);
        mineEmpty(2);
        chain.mine(List.of(Spec.ping(child, 1)));
        chain.mine(List.of(Spec.ping(child, 2), Spec.birth(child), Spec.ping(child, 3)));
        chain.mine(List.of(Spec.ping(child, 4)));
        mineEmpty(30);
        chain.mine(List.of(Spec.birth(child), Spec.ping(child, 5)));

        builder(Subscription.children(pools(), PINGS)).build().runTo(chain.height());

        assertThat(store.events().stream().map(event -> ((Ping) event).value()).toList())
                .containsExactly(2L, 3L, 4L, 5L);
        assertThat(store.children(INDEX))
                .hasSize(1)
                .allMatch(born -> born.rule().equals("pools"));
        assertThat(store.children(INDEX).get(0).at().block().number()).isEqualTo(4);
    }

    @Test
    void children_afterRestart_areKnown() {
        chain.mine(List.of(Spec.birth(address(100))));
        builder(Subscription.children(pools(), PINGS)).build().runTo(1);
        chain.mine(List.of(Spec.ping(address(100), 7)));
        int asked = chain.asked().size();

        builder(Subscription.children(pools(), PINGS)).build().runTo(2);

        assertThat(store.events()).hasSize(1);
        assertThat(chain.asked().size())
                .as("one question where nobody was born")
                .isEqualTo(asked + 1);
    }

    @Test
    void children_bornInAnOrphanedBlock_areForgotten() {
        mineEmpty(3);
        chain.mine(List.of(Spec.birth(address(100)), Spec.ping(address(100), 7)));
        Indexer indexer = builder(Subscription.children(pools(), PINGS)).build();
        indexer.runTo(4);
        chain.rollback(1);
        chain.mine(List.of(Spec.ping(address(100), 8)));
        chain.mine(List.of(Spec.ping(address(100), 9)));

        indexer.runTo(5);

        assertThat(store.events()).isEmpty();
        assertThat(store.children(INDEX)).isEmpty();
        assertThat(told.orphaned).hasSize(1);
    }

    @Test
    void children_ofManyRangesFetchedAtOnce_areComplete() {
        Random random = new Random(7);
        chain.mine(400, random);
        chain.preferRange(3);

        builder(Subscription.children(pools(), PINGS)).fetchers(4).build().runTo(400);

        assertThat(store.events()).isEqualTo(chain.replay(chain.top().ref().hash(), 0, false, Set.of(), true));
    }

    @Test
    void error_stopsTheService_andIsTold() {
        mine(3);
        EventDecoder<Ping> endless = FakeChain.PING.decoder((log, fields) -> {
            throw new StackOverflowError("a decoder that calls itself");
        });

        Indexer indexer = start(builder(Subscription.contract(TOKEN, endless)).build());

        await().until(() -> indexer.failure().isPresent());
        assertThat(indexer.failure().orElseThrow()).hasRootCauseInstanceOf(StackOverflowError.class);
        assertThat(store.events()).isEmpty();
    }

    @Test
    void rangesThatEndEarly_loseNothing() {
        chain.mine(400, new Random(7));
        chain.preferRange(40);
        chain.endRangesAfter(20);

        builder(TOKENS, Subscription.children(pools(), PINGS), Subscription.anyContract(BIRTHS))
                .fetchers(4)
                .build()
                .runTo(400);

        assertThat(store.events()).isEqualTo(chain.replay(chain.top().ref().hash(), 0, true, Set.of(TOKEN), true));
    }

    @Test
    void progress_tellsWhatIsNotProven() {
        mine(9);
        chain.seeThrough(range -> new LogRange(range.first(), range.headers(), range.logs(), 2));
        Indexer indexer = builder(TOKENS).fetchers(1).build();
        chain.preferRange(3);

        indexer.runTo(9);

        assertThat(indexer.progress().unproven()).isEqualTo(8);
    }

    @Test
    void lookAhead_whileTheStoreIsSlow_isBounded() throws InterruptedException {
        mine(1_000);
        chain.preferRange(1);
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch storing = new CountDownLatch(1);
        store.beforeNextCommit(() -> {
            storing.countDown();
            awaitQuietly(busy);
        });
        Indexer indexer = start(builder(TOKENS).fetchers(2).build());
        storing.await();
        await().during(Duration.ofMillis(50)).until(() -> chain.asked().size() <= 2 * 2 * 2 + 2);

        busy.countDown();

        await().until(() ->
                indexer.progress().behind() == 0 && indexer.progress().head() == 1_000);
        assertThat(store.events()).isEqualTo(expected(0));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void follow_newBlocks_arePolledFor() {
        Indexer indexer = start(indexer());
        await().until(() -> indexer.progress().checkpoint().isPresent());

        mine(3);
        await().until(() -> checkpoint().number() == 3);
        chain.rollback(2);
        mine(4);

        await().until(() -> checkpoint().equals(chain.top().ref()));
        assertThat(store.events()).isEqualTo(expected(0));
    }

    @Test
    void wake_endsALongPause() {
        Indexer indexer = start(builder(TOKENS).pollEvery(Duration.ofHours(1)).build());
        await().until(() -> !told.progress.isEmpty());

        mine(3);
        indexer.wake();

        await().until(() -> checkpoint().number() == 3);
    }

    @Test
    void stop_whileASourceHangs_returnsAndGoesOnLater() {
        mine(300);
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        chain.beforeCallAfter(20, () -> {
            hanging.countDown();
            awaitQuietly(never);
            throw new Unusable("fake chain", "cut short");
        });
        Indexer indexer = start(builder(TOKENS).fetchers(1).build());
        awaitQuietly(hanging);

        indexer.stop(LIMIT);

        assertThat(indexer.failure()).isEmpty();
        assertThat(checkpoint().number()).isBetween(1L, 299L);
        indexer().runTo(300);
        assertThat(store.events()).isEqualTo(expected(0));
    }

    @Test
    void stop_whileAStepIsStored_finishesIt() {
        mine(3);
        Indexer indexer = indexer();
        store.beforeNextCommit(indexer::drain);
        start(indexer);

        await().until(() -> store.find(INDEX).isPresent());

        assertThat(checkpoint().number()).isEqualTo(3);
    }

    @Test
    void start_twice_runsOnce() {
        Indexer indexer = start(indexer());

        indexer.start();

        mine(5);
        await().until(() -> store.find(INDEX).isPresent() && checkpoint().number() == 5);
        assertThat(indexer.failure()).isEmpty();
    }

    @Test
    void start_afterStop_goesOn() {
        Indexer indexer = start(indexer());
        mine(5);
        await().until(() -> store.find(INDEX).isPresent() && checkpoint().number() == 5);
        indexer.stop(LIMIT);

        mine(5);
        indexer.start();

        await().until(() -> checkpoint().number() == 10);
    }

    @Test
    void progress_ofACatchUp_hasSpeedsAndTheTimeThatIsLeft() {
        ManualClock clock = ManualClock.atNewYear();
        Map<MetricName, DoubleSupplier> gauges = new EnumMap<>(MetricName.class);
        Metrics gauging = new Metrics() {
            @Override
            public void count(MetricName name, String tag) {}

            @Override
            public void time(MetricName name, String tag, Duration duration) {}

            @Override
            public void gauge(MetricName name, String tag, DoubleSupplier value) {
                gauges.put(name, value);
            }
        };
        mine(100);
        chain.preferRange(10);
        builder(TOKENS)
                .clock(clock)
                .metrics(gauging)
                .fetchers(1)
                .listener(new IndexListener() {
                    @Override
                    public void stored(IndexBatch batch, List<ChainEvent> orphaned) {
                        clock.advance(Duration.ofSeconds(batch.checkpoint().number() / 10));
                    }

                    @Override
                    public void progress(IndexProgress now) {
                        told.progress(now);
                    }
                })
                .build()
                .runTo(100);

        IndexProgress last = told.progress.get(told.progress.size() - 1);
        assertThat(last.behind()).isZero();
        assertThat(last.remaining()).contains(Duration.ZERO);
        assertThat(last.blocks()).isEqualTo(101);
        assertThat(last.events()).isEqualTo(200);
        assertThat(last.logs()).isEqualTo(200);
        IndexProgress first = told.progress.stream()
                .filter(progress -> progress.blocksPerSecond() > 0)
                .findFirst()
                .orElseThrow();
        assertThat(first.remaining().orElseThrow().toSeconds())
                .isCloseTo((long) (first.behind() / first.blocksPerSecond()), within(1L));
        assertThat(gauges.get(MetricName.INDEX_CHECKPOINT).getAsDouble()).isEqualTo(100);
        assertThat(gauges.get(MetricName.INDEX_EVENTS).getAsDouble()).isEqualTo(200);
        assertThat(gauges.get(MetricName.INDEX_BEHIND).getAsDouble()).isZero();
    }

    @Test
    void health_ofAnIndexThatKeepsUp_saysWhereItIs() {
        ManualClock clock = ManualClock.atNewYear();
        mine(10);
        Indexer indexer = builder(TOKENS).clock(clock).build();
        assertThatThrownBy(() -> indexer.health(5, LIMIT).probe().get()).hasMessageContaining("not seen yet");

        indexer.runTo(10);

        assertThat(indexer.health(5, LIMIT).probe().get()).contains("at block 10");
        clock.advance(Duration.ofSeconds(6));
        assertThatThrownBy(() -> indexer.health(5, LIMIT).probe().get()).hasMessageContaining("last seen");
    }

    @Test
    void builder_withWhatCannotBe_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> builder().build()).withMessageContaining("subscription");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().window(0))
                .withMessageContaining("window");
        assertThatIllegalArgumentException().isThrownBy(() -> builder().pollEvery(Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder(Subscription.children(pools(), PINGS), Subscription.children(pools(), BIRTHS))
                        .build())
                .withMessageContaining("named pools");
        assertThatIllegalArgumentException().isThrownBy(() -> Subscription.contracts(Set.of(), PINGS));
        assertThatIllegalArgumentException().isThrownBy(() -> Subscription.contract(TOKEN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Factory.of("any", Set.of(), BIRTHS, Born::child))
                .withMessageContaining("strangers");
    }
}
