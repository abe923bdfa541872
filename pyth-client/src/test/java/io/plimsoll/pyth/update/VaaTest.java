package io.plimsoll.pyth.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.pyth.testing.UpdateSigner;
import io.plimsoll.pyth.update.BatchAttestation.PriceAttestation;
import io.plimsoll.pyth.update.BatchAttestation.Status;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** VAAs and what they carry, but for the messages of an update. */
class VaaTest {
    private static final long U32 = 0xffffffffL;
    private static final Bytes32 ID = Bytes32.parse("ab".repeat(32));

    @Property(tries = 300)
    void vaa_ofAnyParts_isTheSameAfterEncodingAndDecoding(
            @ForAll @LongRange(max = U32) long set,
            @ForAll @Size(max = 5) List<@Size(32) byte[]> numbers,
            @ForAll @IntRange(max = 255) int small,
            @ForAll @LongRange(max = U32) long time,
            @ForAll @IntRange(max = 65535) int chain,
            @ForAll long sequence,
            @ForAll @Size(max = 100) byte[] payload) {
        List<Vaa.SignedBy> signatures = numbers.stream()
                .map(number -> new Vaa.SignedBy(small, new BigInteger(1, number), BigInteger.valueOf(time), small))
                .toList();
        Vaa vaa = new Vaa(set, signatures, time, U32 - time, new Emitter(chain, ID), sequence, small, payload);

        Vaa decoded = Vaa.decode(vaa.encode());

        assertThat(decoded.encode()).isEqualTo(vaa.encode());
        assertThat(decoded).usingRecursiveComparison().isEqualTo(vaa);
        assertThat(decoded.digest()).isEqualTo(vaa.digest());
    }

    @Test
    void vaa_valuesThatDoNotFit_areRefused() {
        Emitter emitter = new Emitter(26, ID);
        Vaa.SignedBy signature = new Vaa.SignedBy(0, BigInteger.ONE, BigInteger.ONE, 0);
        List<Vaa> misfits = new ArrayList<>();
        misfits.add(new Vaa(U32 + 1, List.of(), 0, 0, emitter, 0, 0, new byte[0]));
        misfits.add(new Vaa(0, List.of(), -1, 0, emitter, 0, 0, new byte[0]));
        misfits.add(new Vaa(0, List.of(), 0, 0, emitter, 0, 256, new byte[0]));
        misfits.add(new Vaa(0, Collections.nCopies(256, signature), 0, 0, emitter, 0, 0, new byte[0]));
        misfits.add(new Vaa(
                0,
                List.of(new Vaa.SignedBy(0, BigInteger.ONE.shiftLeft(256), BigInteger.ONE, 0)),
                0,
                0,
                emitter,
                0,
                0,
                new byte[0]));

        for (Vaa misfit : misfits) {
            assertThatIllegalArgumentException().isThrownBy(misfit::encode);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new Emitter(65536, ID));
        assertThatIllegalArgumentException().isThrownBy(() -> new Emitter(-1, ID));
    }

    @Test
    void signature_thatNobodyCanHaveMade_hasNoSigner() {
        for (Vaa.SignedBy signature : List.of(
                new Vaa.SignedBy(0, BigInteger.ZERO, BigInteger.ONE, 0),
                new Vaa.SignedBy(0, BigInteger.ONE, BigInteger.ZERO, 0),
                new Vaa.SignedBy(0, BigInteger.ONE, BigInteger.ONE, 2),
                new Vaa.SignedBy(0, BigInteger.ONE, BigInteger.ONE, 27))) {
            assertThat(signature.recover(ID)).isEmpty();
        }
    }

    @Property
    void merkleRoot_ofAnyValues_isTheSameAfterEncodingAndDecoding(
            @ForAll long slot, @ForAll @LongRange(max = U32) long ring, @ForAll @Size(20) byte[] root) {
        byte[] payload = new MerkleRoot(slot, ring, root).encode();

        assertThat(payload).hasSize(37);
        MerkleRoot decoded = MerkleRoot.decode(Arrays.copyOf(payload, 40));
        assertThat(decoded.slot()).isEqualTo(slot);
        assertThat(decoded.ringSize()).isEqualTo(ring);
        assertThat(decoded.root()).isEqualTo(root);
        assertThat(decoded.encode()).isEqualTo(payload);
    }

