package io.plimsoll.pyth.onchain;

import io.plimsoll.core.domain.price.OraclePrice;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.Outcome;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.pyth.onchain.UpdateDecision.NotNeeded;
import io.plimsoll.pyth.onchain.UpdateDecision.Refused;
import io.plimsoll.pyth.onchain.UpdateDecision.Trigger;
import io.plimsoll.pyth.onchain.UpdateDecision.Update;
import io.plimsoll.pyth.update.UpdateCodec;
import io.plimsoll.pyth.update.UpdateMessage;
import io.plimsoll.pyth.update.UpdateVerifier;
import io.plimsoll.pyth.update.VerificationResult;
import io.plimsoll.pyth.update.VerificationResult.Verified;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that can be known before gas is paid: whether the update would be accepted, whether it is newer than what the
 * contract has, whether that is worth the fee, and what the smallest such transaction is. Thread-safe; never sends one.
 *
 * <p>The verifier should believe what the contract believes: {@link OnChainTrust#verifier()}, or {@link
 * io.plimsoll.pyth.update.TrustNetworks} where the endpoint is not trusted that far. A blob that does not verify is left out,
 * and costs only the feeds that no other blob proves; so blobs of two trust networks can be offered together, and those that this
 * contract would refuse are not sent.
 */
public final class UpdateDecider {
    private static final BigDecimal BPS = BigDecimal.valueOf(10_000);

    private final PythContract contract;
    private final UpdateVerifier verifier;
    private final UpdatePolicy policy;

    /** Decisions about one contract. */
    public UpdateDecider(PythContract contract, UpdateVerifier verifier, UpdatePolicy policy) {
        this.contract = contract;
        this.verifier = verifier;
        this.policy = policy;
    }

    /**
     * Whether to send these blobs.
     *
     * @param blobs as Hermes gave them, any number; in them the newest price of each feed counts
     * @param feeds that matter to the caller. Every one of them must be proven; where what is proven is newer than what is
     *     stored, it must be in the policy's window too, or nothing is sent. A feed that has nothing newer, such as one of a
     *     market that is closed, holds up nobody
     * @throws IllegalArgumentException if no feed is asked for
     * @throws SourceException if the chain does not answer
     * @throws ContractReverted if the contract does not say what the update costs: it does not know such updates
     */
    public UpdateDecision decide(Collection<byte[]> blobs, Collection<Bytes32> feeds) {
        if (feeds.isEmpty()) {
            throw new IllegalArgumentException("name at least one feed");
        }
        BlockRef block = contract.latestBlock();
        Offers offers = verified(blobs);
        for (Bytes32 feed : feeds) {
            if (!offers.byFeed.containsKey(feed)) {
                return missing(feed, offers, block);
            }
        }
        PricesAtBlock stored = contract.prices(feeds, block);
        Map<Bytes32, Trigger> triggers = new LinkedHashMap<>();
        boolean newer = false;
        for (Bytes32 feed : new LinkedHashSet<>(feeds)) {
            UpdateMessage.Price offered = offers.price(feed);
            Optional<OraclePrice> known = known(stored.of(feed));
            if (known.isEmpty()
                    || offered.publishTime() > known.get().publishTime().getEpochSecond()) {
                Optional<Refused> refusal = refusal(offered, block);
                if (refusal.isPresent()) {
                    return refusal.get();
                }
                newer = true;
                trigger(offered.oraclePrice(), known).ifPresent(trigger -> triggers.put(feed, trigger));
            }
        }
        if (triggers.isEmpty()) {
            return new NotNeeded(block, newer ? NotNeeded.Reason.WITHIN_POLICY : NotNeeded.Reason.NOT_NEWER);
        }
        return transaction(offers, triggers, block);
    }

    private UpdateDecision transaction(Offers offers, Map<Bytes32, Trigger> triggers, BlockRef block) {
        List<byte[]> blobs = offers.minimal(triggers.keySet());
        BigInteger fee = contract.updateFee(blobs, block);
        if (fee.compareTo(policy.maxFee()) > 0) {
            return new Refused(
                    block,
                    Refused.Reason.FEE_ABOVE_LIMIT,
                    "the update costs " + fee + " wei, at most " + policy.maxFee() + " are paid");
        }
        List<Bytes32> feeds = List.copyOf(triggers.keySet());
        List<Long> times =
                feeds.stream().map(feed -> offers.price(feed).publishTime()).toList();
        return new Update(
                block,
                contract.deployment().contract(),
                blobs,
                PythCalldata.updatePriceFeedsIfNecessary(blobs, feeds, times),
                fee,
                triggers);
    }

