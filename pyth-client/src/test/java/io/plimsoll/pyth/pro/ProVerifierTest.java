package io.plimsoll.pyth.pro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plimsoll.core.domain.price.Attestation;
import io.plimsoll.core.domain.price.OraclePrice;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.crypto.Secp256k1;
import io.plimsoll.pyth.pro.ProVerification.Refused;
import io.plimsoll.pyth.pro.ProVerification.Verified;
import io.plimsoll.pyth.testing.ProSigner;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProVerifierTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:01Z");
    private static final List<ProFormat> SIGNED = List.of(ProFormat.EVM, ProFormat.SOLANA, ProFormat.LE_ECDSA);

    private final ProSigner signer = ProSigner.named("here");
    private final ProVerifier verifier = ProVerifier.trusting(signer.trust());

    @Provide
    Arbitrary<ProPayload> payloads() {
        return ProSamples.payloads();
    }

    @Property(tries = 60)
    void verify_whatWasSigned_givesItBack(@ForAll("payloads") ProPayload payload) {
        for (ProFormat format : SIGNED) {
            Verified verified = (Verified) verifier.verify(signer.sign(format, payload), NOW);

            assertThat(verified.payload()).isEqualTo(payload);
            assertThat(verified.format()).isEqualTo(format);
            assertThat(verified.attestation()).isEqualTo(new Attestation("here", 0, 1, 1));
            assertThat(verified.signer())
                    .isEqualTo(
                            format == ProFormat.SOLANA
                                    ? signer.publicKey().hex()
                                    : signer.address().hex());
        }
    }

    @Property(tries = 60)
    void message_encodeAfterDecode_isTheSame(@ForAll("payloads") ProPayload payload) {
        for (ProFormat format : ProFormat.values()) {
            byte[] message = signer.sign(format, payload);

            assertThat(ProMessage.decode(message).encode()).isEqualTo(message);
            assertThat(ProMessage.decode(message).format()).isEqualTo(format);
        }
    }

    @Test
    void message_envelopes_areThePublishedLayout() {
        byte[] payload = {1, 2, 4, 3};

        String evm = Hex.encode(signer.seal(ProFormat.EVM, payload).encode());
        assertThat(evm).startsWith("0x2a22999a").endsWith("000401020403").hasSize(2 + 2 * (4 + 64 + 1 + 2 + 4));
        String solana = Hex.encode(signer.seal(ProFormat.SOLANA, payload).encode());
        assertThat(solana)
                .startsWith("0xb9011a82")
                .endsWith(signer.publicKey().digits() + "040001020403")
                .hasSize(2 + 2 * (4 + 64 + 32 + 2 + 4));
        assertThat(Hex.encode(signer.seal(ProFormat.LE_ECDSA, payload).encode()))
                .startsWith("0xe4bd474d")
                .endsWith("040001020403");
        assertThat(Hex.encode(signer.seal(ProFormat.LE_UNSIGNED, payload).encode()))
                .isEqualTo("0x0c4d6359040001020403");
    }

    @Test
    void verify_eachWayToFail_hasItsReason() {
        ProPayload payload = ProSamples.full();
        ProVerifier others = ProVerifier.trusting(ProSigner.named("others").trust());
        ProVerifier over = ProVerifier.trusting(signer.trustUntil(NOW));
        ProVerifier nearlyOver = ProVerifier.trusting(signer.trustUntil(NOW.plusNanos(1)));
        for (ProFormat format : SIGNED) {
            byte[] message = signer.sign(format, payload);

            assertThat(reason(others.verify(message, NOW))).as("%s", format).isEqualTo(ProReason.UNTRUSTED_SIGNER);
            assertThat(reason(over.verify(message, NOW))).as("%s", format).isEqualTo(ProReason.EXPIRED_SIGNER);
            assertThat(nearlyOver.verify(message, NOW)).isInstanceOf(Verified.class);
            for (int length = 0; length < message.length; length++) {
                assertThat(reason(verifier.verify(Arrays.copyOf(message, length), NOW)))
                        .as("%s of %s bytes", format, length)
                        .isEqualTo(ProReason.TRUNCATED);
            }
            assertThat(verifier.verify(Arrays.copyOf(message, message.length + 3), NOW))
                    .as("bytes after the envelope, as on chain")
                    .isEqualTo(verifier.verify(message, NOW));
            byte[] rubbish = signer.seal(format, new byte[] {1, 2, 3, 4}).encode();
            assertThat(reason(verifier.verify(rubbish, NOW))).isEqualTo(ProReason.BAD_PAYLOAD_MAGIC);
            byte[] longer = Arrays.copyOf(payload.encode(format.order()), payload.encode(format.order()).length + 1);
            assertThat(reason(verifier.verify(signer.seal(format, longer).encode(), NOW)))
                    .isEqualTo(ProReason.TRAILING_BYTES);
            byte[] newer = payload.encode(format.order());
            newer[19] = 13;
            assertThat(reason(verifier.verify(signer.seal(format, newer).encode(), NOW)))
                    .isEqualTo(ProReason.UNKNOWN_PROPERTY);
        }
        assertThat(reason(verifier.verify(signer.sign(ProFormat.LE_UNSIGNED, payload), NOW)))
                .isEqualTo(ProReason.UNSIGNED);
        assertThat(reason(verifier.verify(new byte[200], NOW))).isEqualTo(ProReason.UNKNOWN_FORMAT);
    }

    @Test
    void verify_impossibleSignatures_areInvalid() {
        byte[] payload = ProSamples.full().encode(ByteOrder.BIG_ENDIAN);
        ProMessage.Ecdsa good = (ProMessage.Ecdsa) signer.seal(ProFormat.EVM, payload);
        byte[] offCurve = new byte[64];
        offCurve[31] = 5; // no point has x = 5
        offCurve[63] = 1;

        assertThat(reason(verifier.verify(ecdsa(new byte[64], 0, payload), NOW)))
                .isEqualTo(ProReason.INVALID_SIGNATURE);
        assertThat(reason(verifier.verify(ecdsa(offCurve, 0, payload), NOW))).isEqualTo(ProReason.INVALID_SIGNATURE);
        assertThat(reason(verifier.verify(ecdsa(good.signature(), 2, payload), NOW)))
                .isEqualTo(ProReason.INVALID_SIGNATURE);
        assertThat(reason(verifier.verify(ecdsa(good.signature(), 27, payload), NOW)))
                .isEqualTo(ProReason.INVALID_SIGNATURE);
        byte[] ed25519 = new byte[64];
        Arrays.fill(ed25519, (byte) 0xff);
        ProMessage forged = new ProMessage.Ed25519(
                ed25519, signer.publicKey().toBytes(), ProSamples.full().encode(ByteOrder.LITTLE_ENDIAN));
        assertThat(reason(verifier.verify(forged.encode(), NOW))).isEqualTo(ProReason.INVALID_SIGNATURE);
    }

    @Test
    void verify_upperHalf_isRefusedAsByTheContract() {
        byte[] payload = ProSamples.full().encode(ByteOrder.BIG_ENDIAN);
        ProMessage.Ecdsa low = (ProMessage.Ecdsa) signer.seal(ProFormat.EVM, payload);
        byte[] high = low.signature();
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(high, 32, 64));
        byte[] mirrored = Secp256k1.order().subtract(s).toByteArray();
        System.arraycopy(mirrored, mirrored.length - 32, high, 32, 32);

        assertThat(reason(verifier.verify(ecdsa(high, 1 - low.recoveryId(), payload), NOW)))
                .isEqualTo(ProReason.HIGH_S);
    }

    @Test
    void verify_anyByteChanged_isRefusedOrTheSame() {
        for (ProFormat format : SIGNED) {
            byte[] message = signer.sign(format, ProSamples.full());
            ProVerification truth = verifier.verify(message, NOW);
            for (int at = 0; at < message.length; at++) {
                for (int change : new int[] {1 << (at % 8), 0xff}) {
                    byte[] changed = message.clone();
                    changed[at] ^= (byte) change;

                    assertThat(verifier.verify(changed, NOW))
                            .as("%s, byte %s, change %s", format, at, change)
                            .isInstanceOf(Refused.class)
                            .isNotEqualTo(truth);
                }
            }
        }
    }

    /** Whatever comes, it is read or refused. Payloads change before they are signed, too: the reader cannot rest on signatures. */
    @Test
    void fuzz_hundredThousandMutations_neverThrowAnythingElse() {
        Random random = new Random(20260101);
        byte[][] payloads = {
            ProSamples.full().encode(ByteOrder.LITTLE_ENDIAN),
            ProSamples.price(1, 2, 3).encode(ByteOrder.LITTLE_ENDIAN)
        };
        int read = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = mutated(payloads[i % payloads.length], random);
            try {
                ProPayload payload = ProPayload.decode(bytes, ByteOrder.LITTLE_ENDIAN);
                assertThat(ProPayload.decode(payload.encode(ByteOrder.BIG_ENDIAN), ByteOrder.BIG_ENDIAN))
                        .isEqualTo(payload);
                payload.feeds().forEach(feed -> payload.price(feed.feedId()));
                assertThat(payload.timestamp()).isNotNull();
                read++;
            } catch (ProMessageException refused) {
                assertThat(refused.reason())
                        .isIn(
                                ProReason.TRUNCATED,
                                ProReason.BAD_PAYLOAD_MAGIC,
                                ProReason.UNKNOWN_PROPERTY,
                                ProReason.TRAILING_BYTES);
            }
        }
        assertThat(read).as("mutations that could be read").isBetween(10_000, 90_000);
    }

    @Test
    void fuzz_mutatedMessages_areNeverBelievedWithAnotherContent() {
        Random random = new Random(7);
        ProPayload truth = ProSamples.full();
        byte[][] messages = {
            signer.sign(ProFormat.LE_UNSIGNED, truth),
            signer.sign(ProFormat.SOLANA, truth),
            signer.sign(ProFormat.EVM, truth),
            signer.sign(ProFormat.LE_ECDSA, truth),
            new ProFrame(3, List.of(signer.sign(ProFormat.EVM, truth))).encode()
        };
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = mutated(messages[i % messages.length], random);
            if (verifier.verify(bytes, NOW) instanceof Verified verified) {
                assertThat(verified.payload()).isEqualTo(truth);
            }
            try {
                ProFrame frame = ProFrame.decode(bytes);
                frame.find(ProFormat.EVM);
                frame.json();
            } catch (ProMessageException refused) {
                assertThat(refused.reason()).isIn(ProReason.TRUNCATED, ProReason.UNKNOWN_FORMAT);
            }
        }
    }

    private static byte[] mutated(byte[] original, Random random) {
        byte[] bytes = original.clone();
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes = Arrays.copyOf(bytes, at);
                case 1 -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(9));
                case 2 -> {
                    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
                    System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
                    bytes = longer;
                }
                default -> {
                    if (bytes.length > 0) {
                        bytes[at] = (byte) random.nextInt(256);
                    }
                }
            }
        }
        return bytes;
    }

    /** What the service has sent in 2026: a crypto feed each second, and a stock on a Saturday, whose price is Friday's last. */
    @Test
    void messagesOfTheService_verify() {
        ProVerifier mainnet = ProVerifier.trusting(ProTrust.MAINNET);
        String btc = "b9011a820f98e6c363c858e8e826da18ce92c3c6822be8ff4d0c20b0c8807a75f4fc11b3c2e3058a140b3780af362b2ce"
                + "b3dab97b7ba88d6baec1492357b78ba0103bc0080efc1f480c5615af3fb673d42287e993da9fbc3506b6e41dfa32950820c2e"
                + "6c350075d3c793c04bd6c9085406000401010000000500525a2a96b705000004f8ff031200057a0d7028010000000c01c04bd"
                + "6c908540600";
        String stock = "b9011a82b90fe5afec5b3b1500c0a8798c644aea608d1138c45c022d7f8ceccd913fd4afd7698fbb20d96a0d221c8e3"
                + "fedc71fc024227d7d1692d3439e19eefa9509a60680efc1f480c5615af3fb673d42287e993da9fbc3506b6e41dfa32950820c"
                + "2e6c350075d3c793401db388d75b06000301530500000500e7c84d040000000004fbff0520450000000000000904000c01b05"
                + "cb4b2ca5b0600";

        ProPayload each = ((Verified) mainnet.verify(Hex.decode(btc), NOW)).payload();
        ProPayload closed = ((Verified) mainnet.verify(Hex.decode(stock), NOW)).payload();

        assertThat(each.channel()).contains(ProChannel.FIXED_RATE_1000_MS);
        assertThat(each.price(1))
                .contains(
                        new OraclePrice(6_286_056_512_082L, -8, 4_973_399_418L, Instant.parse("2026-06-12T06:43:03Z")));
        assertThat(closed.timestamp()).isEqualTo("2026-09-19T15:18:49.800Z");
        assertThat(closed.find(1363).flatMap(ProFeed::marketSession)).contains(ProMarketSession.CLOSED);
        assertThat(closed.price(1363))
                .contains(new OraclePrice(72_206_567, -5, 17_696, Instant.parse("2026-09-18T23:59:59.950Z")));
    }

    @Test
    void update_formatsThatAgree_areVerified() {
        ProUpdate update = update(ProSamples.full(), ProSamples.full(), null);

        Verified verified = (Verified) verifier.verify(update, List.of(ProFormat.EVM, ProFormat.SOLANA), NOW);

        assertThat(verified.payload()).isEqualTo(ProSamples.full());
    }

    @Test
    void update_thatIsNotWhatWasAskedFor_isRefused() {
        ProPayload one = ProSamples.price(1, 2, 3);
        ProPayload other = ProSamples.price(1, 2, 4);

        assertThat(reason(verifier.verify(update(one, other, null), List.of(ProFormat.EVM), NOW)))
                .as("also a message that was not asked for must not contradict")
                .isEqualTo(ProReason.CONTRADICTION);
        assertThat(reason(verifier.verify(update(one, null, null), List.of(ProFormat.EVM, ProFormat.SOLANA), NOW)))
                .isEqualTo(ProReason.MISSING_FORMAT);
        assertThat(reason(verifier.verify(update(null, null, one), List.of(ProFormat.LE_UNSIGNED), NOW)))
                .isEqualTo(ProReason.UNSIGNED);
        ProUpdate swapped = new ProUpdate(null, null, base64(signer.sign(ProFormat.EVM, one)), null, null);
        assertThat(reason(verifier.verify(swapped, List.of(ProFormat.SOLANA), NOW)))
                .isEqualTo(ProReason.UNKNOWN_FORMAT);
        ProUpdate notBase64 = new ProUpdate(null, new ProUpdate.Binary("base64", "*"), null, null, null);
        assertThat(reason(verifier.verify(notBase64, List.of(ProFormat.EVM), NOW)))
                .isEqualTo(ProReason.BAD_ENCODING);
        ProUpdate strange = new ProUpdate(null, new ProUpdate.Binary("base58", "1"), null, null, null);
        assertThat(reason(verifier.verify(strange, List.of(ProFormat.EVM), NOW)))
                .isEqualTo(ProReason.BAD_ENCODING);
    }

    @Test
    void trust_nobodyOrNoPoint_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ProTrust("none", Map.of(), Map.of()));
        Bytes32 noPoint = Bytes32.parse("02" + "00".repeat(31)); // y = 2 has no x
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProVerifier.trusting(new ProTrust("bad", Map.of(), Map.of(noPoint, Instant.MAX))));
        assertThat(ProVerifier.trusting(ProTrust.MAINNET).trust()).isEqualTo(ProTrust.MAINNET);
    }

    @Test
    void signer_ofAName_hasTheSameKeysAgain() {
        ProSigner again = ProSigner.named("here");

        assertThat(again.address()).isEqualTo(signer.address());
        assertThat(again.publicKey()).isEqualTo(signer.publicKey());
        assertThat(ProSigner.named("there").publicKey()).isNotEqualTo(signer.publicKey());
    }

    @Test
    void frame_partsOfAllKinds_areFound() {
        byte[] evm = signer.sign(ProFormat.EVM, ProSamples.full());
        byte[] unknown = {9, 9, 9, 9, 1};
        ProFrame frame = new ProFrame(-2, List.of(evm, unknown, ProFrame.jsonPart("{\"a\":\"ü\"}"), new byte[2]));

        ProFrame again = ProFrame.decode(frame.encode());

        assertThat(again).isEqualTo(frame).hasSameHashCodeAs(frame);
        assertThat(again.subscriptionId()).isEqualTo(-2);
        assertThat(again.find(ProFormat.EVM)).contains(evm);
        assertThat(again.find(ProFormat.SOLANA)).isEmpty();
        assertThat(again.json()).contains("{\"a\":\"ü\"}");
        assertThat(again.parts()).hasSize(4);
        assertThat(Hex.encode(frame.encode())).startsWith("0x7377881bfffffffffffffffe");
        assertThat(Hex.encode(ProFrame.jsonPart("{}"))).isEqualTo("0x9a10dac47b7d");
        assertThat(catchThrowableOfType(ProMessageException.class, () -> ProFrame.decode(new byte[12]))
                        .reason())
                .isEqualTo(ProReason.UNKNOWN_FORMAT);
    }

    @Test
    void messages_inText_doNotShowSignatures() {
        for (ProFormat format : SIGNED) {
            assertThat(signer.seal(format, new byte[3]).toString())
                    .contains("3 bytes")
                    .hasSizeLessThan(40);
        }
    }

    private ProUpdate update(@Nullable ProPayload evm, @Nullable ProPayload solana, @Nullable ProPayload unsigned) {
        return new ProUpdate(
                null,
                evm == null ? null : base64(signer.sign(ProFormat.EVM, evm)),
                solana == null ? null : base64(signer.sign(ProFormat.SOLANA, solana)),
                null,
                unsigned == null ? null : base64(signer.sign(ProFormat.LE_UNSIGNED, unsigned)));
    }

    private static ProUpdate.Binary base64(byte[] message) {
        return new ProUpdate.Binary("base64", Base64.getEncoder().encodeToString(message));
    }

    private static byte[] ecdsa(byte[] signature, int recoveryId, byte[] payload) {
        return new ProMessage.Ecdsa(ProFormat.EVM, signature, recoveryId, payload).encode();
    }

    private static ProReason reason(ProVerification result) {
        assertThat(result).isInstanceOf(Refused.class);
        return ((Refused) result).reason();
    }
}