    @Test
    void merkleRoot_valuesThatDoNotFit_areRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new MerkleRoot(0, 0, new byte[32]));
        assertThatIllegalArgumentException().isThrownBy(() -> new MerkleRoot(0, U32 + 1, new byte[20]).encode());
    }

    private static PriceAttestation attestation(int status, int rest) {
        return new PriceAttestation(ID, ID, -5, 6, -8, 7, -1L, status, U32, 10, 1000, 1001, 990, 4, 3, new byte[rest]);
    }

    @Property(tries = 200)
    void batch_ofAnyVersionAndSize_isTheSameAfterEncodingAndDecoding(
            @ForAll @IntRange(max = 65535) int minor,
            @ForAll @Size(max = 20) byte[] header,
            @ForAll @IntRange(max = 20) int rest,
            @ForAll @IntRange(max = 9) int count,
            @ForAll @IntRange(max = 255) int status) {
        List<PriceAttestation> attestations = Collections.nCopies(count, attestation(status, rest));
        BatchAttestation batch = new BatchAttestation(minor, header, 149 + rest, attestations);

        BatchAttestation decoded = BatchAttestation.decode(batch.encode());

        assertThat(decoded).usingRecursiveComparison().isEqualTo(batch);
        assertThat(decoded.encode()).isEqualTo(batch.encode());
    }

    @Test
    void attestation_whileTrading_isItsOwnPrice_elseTheOneBefore() {
        for (int status = 0; status < 256; status++) {
            PriceAttestation attestation = attestation(status, 0);
            boolean trading = status == 1;
            assertThat(attestation.oraclePrice().mantissa()).isEqualTo(trading ? -5 : 4);
            assertThat(attestation.oraclePrice().conf()).isEqualTo(trading ? 6 : 3);
            assertThat(attestation.oraclePrice().publishTime()).isEqualTo(Instant.ofEpochSecond(trading ? 1001 : 990));
            assertThat(attestation.oracleEma().mantissa()).isEqualTo(7);
            assertThat(attestation.oracleEma().publishTime())
                    .isEqualTo(attestation.oraclePrice().publishTime());
        }
        assertThat(attestation(2, 0).status()).isEqualTo(Status.HALTED);
        assertThat(attestation(200, 0).status()).isEqualTo(Status.UNKNOWN);
    }

    @Test
    void lastAttestedPublishTime_isThereSinceVersion31() {
        assertThat(attestation(1, 0).lastAttestedPublishTime()).isEmpty();
        assertThat(attestation(1, 7).lastAttestedPublishTime()).isEmpty();
        assertThat(attestation(1, 8).lastAttestedPublishTime()).hasValue(0);
    }

    @Test
    void batch_cutOrLengthenedOrOfAnotherKind_isRefused() {
        byte[] payload = new BatchAttestation(1, new byte[0], 157, List.of(attestation(1, 8))).encode();
        List<byte[]> wrong = new ArrayList<>();
        for (int length = 0; length < payload.length; length++) {
            wrong.add(Arrays.copyOf(payload, length));
        }
        wrong.add(Arrays.copyOf(payload, payload.length + 1));
        // magic, major, header size and id, count, attestation size
        for (int at : new int[] {0, 3, 4, 5, 9, 10, 12, 14}) {
            byte[] changed = payload.clone();
            changed[at] ^= 1;
            wrong.add(changed);
        }
        wrong.add(ByteBuffer.allocate(15)
                .put(payload, 0, 11)
                .putShort((short) 0)
                .putShort((short) 148)
                .array());

        for (byte[] bytes : wrong) {
            assertThatExceptionOfType(UpdateFormatException.class)
                    .isThrownBy(() -> BatchAttestation.decode(bytes))
                    .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.BAD_PAYLOAD));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BatchAttestation(0, new byte[0], 149, List.of(attestation(1, 8))));
    }

    @Property(tries = 100)
    void upgrade_ofAnySigners_isTheSameAfterEncodingAndDecoding(
            @ForAll @LongRange(max = U32) long index,
            @ForAll @IntRange(max = 65535) int chain,
            @ForAll @IntRange(min = 1, max = 255) int count) {
        List<Address> signers = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            signers.add(Address.parse(String.format("%040x", i)));
        }
        SignerSetUpgrade upgrade = new SignerSetUpgrade(ID, chain, index, signers);

        assertThat(SignerSetUpgrade.decode(upgrade.encode())).isEqualTo(upgrade);
    }

    @Test
    void upgrade_thatIsNone_isRefused() {
        UpdateSigner guardians = UpdateSigner.guardians("upgraded", 3);
        byte[] payload = new SignerSetUpgrade(ID, 0, 1, guardians.addresses()).encode();
        List<byte[]> wrong = new ArrayList<>();
        for (int length = 0; length < payload.length; length++) {
            wrong.add(Arrays.copyOf(payload, length));
        }
        wrong.add(Arrays.copyOf(payload, payload.length + 1));
        byte[] otherAction = payload.clone();
        otherAction[32] = 1;
        wrong.add(otherAction);
        byte[] twice = payload.clone();
        System.arraycopy(twice, 40, twice, 60, 20);
        wrong.add(twice);
        byte[] zero = payload.clone();
        Arrays.fill(zero, 60, 80, (byte) 0);
        wrong.add(zero);
        byte[] nobody = Arrays.copyOf(payload, 40);
        nobody[39] = 0;
        wrong.add(nobody);

        for (byte[] bytes : wrong) {
            assertThatExceptionOfType(UpdateFormatException.class)
                    .isThrownBy(() -> SignerSetUpgrade.decode(bytes))
                    .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.BAD_PAYLOAD));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new SignerSetUpgrade(ID, 0, 1, List.of()));
    }
}
