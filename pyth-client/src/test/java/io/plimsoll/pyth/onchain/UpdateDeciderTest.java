package io.plimsoll.pyth.onchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.price.OraclePrice;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import io.plimsoll.pyth.onchain.UpdateDecision.NotNeeded;
import io.plimsoll.pyth.onchain.UpdateDecision.Refused;
import io.plimsoll.pyth.onchain.UpdateDecision.Trigger;
import io.plimsoll.pyth.onchain.UpdateDecision.Update;
import io.plimsoll.pyth.testing.UpdateSigner;
import io.plimsoll.pyth.update.UpdateCodec;
import io.plimsoll.pyth.update.UpdateMessage;
import io.plimsoll.pyth.update.UpdateVerifier;
import io.plimsoll.pyth.update.VerificationResult.Verified;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UpdateDeciderTest {
    private static final long NOW = 1_780_000_000L;
    private static final Bytes32 BTC = Bytes32.parse("11".repeat(32));
    private static final Bytes32 ETH = Bytes32.parse("22".repeat(32));
    private static final Bytes32 SOL = Bytes32.parse("33".repeat(32));
    private static final UpdateSigner SIGNER = UpdateSigner.named("decider");
    /** A minute, 1 %, 2 % of confidence; offers of 30 s at most, 5 s ahead; 1000 wei. */
    private static final UpdatePolicy POLICY = new UpdatePolicy(
            Duration.ofMinutes(1), 100, 200, Duration.ofSeconds(30), Duration.ofSeconds(5), BigInteger.valueOf(1000));

    private final FakeChain chain = new FakeChain();
    private final UpdateVerifier verifier = UpdateVerifier.trusting(SIGNER.trust());

    private UpdateDecision decide(List<byte[]> blobs, Bytes32... feeds) {
        return new UpdateDecider(PythContract.on(chain, FakeChain.DEPLOYMENT), verifier, POLICY)
                .decide(blobs, List.of(feeds));
    }

    private static UpdateMessage.Price price(Bytes32 feed, long price, long conf, long time) {
        return new UpdateMessage.Price(feed, price, conf, -2, time, time - 1, price, conf);
    }

    private static byte[] blob(UpdateMessage.Price... prices) {
        return SIGNER.sign(NOW, List.of(prices));
    }

    private void store(Bytes32 feed, long price, int expo, long time) {
        OraclePrice stored = new OraclePrice(price, expo, 1, Instant.ofEpochSecond(time));
        chain.store(feed, stored, stored);
    }

    private static void assertRefused(UpdateDecision decision, Refused.Reason reason, String detail) {
        assertThat(decision).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(reason);
            assertThat(refused.detail()).contains(detail);
        });
    }

    private static void assertNotNeeded(UpdateDecision decision, NotNeeded.Reason reason) {
        assertThat(decision)
                .isInstanceOfSatisfying(
                        NotNeeded.class,
                        notNeeded -> assertThat(notNeeded.reason()).isEqualTo(reason));
    }

    private static void assertTrigger(UpdateDecision decision, Trigger trigger) {
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Update.class, update -> assertThat(update.triggers()).containsExactly(Map.entry(BTC, trigger)));
    }

    @Test
    void feedThatTheContractDoesNotHave_needsTheUpdate() {
        chain.fee(7);
        byte[] blob = blob(price(BTC, 65_000, 1, NOW));

        Update update = (Update) decide(List.of(blob), BTC);

        assertThat(update.triggers()).containsExactly(Map.entry(BTC, Trigger.NEVER_PUBLISHED));
        assertThat(update.to()).isEqualTo(FakeChain.DEPLOYMENT.contract());
        assertThat(update.value()).isEqualTo(7);
        assertThat(update.block()).isEqualTo(chain.latest());
        assertThat(update.blobs()).singleElement().isEqualTo(blob);
        assertThat(Hex.encode(update.calldata()))
                .isEqualTo(Hex.encode(
                        PythCalldata.updatePriceFeedsIfNecessary(List.of(blob), List.of(BTC), List.of(NOW))));
    }

    @Test
    void conditions_holdFromTheirLimitOn() {
        // age
        store(BTC, 65_000, -2, NOW - 60);
        assertTrigger(decide(List.of(blob(price(BTC, 65_000, 1, NOW))), BTC), Trigger.AGE);
        store(BTC, 65_000, -2, NOW - 59);
        assertNotNeeded(decide(List.of(blob(price(BTC, 65_000, 1, NOW))), BTC), NotNeeded.Reason.WITHIN_POLICY);
        // deviation: 1 % of what is stored, up and down
        for (long moved : new long[] {65_650, 64_350}) {
            assertTrigger(decide(List.of(blob(price(BTC, moved, 1, NOW))), BTC), Trigger.DEVIATION);
        }
        for (long moved : new long[] {65_649, 64_351}) {
            assertNotNeeded(decide(List.of(blob(price(BTC, moved, 1, NOW))), BTC), NotNeeded.Reason.WITHIN_POLICY);
        }
        // confidence: 2 % of what is offered
        assertTrigger(decide(List.of(blob(price(BTC, 65_000, 1300, NOW))), BTC), Trigger.CONFIDENCE);
        assertNotNeeded(decide(List.of(blob(price(BTC, 65_000, 1299, NOW))), BTC), NotNeeded.Reason.WITHIN_POLICY);
        // unsigned: the widest there is
        assertTrigger(decide(List.of(blob(price(BTC, 65_000, -1, NOW))), BTC), Trigger.CONFIDENCE);
    }

    @Test
    void exponents_mayDifferBetweenChainAndOffer() {
        store(BTC, 65_000_000, -5, NOW - 1);
        assertNotNeeded(decide(List.of(blob(price(BTC, 65_000, 1, NOW))), BTC), NotNeeded.Reason.WITHIN_POLICY);
        store(BTC, 65_000, -5, NOW - 1);
        assertTrigger(decide(List.of(blob(price(BTC, 65_000, 1, NOW))), BTC), Trigger.DEVIATION);
        store(BTC, 0, -5, NOW - 1);
        assertTrigger(decide(List.of(blob(price(BTC, 1, 0, NOW))), BTC), Trigger.DEVIATION);
        store(BTC, -65_000, -2, NOW - 1);
        assertTrigger(decide(List.of(blob(price(BTC, -66_000, 1, NOW))), BTC), Trigger.DEVIATION);
    }

    @Test
    void whatIsNotNewer_isNotNeeded_howeverFarItIs() {
        store(BTC, 1, -2, NOW);
        assertNotNeeded(decide(List.of(blob(price(BTC, 65_000, 1, NOW))), BTC), NotNeeded.Reason.NOT_NEWER);
        assertNotNeeded(decide(List.of(blob(price(BTC, 65_000, 1, NOW - 1))), BTC), NotNeeded.Reason.NOT_NEWER);
    }

    @Test
    void blobs_areCutDownToTheFeedsThatNeedThem() {
        chain.fee(1);
        store(ETH, 3000, -2, NOW - 1);
        byte[] three = blob(price(ETH, 3000, 1, NOW), price(BTC, 65_000, 1, NOW), price(SOL, 140, 1, NOW));
        byte[] older = blob(price(BTC, 64_000, 1, NOW - 2));
        byte[] newestSol = blob(price(SOL, 141, 1, NOW + 1));

        Update update = (Update) decide(List.of(older, three, newestSol), ETH, SOL, BTC);

        assertThat(update.triggers()).containsOnlyKeys(SOL, BTC);
        assertThat(update.blobs()).hasSize(2);
        assertThat(update.blobs().get(0)).isEqualTo(newestSol);
        assertThat(UpdateCodec.feeds(update.blobs().get(1))).containsExactly(BTC);
        assertThat(((Verified) verifier.verify(update.blobs().get(1))).prices().get(BTC))
                .isEqualTo(price(BTC, 65_000, 1, NOW));
        assertThat(Hex.encode(update.calldata()))
                .isEqualTo(Hex.encode(PythCalldata.updatePriceFeedsIfNecessary(
                        update.blobs(), List.of(SOL, BTC), List.of(NOW + 1, NOW))));
    }

    @Test
    void blobThatDoesNotVerify_costsOnlyItsOwnFeeds() {
        byte[] good = blob(price(BTC, 65_000, 1, NOW));
        byte[] forged = blob(price(BTC, 66_000, 1, NOW + 1), price(ETH, 3000, 1, NOW));
        forged[forged.length - 1] ^= 1;
        byte[] strangers = UpdateSigner.named("strangers").sign(NOW, List.of(price(ETH, 1, 1, NOW)));

        assertThat(decide(List.of(forged, strangers, good), BTC)).isInstanceOf(Update.class);
        assertRefused(decide(List.of(forged, good), BTC, ETH), Refused.Reason.UNVERIFIED, "MERKLE_PROOF_INVALID");
        assertRefused(decide(List.of(good, strangers), ETH), Refused.Reason.UNVERIFIED, "UNTRUSTED_EMITTER");
        assertRefused(decide(List.of(new byte[0]), BTC), Refused.Reason.UNVERIFIED, "TRUNCATED");
        assertRefused(decide(List.of(good), BTC, ETH), Refused.Reason.FEED_MISSING, ETH.digits());
        assertRefused(decide(List.of(), BTC), Refused.Reason.FEED_MISSING, BTC.digits());
    }

    @Test
    void publishTimes_mustBeInTheWindow() {
        for (long time : new long[] {NOW - 30, NOW + 5}) {
            assertThat(decide(List.of(blob(price(BTC, 65_000, 1, time))), BTC)).isInstanceOf(Update.class);
        }
        for (long time : new long[] {NOW - 31, NOW + 6, 0, -1, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertRefused(
                    decide(List.of(blob(price(BTC, 65_000, 1, time))), BTC),
                    Refused.Reason.PUBLISH_TIME_OUTSIDE_WINDOW,
                    Long.toString(time));
        }
    }

    @Test
    void feedOfAClosedMarket_holdsUpNobody() {
        store(SOL, 140, -2, NOW - 100_000);
        byte[] blob = blob(price(BTC, 65_000, 1, NOW), price(SOL, 140, 1, NOW - 100_000));

        Update update = (Update) decide(List.of(blob), SOL, BTC);

        assertThat(update.triggers()).containsOnlyKeys(BTC);
        assertThat(UpdateCodec.feeds(update.blobs().get(0))).containsExactly(BTC);
        assertNotNeeded(decide(List.of(blob), SOL), NotNeeded.Reason.NOT_NEWER);
        store(SOL, 140, -2, NOW - 100_001);
        assertRefused(
                decide(List.of(blob), SOL, BTC),
                Refused.Reason.PUBLISH_TIME_OUTSIDE_WINDOW,
                "feed " + SOL.digits() + " was published at " + (NOW - 100_000));
    }

    @Test
    void exponentsThatNobodyCanCalculateWith_areRefused() {
        for (int expo : new int[] {256, -256, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            byte[] blob = SIGNER.sign(NOW, List.of(new UpdateMessage.Price(BTC, 1, 1, expo, NOW, NOW - 1, 1, 1)));
            assertRefused(decide(List.of(blob), BTC), Refused.Reason.UNUSABLE_PRICE, Integer.toString(expo));
        }
    }

    @Test
    void fee_mustBeWithinTheLimit() {
        byte[] blob = blob(price(BTC, 65_000, 1, NOW));
        chain.fee(1000);
        assertThat(decide(List.of(blob), BTC)).isInstanceOf(Update.class);
        chain.fee(1001);
        assertRefused(decide(List.of(blob), BTC), Refused.Reason.FEE_ABOVE_LIMIT, "1001");
    }

    @Test
    void contractThatRefusesTheBlobs_isAnErrorAndNoDecision() {
        byte[] blob = blob(price(BTC, 65_000, 1, NOW));
        chain.revert(
                FakeChain.DEPLOYMENT.contract(),
                PythCalldata.getUpdateFee(List.of(blob)),
                PythError.INVALID_UPDATE_DATA.selector());

        assertThatExceptionOfType(ContractReverted.class)
                .isThrownBy(() -> decide(List.of(blob), BTC))
                .satisfies(e -> assertThat(e.error()).contains(PythError.INVALID_UPDATE_DATA))
                .satisfies(e -> assertThat(e.retryable()).isFalse());
    }

    @Test
    void chainThatLies_isAnErrorAndNoDecision() {
        byte[] blob = blob(price(BTC, 65_000, 1, NOW));
        chain.answer(FakeChain.DEPLOYMENT.contract(), PythCalldata.getPriceUnsafe(BTC), new byte[5]);
        assertThatExceptionOfType(MalformedResponse.class).isThrownBy(() -> decide(List.of(blob), BTC));
        chain.failing(new Transport("chain", "gone", new IOException("gone")));
        assertThatExceptionOfType(Transport.class).isThrownBy(() -> decide(List.of(blob), BTC));
    }

    @Test
    void callersMistakes_areNamed() {
        assertThatIllegalArgumentException().isThrownBy(() -> decide(List.of()));
        Duration minute = Duration.ofMinutes(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UpdatePolicy(minute.negated(), 1, 1, minute, minute, BigInteger.ONE))
                .withMessageContaining("maxAge");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UpdatePolicy(minute, 0, 1, minute, minute, BigInteger.ONE))
                .withMessageContaining("deviationBps");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UpdatePolicy(minute, 1, -1, minute, minute, BigInteger.ONE))
                .withMessageContaining("confidenceBps");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UpdatePolicy(minute, 1, 1, minute, minute.negated(), BigInteger.ONE))
                .withMessageContaining("maxSkew");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UpdatePolicy(minute, 1, 1, minute.negated(), minute, BigInteger.ONE))
                .withMessageContaining("maxOfferAge");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UpdatePolicy(minute, 1, 1, minute, minute, BigInteger.ONE.negate()))
                .withMessageContaining("maxFee");
    }

    @Test
    void repeatedFeeds_countOnce() {
        Update update = (Update) decide(Arrays.asList(blob(price(BTC, 65_000, 1, NOW))), BTC, BTC);

        assertThat(update.triggers()).hasSize(1);
    }
}