    private static Refused missing(Bytes32 feed, Offers offers, BlockRef block) {
        return offers.refused
                .map(refused -> new Refused(
                        block,
                        Refused.Reason.UNVERIFIED,
                        "feed " + feed.digits() + ": " + refused.reason() + ": " + refused.detail()))
                .orElseGet(() -> new Refused(block, Refused.Reason.FEED_MISSING, "no blob has feed " + feed.digits()));
    }

    private Optional<Refused> refusal(UpdateMessage.Price offered, BlockRef block) {
        String feed = "feed " + offered.feedId().digits();
        if (Math.abs((long) offered.expo()) > PythResults.MAX_EXPONENT) {
            return Optional.of(
                    new Refused(block, Refused.Reason.UNUSABLE_PRICE, feed + " has exponent " + offered.expo()));
        }
        long now = block.time().getEpochSecond();
        long published = offered.publishTime();
        if (published <= 0
                || published < now - policy.maxOfferAge().toSeconds()
                || published > now + policy.maxSkew().toSeconds()) {
            return Optional.of(new Refused(
                    block,
                    Refused.Reason.PUBLISH_TIME_OUTSIDE_WINDOW,
                    feed + " was published at " + published + ", the block is of " + now));
        }
        return Optional.empty();
    }

    private Optional<Trigger> trigger(OraclePrice offered, Optional<OraclePrice> stored) {
        if (stored.isEmpty()) {
            return Optional.of(Trigger.NEVER_PUBLISHED);
        }
        OraclePrice known = stored.get();
        if (known.age(offered.publishTime()).compareTo(policy.maxAge()) >= 0) {
            return Optional.of(Trigger.AGE);
        }
        BigDecimal deviation = offered.value().subtract(known.value()).abs();
        if (reaches(deviation, known.value(), policy.deviationBps())) {
            return Optional.of(Trigger.DEVIATION);
        }
        return reaches(offered.confidence(), offered.value(), policy.confidenceBps())
                ? Optional.of(Trigger.CONFIDENCE)
                : Optional.empty();
    }

    /** part / |whole| ≥ bps / 10,000, without dividing; true for any part of nothing but nothing itself. */
    private static boolean reaches(BigDecimal part, BigDecimal whole, int bps) {
        return part.signum() > 0 && part.multiply(BPS).compareTo(whole.abs().multiply(BigDecimal.valueOf(bps))) >= 0;
    }

    private static Optional<OraclePrice> known(Outcome<PriceFeed> stored) {
        return stored.findError().filter(NotFound.class::isInstance).isPresent()
                ? Optional.empty()
                : Optional.of(stored.orElseThrow().price());
    }

    private Offers verified(Collection<byte[]> blobs) {
        Map<Bytes32, Offer> byFeed = new HashMap<>();
        List<VerificationResult.Refused> refusals = new ArrayList<>();
        for (byte[] blob : blobs) {
            VerificationResult result = verifier.verify(blob);
            if (result instanceof VerificationResult.Refused refused) {
                refusals.add(refused);
            } else if (result instanceof Verified update) {
                update.prices().forEach((feed, price) -> byFeed.merge(feed, new Offer(price, blob), Offers::newer));
            }
        }
        return new Offers(byFeed, refusals.stream().findFirst());
    }

    @SuppressWarnings("ArrayRecordComponent") // told apart by identity
    private record Offer(UpdateMessage.Price price, byte[] blob) {}

    /** What the verified blobs prove by feed, and the first blob that was refused. */
    private record Offers(Map<Bytes32, Offer> byFeed, Optional<VerificationResult.Refused> refused) {
        private static Offer newer(Offer a, Offer b) {
            return b.price.publishTime() > a.price.publishTime() ? b : a;
        }

        UpdateMessage.Price price(Bytes32 feed) {
            return of(feed).price;
        }

        /** Each blob that has the newest price of one of these feeds, cut down to those feeds. */
        List<byte[]> minimal(Set<Bytes32> feeds) {
            IdentityHashMap<byte[], Set<Bytes32>> byBlob = new IdentityHashMap<>();
            List<byte[]> order = new ArrayList<>();
            for (Bytes32 feed : feeds) {
                byte[] blob = of(feed).blob;
                byBlob.computeIfAbsent(blob, first -> {
                            order.add(first);
                            return new HashSet<>();
                        })
                        .add(feed);
            }
            return order.stream()
                    .map(blob -> UpdateCodec.slice(blob, byBlob.getOrDefault(blob, Set.of())))
                    .toList();
        }

        private Offer of(Bytes32 feed) {
            return Objects.requireNonNull(byFeed.get(feed), "only feeds that were found offered are asked for");
        }
    }
}
