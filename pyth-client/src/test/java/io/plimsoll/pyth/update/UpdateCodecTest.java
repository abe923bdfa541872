package io.plimsoll.pyth.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.pyth.testing.UpdateSigner;
import io.plimsoll.pyth.update.UpdateCodec.Decoded;
import io.plimsoll.pyth.update.UpdateCodec.Proof;
import io.plimsoll.pyth.update.VerificationResult.Verified;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class UpdateCodecTest {
    private static final UpdateSigner ROUTERS = UpdateSigner.named("codec routers");
    private static final UpdateVerifier VERIFIER = UpdateVerifier.trusting(ROUTERS.trust());
    private static final long TIME = 1_790_000_000;
    private static final byte[] NONE = {};

    private static Bytes32 feed(int number) {
        byte[] id = new byte[32];
        id[30] = (byte) (number >> 8);
        id[31] = (byte) number;
        return Bytes32.of(id);
    }

    private static List<UpdateMessage> prices(int count) {
        List<UpdateMessage> prices = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            prices.add(new UpdateMessage.Price(feed(i), 100 + i, 7, -8, TIME, TIME - 1, 99, -1L));
        }
        return prices;
    }

    private static List<UpdateMessage> verified(byte[] blob) {
        return ((Verified) VERIFIER.verify(blob)).messages();
    }

    private static Proof proof(byte[] message, int nodes) {
        List<byte[]> path = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            byte[] node = new byte[Merkle.NODE_BYTES];
            Arrays.fill(node, (byte) (i + message.length));
            path.add(node);
        }
        return new Proof(message, path);
    }

    @Property(tries = 200)
    void envelope_ofAnyParts_isTheSameAfterEncodingAndDecoding(
            @ForAll @IntRange(max = 255) int minor,
            @ForAll @Size(max = 255) byte[] room,
            @ForAll @Size(max = 300) byte[] vaa,
            @ForAll @Size(max = 5) List<@Size(max = 120) byte[]> messages,
            @ForAll @IntRange(max = 20) int nodes,
            @ForAll @Size(max = 9) byte[] trailing) {
        List<Proof> proofs =
                messages.stream().map(message -> proof(message, nodes)).toList();

        byte[] blob = UpdateCodec.encode(new Decoded(minor, room, vaa, proofs, trailing));
        Decoded decoded = UpdateCodec.decode(blob);

        assertThat(decoded.minorVersion()).isEqualTo(minor);
        assertThat(decoded.headerRoom()).isEqualTo(room);
        assertThat(decoded.vaa()).isEqualTo(vaa);
        assertThat(decoded.proofs()).isEqualTo(proofs);
        assertThat(decoded.proofs())
                .allSatisfy(proof -> assertThat(proof.path()).hasSize(nodes));
        assertThat(decoded.trailing()).isEqualTo(trailing);
        assertThat(UpdateCodec.encode(decoded)).isEqualTo(blob);
    }

    @Test
    void envelope_ofTheGreatestLengths_isTheSameAfterEncodingAndDecoding() {
        List<Proof> proofs = Collections.nCopies(255, proof(new byte[300], 255));
        byte[] blob = UpdateCodec.encode(new Decoded(255, new byte[255], new byte[65535], proofs, NONE));

        Decoded decoded = UpdateCodec.decode(blob);

        assertThat(decoded.proofs()).isEqualTo(proofs);
        assertThat(decoded.vaa()).hasSize(65535);
        assertThat(UpdateCodec.encode(decoded)).isEqualTo(blob);
        assertThat(UpdateCodec.decode(UpdateCodec.encode(NONE, List.of(proof(new byte[65535], 0))))
                        .proofs()
                        .get(0)
                        .message())
                .hasSize(65535);
    }

    @Test
    void partsThatAreTooLong_areRefused() {
        Proof proof = proof(new byte[9], 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> UpdateCodec.encode(new byte[9], Collections.nCopies(256, proof)));
        assertThatIllegalArgumentException().isThrownBy(() -> UpdateCodec.encode(new byte[65536], List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UpdateCodec.encode(new Decoded(0, new byte[256], NONE, List.of(), NONE)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UpdateCodec.encode(new Decoded(256, NONE, NONE, List.of(), NONE)));
        assertThatIllegalArgumentException().isThrownBy(() -> proof(new byte[65536], 0));
        assertThatIllegalArgumentException().isThrownBy(() -> proof(new byte[1], 256));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Proof(new byte[1], List.of(new byte[19])))
                .withMessageContaining("19");
    }

    /** What was given out, or came in, may be changed by anybody; what was decoded stays. */
    @Test
    void decoded_sharesNoArray() {
        byte[] blob = ROUTERS.sign(TIME, prices(2));
        byte[] truth = blob.clone();
        Decoded decoded = UpdateCodec.decode(blob);

        Arrays.fill(blob, (byte) 0);
        Arrays.fill(decoded.vaa(), (byte) 0);
        Arrays.fill(decoded.proofs().get(0).message(), (byte) 0);
        Arrays.fill(decoded.proofs().get(0).path().get(0), (byte) 0);

        assertThat(UpdateCodec.encode(decoded)).isEqualTo(truth);
    }

    @Test
    void proofs_ofTheSameBytes_areEqual_whereverTheyAre() {
        Decoded decoded = UpdateCodec.decode(ROUTERS.sign(TIME, prices(3)));
        Proof one = decoded.proofs().get(1);

        assertThat(new Proof(one.message(), one.path())).isEqualTo(one).hasSameHashCodeAs(one);
        assertThat(one).isNotEqualTo(decoded.proofs().get(2)).hasToString("Proof[message of 85 bytes, 2 nodes]");
        // the same bytes in a row, split elsewhere
        assertThat(new Proof(new byte[] {1}, List.of())).isNotEqualTo(new Proof(new byte[] {1, 0}, List.of()));
    }

    @Test
    void feeds_areThoseOfPricesAndTwaps_eachOnce_inOrder() {
        List<UpdateMessage> messages = new ArrayList<>(prices(3));
        Collections.reverse(messages);
        messages.add(new UpdateMessage.Twap(feed(9), BigInteger.ONE, BigInteger.ONE, 0, -8, TIME, TIME, 1));
        messages.add(new UpdateMessage.PublisherStakeCaps(TIME, List.of()));
        messages.add(messages.get(0));

        assertThat(UpdateCodec.feeds(ROUTERS.sign(TIME, messages))).containsExactly(feed(2), feed(1), feed(0), feed(9));
    }

    @Property(tries = 60)
    void slice_ofAnyFeeds_verifiesWithTheirMessagesInOrder(
            @ForAll @IntRange(min = 1, max = 40) int count,
            @ForAll @Size(min = 1) Set<@IntRange(max = 39) Integer> some) {
        List<UpdateMessage> messages = prices(count);
        Set<Bytes32> feeds = new TreeSet<>();
        some.forEach(number -> feeds.add(feed(number % count)));

        byte[] slice = UpdateCodec.slice(ROUTERS.sign(TIME, messages), feeds);

        assertThat(verified(slice))
                .isEqualTo(messages.stream()
                        .filter(message -> feeds.contains(message.feed().orElseThrow()))
                        .toList());
        assertThat(UpdateCodec.feeds(slice)).isEqualTo(feeds);
    }

    @Test
    void slice_keepsHeaderAndEveryMessageOfAFeed() {
        List<UpdateMessage> messages = prices(2);
        messages.add(new UpdateMessage.Twap(feed(1), BigInteger.ONE, BigInteger.ONE, 0, -8, TIME, TIME, 1));
        Decoded whole = UpdateCodec.decode(ROUTERS.sign(TIME, messages));
        byte[] later = UpdateCodec.encode(new Decoded(3, new byte[] {8, 9}, whole.vaa(), whole.proofs(), NONE));

        byte[] slice = UpdateCodec.slice(later, List.of(feed(1), feed(1)));

        assertThat(verified(slice)).isEqualTo(messages.subList(1, 3));
        assertThat(UpdateCodec.decode(slice).minorVersion()).isEqualTo(3);
        assertThat(UpdateCodec.decode(slice).headerRoom()).containsExactly(8, 9);
    }

    @Test
    void slice_missingFeeds_areNamed() {
        byte[] blob = ROUTERS.sign(TIME, prices(2));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> UpdateCodec.slice(blob, List.of(feed(0), feed(8), feed(7))))
                .withMessageContaining(feed(7).hex() + ", " + feed(8).hex())
                .withMessageNotContaining(feed(0).hex());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UpdateCodec.slice(blob, List.of()))
                .withMessageContaining("at least one");
    }

    /** What does not verify as a whole does not come out as something that does. */
    @Test
    void sliceAndMerge_ofAnEnvelopeWithTrailingBytes_areRefused() {
        byte[] blob = ROUTERS.sign(TIME, prices(2));
        byte[] longer = Arrays.copyOf(blob, blob.length + 1);

        assertThatExceptionOfType(UpdateFormatException.class)
                .isThrownBy(() -> UpdateCodec.slice(longer, List.of(feed(0))))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.TRAILING_BYTES));
        assertThatExceptionOfType(UpdateFormatException.class)
                .isThrownBy(() -> UpdateCodec.merge(List.of(blob, longer)))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.TRAILING_BYTES));
    }

    @Property(tries = 60)
    void merge_ofAnySlices_isTheWhole(
            @ForAll @IntRange(min = 1, max = 30) int count,
            @ForAll @Size(max = 10) List<@IntRange(max = 29) Integer> cuts) {
        byte[] whole = ROUTERS.sign(TIME, prices(count));
        List<byte[]> slices = new ArrayList<>();
        int from = 0;
        for (int cut : new TreeSet<>(cuts)) {
            if (cut > from && cut < count) {
                slices.add(slice(whole, from, cut));
                from = cut;
            }
        }
        slices.add(slice(whole, from, count));
        // again, and overlapping
        slices.add(slice(whole, count / 2, count));

        assertThat(UpdateCodec.merge(slices)).containsExactly(whole);
    }

    private static byte[] slice(byte[] whole, int from, int to) {
        List<Bytes32> feeds = new ArrayList<>();
        for (int i = from; i < to; i++) {
            feeds.add(feed(i));
        }
        return UpdateCodec.slice(whole, feeds);
    }

    @Test
    void merge_ofDifferentRoots_keepsThemApart_inOrderOfFirstSight() {
        byte[] first = ROUTERS.sign(TIME, prices(3));
        byte[] second = ROUTERS.sign(TIME + 1, prices(3));

        List<byte[]> merged = UpdateCodec.merge(
                List.of(slice(first, 0, 1), slice(second, 1, 2), slice(first, 1, 3), slice(second, 2, 3)));

        assertThat(merged).containsExactly(first, slice(second, 1, 3));
        assertThat(UpdateCodec.merge(List.of())).isEmpty();
    }

    @Test
    void merge_ofOneRootSignedByDifferentSigners_isOne_andVerifies() {
        byte[] byFirst = ROUTERS.signedBy(0, 1, 2).sign(TIME, prices(4));
        byte[] byLast = ROUTERS.signedBy(2, 3, 4).sign(TIME, prices(4));
        assertThat(byFirst).isNotEqualTo(byLast);

        List<byte[]> merged = UpdateCodec.merge(List.of(slice(byFirst, 0, 2), slice(byLast, 1, 4)));

        assertThat(merged).containsExactly(byFirst);
        assertThat(verified(merged.get(0))).isEqualTo(prices(4));
    }

    /** The set index is not signed: the same body under another index may be refused where this one is not. */
    @Test
    void merge_ofOneRootUnderDifferentSetIndexes_keepsThemApart() {
        byte[] right = ROUTERS.sign(TIME, prices(2));
        Decoded decoded = UpdateCodec.decode(right);
        byte[] vaa = decoded.vaa();
        ByteBuffer.wrap(vaa).putInt(1, 7);
        byte[] wrong = UpdateCodec.encode(vaa, decoded.proofs());

        assertThat(UpdateCodec.merge(List.of(wrong, right))).containsExactly(wrong, right);
    }

    /** Two VAAs may say the same root: what was signed is another message all the same. */
    @Test
    void merge_ofOneRootInDifferentVaas_keepsThemApart() {
        byte[] first = ROUTERS.sign(TIME, 1, prices(3));
        byte[] second = ROUTERS.sign(TIME + 1, 1, prices(3));

        List<byte[]> merged = UpdateCodec.merge(
                List.of(slice(first, 0, 1), slice(second, 0, 2), slice(first, 0, 3), slice(second, 2, 3)));

        assertThat(merged).containsExactly(first, second);
    }

    @Test
    void merge_ofMoreThan255Messages_isSplit() {
        List<UpdateMessage> messages = prices(400);
        Merkle tree = Merkle.of(messages.stream().map(UpdateMessage::encode).toList());
        byte[] vaa = ROUTERS.signPayload(TIME, new MerkleRoot(1, 0, tree.root()).encode());
        List<byte[]> blobs = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            blobs.add(UpdateCodec.encode(vaa, List.of(new Proof(messages.get(i).encode(), tree.proof(i)))));
        }

        List<byte[]> merged = UpdateCodec.merge(blobs);

        assertThat(merged).hasSize(2);
        assertThat(verified(merged.get(0))).isEqualTo(messages.subList(0, 255));
        assertThat(verified(merged.get(1))).isEqualTo(messages.subList(255, 400));
    }

    @Test
    void merge_ofAnEnvelopeWithoutMessages_keepsIt() {
        byte[] empty = UpdateCodec.encode(
                UpdateCodec.decode(ROUTERS.sign(TIME, prices(1))).vaa(), List.of());

        assertThat(UpdateCodec.merge(List.of(empty))).containsExactly(empty);
        assertThat(verified(empty)).isEmpty();
    }
}
