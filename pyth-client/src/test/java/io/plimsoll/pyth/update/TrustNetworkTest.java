package io.plimsoll.pyth.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.pyth.testing.UpdateSigner;
import io.plimsoll.pyth.update.VerificationResult.Refused;
import io.plimsoll.pyth.update.VerificationResult.Verified;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrustNetworkTest {
    private static final long TIME = 1_790_000_000;
    private static final Instant NOW = Instant.ofEpochSecond(TIME);
    private static final UpdateSigner GUARDIANS = UpdateSigner.guardians("trusted guardians", 7);
    private static final UpdateSigner NEXT = GUARDIANS.next();
    private static final TrustNetwork NETWORK = GUARDIANS.trust();
    private static final Bytes32 CORE = NETWORK.governance().module();
    private static final List<UpdateMessage> MESSAGES =
            List.of(new UpdateMessage.Price(Bytes32.of(new byte[32]), 1, 1, 0, TIME, TIME, 1, 1));

    private static Reason refusal(TrustNetwork network, byte[] upgrade) {
        try {
            network.advancedBy(upgrade, Instant.MAX);
        } catch (UpdateFormatException refused) {
            return refused.reason();
        }
        throw new AssertionError("advanced");
    }

    private static Reason reason(UpdateVerifier verifier, byte[] blob) {
        return ((Refused) verifier.verify(blob)).reason();
    }

    @Test
    void upgrade_signedByTheNewestSet_bringsTheNextOne() {
        TrustNetwork advanced = NETWORK.advancedBy(GUARDIANS.signUpgrade(TIME, NEXT), Instant.MAX);

        assertThat(advanced.sets()).isEqualTo(Map.of(0L, GUARDIANS.addresses(), 1L, NEXT.addresses()));
        assertThat(advanced.expiries()).isEmpty();
        assertThat(advanced.newestSet()).isEqualTo(1);
        assertThat(advanced.newestSetOnly()).isEqualTo(NEXT.trust());
        assertThat(UpdateVerifier.trusting(advanced).verify(NEXT.sign(TIME, MESSAGES)))
                .isInstanceOf(Verified.class);
    }

    @Test
    void upgrades_followEachOther() {
        TrustNetwork network = NETWORK;
        UpdateSigner signer = GUARDIANS;
        for (int i = 0; i < 3; i++) {
            network = network.advancedBy(signer.signUpgrade(TIME, signer.next()), NOW);
            signer = signer.next();
        }

        assertThat(network.newestSetOnly()).isEqualTo(GUARDIANS.withSet(3).trust());
        assertThat(network.expiries()).isEqualTo(Map.of(0L, NOW, 1L, NOW, 2L, NOW));
        assertThat(refusal(network, GUARDIANS.signUpgrade(TIME, NEXT))).isEqualTo(Reason.UNKNOWN_GUARDIAN_SET);
    }

    @Test
    void upgrade_toAnyButTheNextSet_isRefused() {
        for (long index : new long[] {0, 2, 0xffffffffL}) {
            assertThat(refusal(NETWORK, GUARDIANS.signUpgrade(TIME, GUARDIANS.withSet(index))))
                    .isEqualTo(Reason.NOT_THE_NEXT_SET);
        }
    }

    @Test
    void upgrade_signedByAnOldSet_isRefused_evenWhereThatSetIsTrusted() {
        TrustNetwork both = NETWORK.advancedBy(GUARDIANS.signUpgrade(TIME, NEXT), Instant.MAX);

        assertThat(refusal(both, GUARDIANS.signUpgrade(TIME, GUARDIANS.withSet(2))))
                .isEqualTo(Reason.UNKNOWN_GUARDIAN_SET);
    }

    /** The upgrade that made the newest set what it is, sent again. */
    @Test
    void upgrade_sentAgain_isRefused() {
        byte[] upgrade = GUARDIANS.signUpgrade(TIME, NEXT);
        TrustNetwork advanced = NETWORK.advancedBy(upgrade, Instant.MAX);

        assertThat(refusal(advanced, upgrade)).isEqualTo(Reason.UNKNOWN_GUARDIAN_SET);
        // and where the set index, which is not signed, says that the newest set signed
        byte[] relabelled = upgrade.clone();
        relabelled[4] = 1;
        assertThat(refusal(advanced, relabelled)).isEqualTo(Reason.INVALID_SIGNATURE);
        assertThat(refusal(NEXT.trust(), upgrade)).isEqualTo(Reason.UNKNOWN_GUARDIAN_SET);
    }

    @Test
    void upgrade_ofASetThatIsOnItsWayOut_doesNotLetItStayLonger() {
        TrustNetwork expiring = new TrustNetwork(
                NETWORK.name(),
                NETWORK.emitters(),
                NETWORK.governance(),
                NETWORK.sets(),
                Map.of(0L, NOW),
                NETWORK.quorumRule());
        byte[] upgrade = GUARDIANS.signUpgrade(TIME, NEXT);

        for (Instant later : List.of(NOW.plusNanos(1), Instant.MAX)) {
            assertThat(expiring.advancedBy(upgrade, later).expiries()).isEqualTo(Map.of(0L, NOW));
        }
        assertThat(expiring.advancedBy(upgrade, NOW.minusNanos(1)).expiries()).isEqualTo(Map.of(0L, NOW.minusNanos(1)));
    }

    @Test
    void upgrade_ofAnyCountOfSigners_isTakenUpTo255() {
        UpdateSigner many = UpdateSigner.guardians("trusted guardians", 255).next();

        TrustNetwork advanced = NETWORK.advancedBy(GUARDIANS.signUpgrade(TIME, many), NOW);

        assertThat(advanced.sets().get(1L)).isEqualTo(many.addresses());
        byte[] countTooHigh = new SignerSetUpgrade(CORE, 0, 1, NEXT.addresses()).encode();
        countTooHigh[39] = (byte) 255;
        assertThat(refusal(NETWORK, GUARDIANS.signUpgrade(TIME, countTooHigh))).isEqualTo(Reason.BAD_PAYLOAD);
        List<Address> tooMany = new ArrayList<>(many.addresses());
        tooMany.add(NEXT.addresses().get(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new SignerSetUpgrade(CORE, 0, 1, tooMany));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network(NETWORK.emitters(), Map.of(0L, tooMany)))
                .withMessageContaining("255");
    }

    @Test
    void upgrade_signedByTooFewOrByOthers_isRefused() {
        assertThat(refusal(NETWORK, GUARDIANS.signedBy(0, 1, 2, 3).signUpgrade(TIME, NEXT)))
                .isEqualTo(Reason.NO_QUORUM);
        assertThat(refusal(NETWORK, GUARDIANS.signedBy(1, 0, 2, 3, 4).signUpgrade(TIME, NEXT)))
                .isEqualTo(Reason.SIGNATURE_INDEX_ORDER);
        // the new keys say that they are the old ones
        UpdateSigner impostor = UpdateSigner.guardians("trusted guardians", 7).withSet(9);
        Vaa signed =
                Vaa.decode(impostor.signUpgrade(TIME, new SignerSetUpgrade(CORE, 0, 1, NEXT.addresses()).encode()));
        byte[] forged = new Vaa(
                        0,
                        signed.signatures(),
                        signed.timestamp(),
                        signed.nonce(),
                        signed.emitter(),
                        signed.sequence(),
                        signed.consistencyLevel(),
                        signed.payload())
                .encode();
        assertThat(refusal(NETWORK, forged)).isEqualTo(Reason.INVALID_SIGNATURE);
    }

    @Test
    void upgrade_ofAnotherEmitterModuleOrChain_isRefused() {
        byte[] payload = new SignerSetUpgrade(CORE, 0, 1, NEXT.addresses()).encode();
        Bytes32 tokenBridge = Bytes32.parse("0".repeat(42) + "546f6b656e427269646765");

        // signed as a price would be: what the price emitter says is no governance
        assertThat(refusal(NETWORK, GUARDIANS.signPayload(TIME, payload))).isEqualTo(Reason.UNTRUSTED_EMITTER);
        assertThat(refusal(
                        NETWORK,
                        GUARDIANS.signUpgrade(
                                TIME, new SignerSetUpgrade(tokenBridge, 0, 1, NEXT.addresses()).encode())))
                .isEqualTo(Reason.BAD_PAYLOAD);
        assertThat(refusal(
                        NETWORK,
                        GUARDIANS.signUpgrade(TIME, new SignerSetUpgrade(CORE, 2, 1, NEXT.addresses()).encode())))
                .isEqualTo(Reason.BAD_PAYLOAD);
        assertThat(refusal(NETWORK, GUARDIANS.signUpgrade(TIME, Arrays.copyOf(payload, payload.length + 1))))
                .isEqualTo(Reason.BAD_PAYLOAD);
        assertThat(refusal(NETWORK, new byte[] {2})).isEqualTo(Reason.BAD_VAA_VERSION);
        assertThat(refusal(NETWORK, new byte[0])).isEqualTo(Reason.TRUNCATED);
    }

    @Test
    void governance_isNoEmitterOfPrices() {
        byte[] vaa = GUARDIANS.signUpgrade(TIME, NEXT);

        assertThat(UpdateVerifier.trusting(NETWORK).verifyVaa(vaa))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.UNTRUSTED_EMITTER));
    }

    @Test
    void previousSet_isAcceptedUntilItExpires_rememberedOrNot() {
        ManualClock clock = new ManualClock(NOW);
        TrustNetwork rotated =
                NETWORK.newestSetOnly().advancedBy(GUARDIANS.signUpgrade(TIME, NEXT), NOW.plus(TrustNetwork.ROTATION));
        UpdateVerifier verifier = UpdateVerifier.builder(rotated).clock(clock).build();
        byte[] old = GUARDIANS.sign(TIME, MESSAGES);
        byte[] neverSeen = GUARDIANS.sign(TIME + 1, MESSAGES);

        clock.advance(TrustNetwork.ROTATION);
        assertThat(verifier.verify(old)).isInstanceOf(Verified.class);
        clock.advance(Duration.ofMillis(1));
        assertThat(reason(verifier, old)).isEqualTo(Reason.EXPIRED_GUARDIAN_SET);
        assertThat(reason(verifier, neverSeen)).isEqualTo(Reason.EXPIRED_GUARDIAN_SET);
        assertThat(verifier.verify(NEXT.sign(TIME, MESSAGES))).isInstanceOf(Verified.class);
    }

    /** Trust belongs to the verifier: what one remembers is nothing to another. */
    @Test
    void withdrawnTrust_isNotServedFromAnothersMemory() {
        byte[] old = GUARDIANS.sign(TIME, MESSAGES);
        TrustNetwork both = NETWORK.advancedBy(GUARDIANS.signUpgrade(TIME, NEXT), Instant.MAX);
        assertThat(UpdateVerifier.trusting(both).verify(old)).isInstanceOf(Verified.class);

        assertThat(reason(UpdateVerifier.trusting(both.newestSetOnly()), old)).isEqualTo(Reason.UNKNOWN_GUARDIAN_SET);
    }

    @Test
    void network_thatMakesNoSense_isRefused() {
        Set<Emitter> emitters = NETWORK.emitters();
        Address one = GUARDIANS.addresses().get(0);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> network(emitters, Map.of(0L, List.of(one, one))))
                .withMessageContaining("each once");
        assertThatIllegalArgumentException().isThrownBy(() -> network(emitters, Map.of(0L, List.of())));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network(emitters, Map.of(0L, List.of(one, Address.ZERO))));
        assertThatIllegalArgumentException().isThrownBy(() -> network(emitters, Map.of(-1L, List.of(one))));
        assertThatIllegalArgumentException().isThrownBy(() -> network(emitters, Map.of(1L << 32, List.of(one))));
        assertThatIllegalArgumentException().isThrownBy(() -> network(emitters, Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> network(Set.of(), Map.of(0L, List.of(one))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrustNetwork(
                        "expiring",
                        emitters,
                        Governance.WORMHOLE,
                        Map.of(0L, List.of(one)),
                        Map.of(1L, NOW),
                        QuorumRule.WORMHOLE))
                .withMessageContaining("[1]");
    }

    private static TrustNetwork network(Set<Emitter> emitters, Map<Long, List<Address>> sets) {
        return new TrustNetwork("senseless", emitters, Governance.WORMHOLE, sets, QuorumRule.WORMHOLE);
    }

    @Test
    void network_isNotChangedThroughWhatItWasMadeOf() {
        List<Address> signers = new ArrayList<>(GUARDIANS.addresses());
        TrustNetwork network = network(NETWORK.emitters(), Map.of(0L, signers));

        signers.clear();

        assertThat(network.sets().get(0L)).isEqualTo(GUARDIANS.addresses());
    }

    @Test
    void builtInNetworks_areFoundByName() {
        for (TrustNetwork network : List.of(
                TrustNetworks.PYTH_PRO_ROUTERS, TrustNetworks.WORMHOLE_MAINNET, TrustNetworks.WORMHOLE_TESTNET)) {
            assertThat(TrustNetworks.named(network.name())).isSameAs(network);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrustNetworks.named("wormhole"))
                .withMessageContaining("wormhole-mainnet");
    }

    @Test
    void quorums_ofEverySize() {
        int[] wormhole = {1, 2, 3, 3, 4, 5, 5, 6, 7, 7, 8, 9, 9, 10, 11, 11, 12, 13, 13};
        for (int signers = 1; signers <= 19; signers++) {
            assertThat(QuorumRule.WORMHOLE.quorum(signers)).as("of " + signers).isEqualTo(wormhole[signers - 1]);
            assertThat(QuorumRule.MAJORITY.quorum(signers) * 2).isGreaterThan(signers);
            assertThat((QuorumRule.MAJORITY.quorum(signers) - 1) * 2).isLessThanOrEqualTo(signers);
        }
    }

    /** A set of a few keys from the early days would be enough to forge today's prices. */
    @Test
    void networksOfRealPrices_haveNoSetThatFewCouldSignFor() {
        for (TrustNetwork network : List.of(TrustNetworks.PYTH_PRO_ROUTERS, TrustNetworks.WORMHOLE_MAINNET)) {
            assertThat(network.sets().values())
                    .allSatisfy(signers -> assertThat(network.quorumRule().quorum(signers.size()))
                            .isGreaterThanOrEqualTo(3));
        }
    }
}
