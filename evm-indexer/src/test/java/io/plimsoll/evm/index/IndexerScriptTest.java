package io.plimsoll.evm.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.event.IndexBatch;
import io.plimsoll.core.domain.event.IndexId;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Chains that grow, are reorganised, go back and change under the indexer's eyes, while it fails, is killed and begins again. */
class IndexerScriptTest {
    private static final IndexId INDEX = new IndexId(FakeChain.CHAIN, "script");
    private static final int WINDOW = 12;
    private static final Set<Address> TOKENS = Set.of(FakeChain.TOKEN);

    /** As when the process is gone: no part of the indexer may catch it. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** What a program that only listens believes to be on the chain. */
    private static final class Follower implements IndexListener {
        private final List<ChainEvent> believed = new ArrayList<>();

        @Override
        public void stored(IndexBatch batch, List<ChainEvent> orphaned) {
            assertThat(believed).containsAll(orphaned);
            believed.removeAll(orphaned);
            believed.addAll(batch.events());
            believed.sort(Comparator.comparing(ChainEvent::at));
        }
    }

    @Property(tries = 100)
    void anyScript_endsAsFullReplayOfTheFinalChain(
            @ForAll long seed,
            @IntRange(min = 0, max = 15) @ForAll int from,
            @IntRange(max = 2) @ForAll int confirmations) {
        Random random = new Random(seed);
        FakeChain chain = new FakeChain();
        FakeChainStore store = new FakeChainStore();
        store.watch(batch -> assertThat(store.events())
                .as("after each step all of one version of the chain and nothing else, at block %s", batch.checkpoint())
                .isEqualTo(replay(chain, batch.checkpoint(), from)));
        AtomicLong highest = new AtomicLong();
        Optional<Follower> listener = Optional.empty();
        for (int action = 0; action < 25; action++) {
            play(chain, highest, random, random.nextInt(4) == 0);
            trouble(chain, store, highest, random);
            if (random.nextInt(3) > 0) {
                Follower follower = new Follower();
                follower.believed.addAll(store.events());
                boolean lived = run(chain, store, from, confirmations, random, follower);
                listener = lived ? Optional.of(follower) : Optional.empty();
                listener.ifPresent(told -> assertThat(told.believed).isEqualTo(store.events()));
            }
        }
        chain.forgetPlans();
        store.forgetPlans();
        chain.mine((int) Math.max(1, highest.get() + confirmations + 1 - chain.height()), random);
        long end = chain.height() - confirmations;
        if (end >= from) {
            indexer(chain, store, from, confirmations, random, IndexListener.NONE)
                    .runTo(end);
            BlockRef last = store.find(INDEX).orElseThrow().checkpoint();
            assertThat(last.number()).isEqualTo(end);
            assertThat(chain.headers(List.of(end)).get(0).block()).isEqualTo(last);
            assertThat(store.events()).isEqualTo(replay(chain, last, from));
        }
    }

    private static List<ChainEvent> replay(FakeChain chain, BlockRef last, long from) {
        return chain.replay(last.hash(), from, true, TOKENS, true);
    }

    /** The chain grows, or has blocks replaced that are not below what an index may remember, also by those that they had replaced, or only
     * goes back. */
    private static void play(FakeChain chain, AtomicLong highest, Random random, boolean back) {
        int deepest = (int) Math.min(chain.height(), WINDOW - (highest.get() - chain.height()));
        int depth = random.nextInt(2) == 0 ? 0 : random.nextInt(deepest + 1);
        long height = chain.height();
        if (random.nextInt(3) == 0 && chain.flipDepth().orElse(Long.MAX_VALUE) <= deepest) {
            chain.flip();
        } else {
            chain.rollback(depth);
        }
        if (!back) {
            chain.mine((int) Math.max(0, height - chain.height()) + random.nextInt(9), random);
        }
        highest.accumulateAndGet(chain.height(), Math::max);
    }

    private static void trouble(FakeChain chain, FakeChainStore store, AtomicLong highest, Random random) {
        chain.forgetPlans();
        store.forgetPlans();
        for (int i = random.nextInt(3); i > 0; i--) {
            int after = random.nextInt(8);
            switch (random.nextInt(3)) {
                case 0 ->
                    chain.beforeCallAfter(after, () -> {
                        throw new MalformedResponse("fake chain", "cut off", null);
                    });
                default -> {
                    long seed = random.nextLong();
                    chain.beforeCallAfter(after, () -> play(chain, highest, new Random(seed), false));
                }
            }
        }
        switch (random.nextInt(6)) {
            case 0 ->
                store.beforeNextCommit(() -> {
                    throw new Killed();
                });
            case 1 ->
                store.afterNextCommit(() -> {
                    throw new Killed();
                });
            case 2 ->
                store.afterNextCommit(() -> {
                    throw new RepositoryException(Kind.CONNECTION_LOST, "cut while it answered");
                });
            case 3 ->
                store.beforeNextCommit(() -> {
                    throw new RepositoryException(Kind.CONFLICT, "deadlock");
                });
            default -> {}
        }
    }

    /** Runs to where the chain is now; says whether it lived. */
    private static boolean run(
            FakeChain chain,
            FakeChainStore store,
            long from,
            int confirmations,
            Random random,
            IndexListener listener) {
        long end = chain.height() - confirmations;
        if (end < 0) {
            return true;
        }
        try {
            indexer(chain, store, from, confirmations, random, listener).runTo(end);
            return true;
        } catch (Killed killed) {
            return false;
        }
    }

    private static Indexer indexer(
            FakeChain chain,
            FakeChainStore store,
            long from,
            int confirmations,
            Random random,
            IndexListener listener) {
        chain.preferRange(1 + random.nextInt(10));
        chain.endRangesAfter(1 + random.nextInt(30));
        Factory factory = Factory.of("pools", Set.of(FakeChain.FACTORY), FakeChain.BIRTHS, FakeChain.Born::child);
        return Indexer.builder(INDEX, chain, store)
                .subscribe(
                        Subscription.contract(FakeChain.TOKEN, FakeChain.PINGS),
                        Subscription.contract(FakeChain.FACTORY, FakeChain.BIRTHS),
                        Subscription.children(factory, FakeChain.PINGS))
                .from(from)
                .confirmations(confirmations)
                .window(WINDOW)
                .fetchers(1 + random.nextInt(3))
                .pollEvery(Duration.ofMillis(1))
                .pauses(Duration.ofNanos(1000), Duration.ofMillis(1))
                .listener(listener)
                .build();
    }
}
