package io.plimsoll.pyth.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.pyth.testing.UpdateSigner;
import io.plimsoll.pyth.update.UpdateCodec.Decoded;
import io.plimsoll.pyth.update.UpdateCodec.Proof;
import io.plimsoll.pyth.update.VerificationResult.Refused;
import io.plimsoll.pyth.update.VerificationResult.Verified;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class UpdateVerifierTest {
    private static final UpdateSigner ROUTERS = UpdateSigner.named("test-routers");
    private static final UpdateVerifier VERIFIER = UpdateVerifier.trusting(ROUTERS.trust());
    private static final long TIME = 1_790_000_000;

    private static UpdateMessage.Price price(int feed, long mantissa) {
        byte[] id = new byte[32];
        id[31] = (byte) feed;
        return new UpdateMessage.Price(Bytes32.of(id), mantissa, 7, -8, TIME, TIME - 1, mantissa - 1, -1L);
    }

    private static List<UpdateMessage.Price> prices(int count) {
        List<UpdateMessage.Price> prices = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            prices.add(price(i, 100 + i));
        }
        return prices;
    }

    private static Reason refusal(byte[] blob) {
        return ((Refused) VERIFIER.verify(blob)).reason();
    }

    @Property(tries = 20)
    void signedUpdate_ofAnySize_verifiesAndDecodes(@ForAll @IntRange(min = 1, max = 40) int count) {
        byte[] blob = ROUTERS.sign(TIME, prices(count));

        Verified verified = (Verified) VERIFIER.verify(blob);

        assertThat(verified.messages()).isEqualTo(prices(count));
        assertThat(verified.attestation()).hasToString("test-routers#0 3/3");
        assertThat(verified.slot()).isEqualTo(TIME * 20);
    }

    /** No byte of an update can be changed without being noticed, the unsigned envelope's minor version apart. */
    @Test
    void anyFlippedBit_isRefused() {
        byte[] blob = ROUTERS.sign(TIME, prices(2));
        byte[] truth = ROUTERS.sign(TIME, prices(2));
        for (int at = 0; at < blob.length; at++) {
            if (at == 5) {
                continue;
            }
            blob[at] ^= 0x10;
            assertThat(VERIFIER.verify(blob)).as("byte " + at).isInstanceOf(Refused.class);
            blob[at] ^= 0x10;
        }
        assertThat(blob).isEqualTo(truth);
    }

    @Test
    void anyCutOff_isRefusedWithoutAnException() {
        byte[] blob = ROUTERS.sign(TIME, prices(2));
        for (int length = 0; length < blob.length; length++) {
            assertThat(refusal(Arrays.copyOf(blob, length))).isEqualTo(Reason.TRUNCATED);
        }
    }

    @Property(tries = 300)
    void anyBytes_areRefusedWithoutAnException(@ForAll @Size(max = 400) byte[] bytes) {
        assertThat(VERIFIER.verify(bytes)).isInstanceOf(Refused.class);
    }

    @Property(tries = 300)
    void anyBytesAfterAGoodStart_areRefusedWithoutAnException(
            @ForAll @Size(max = 400) byte[] tail, @ForAll @IntRange(min = 0, max = 500) int keep) {
        byte[] blob = ROUTERS.sign(TIME, prices(2));
        byte[] forged = ByteBuffer.allocate(keep + tail.length)
                .put(blob, 0, keep)
                .put(tail)
                .array();
        if (!Arrays.equals(forged, blob)) {
            assertThat(VERIFIER.verify(forged)).isInstanceOf(Refused.class);
        }
    }

    @Test
    void signersNobodyKnows_areRefused() {
        byte[] blob = UpdateSigner.named("mallory").sign(TIME, prices(1));

        assertThat(refusal(blob)).isEqualTo(Reason.UNTRUSTED_EMITTER);
    }

    @Test
    void impostorWithTheRightEmitter_isRefused() {
        TrustNetwork real = ROUTERS.trust();
        UpdateSigner mallory = UpdateSigner.named("mallory");
        TrustNetwork confused = new TrustNetwork(
                "confused", mallory.trust().emitters(), Governance.WORMHOLE, real.sets(), QuorumRule.MAJORITY);

        VerificationResult result = UpdateVerifier.trusting(confused).verify(mallory.sign(TIME, prices(1)));

        assertThat(((Refused) result).reason()).isEqualTo(Reason.INVALID_SIGNATURE);
    }

    @Test
    void messageOfAnotherUpdate_isRefused() {
        Decoded mine = UpdateCodec.decode(ROUTERS.sign(TIME, prices(4)));
        Decoded other = UpdateCodec.decode(
                ROUTERS.sign(TIME + 1, List.of(price(0, 999), price(1, 5), price(2, 6), price(3, 7))));

        byte[] mixed = UpdateCodec.encode(
                mine.vaa(), List.of(mine.proofs().get(0), other.proofs().get(0)));

        assertThat(refusal(mixed)).isEqualTo(Reason.MERKLE_PROOF_INVALID);
    }

    @Test
    void slicedUpdate_stillVerifies() {
        Decoded whole = UpdateCodec.decode(ROUTERS.sign(TIME, prices(4)));

        byte[] slice = UpdateCodec.encode(whole.vaa(), whole.proofs().subList(2, 3));

        assertThat(((Verified) VERIFIER.verify(slice)).messages())
                .containsExactly(prices(4).get(2));
    }

    @Test
    void envelope_wrongHeaderFields_areNamed() {
        byte[] blob = ROUTERS.sign(TIME, prices(1));
        byte[] major = blob.clone();
        major[4] = 2;
        byte[] type = blob.clone();
        type[7] = 1;

        assertThat(refusal(major)).isEqualTo(Reason.BAD_MAJOR_VERSION);
        assertThat(refusal(type)).isEqualTo(Reason.UNKNOWN_UPDATE_TYPE);
    }

    @Test
    void provenMessage_ofUnknownTypeIsKept_butATooShortPriceIsRefused() {
        assertThat(UpdateMessage.decode(new byte[] {9, 1, 2})).isEqualTo(new UpdateMessage.Other(new byte[] {9, 1, 2}));
        assertThat(UpdateMessage.decode(Arrays.copyOf(price(1, 5).encode(), 99)))
                .isEqualTo(price(1, 5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UpdateMessage.decode(Arrays.copyOf(price(1, 5).encode(), 84)))
                .withMessageContaining("BAD_MESSAGE");
    }

    @Test
    void payload_thatIsNoRoot_isRefused() {
        for (byte[] payload : new byte[][] {{}, {0x41, 0x55, 0x57, 0x56}, new byte[37]}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> MerkleRoot.decode(payload))
                    .withMessageContaining("BAD_PAYLOAD");
        }
    }

    @Test
    void networks_thatClaimTheSameSigners_cannotBeTrustedTogether() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UpdateVerifier.trusting(
                        new TrustNetwork(
                                "mainnet-like",
                                TrustNetworks.WORMHOLE_MAINNET.emitters(),
                                Governance.WORMHOLE,
                                Map.of(0L, ROUTERS.addresses()),
                                QuorumRule.WORMHOLE),
                        TrustNetworks.WORMHOLE_TESTNET))
                .withMessageContaining("mainnet-like")
                .withMessageContaining("wormhole-testnet");
        assertThatIllegalArgumentException().isThrownBy(UpdateVerifier::trusting);
    }

    @Test
    void trustNetwork_mustHaveDistinctSigners() {
        Set<Emitter> emitters = ROUTERS.trust().emitters();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrustNetwork(
                        "twins",
                        emitters,
                        Governance.WORMHOLE,
                        Map.of(
                                0L,
                                List.of(
                                        ROUTERS.addresses().get(0),
                                        ROUTERS.addresses().get(0))),
                        QuorumRule.MAJORITY));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new TrustNetwork("nobody", emitters, Governance.WORMHOLE, Map.of(), QuorumRule.MAJORITY));
    }

    @Test
    void encode_tooManyMessages_isRefused() {
        Proof proof = UpdateCodec.decode(ROUTERS.sign(TIME, prices(1))).proofs().get(0);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> UpdateCodec.encode(new byte[9], Collections.nCopies(256, proof)));
        assertThatIllegalArgumentException().isThrownBy(() -> Merkle.of(List.of()));
    }

    @Test
    void signatures_neverShow() {
        Vaa vaa = Vaa.decode(UpdateCodec.decode(ROUTERS.sign(TIME, prices(1))).vaa());

        assertThat(vaa.toString()).doesNotContain(vaa.signatures().get(0).r().toString());
    }
}
