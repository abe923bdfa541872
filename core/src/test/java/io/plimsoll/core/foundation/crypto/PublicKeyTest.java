package io.plimsoll.core.foundation.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.foundation.chain.Address;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;

/**
 * Recovery and known keys against recovery by BouncyCastle: on random signatures, well formed or spoilt ({@code
 * -Dplimsoll.crypto.cases}, 2,000 if not given), and where the arithmetic has its exceptions.
 */
class PublicKeyTest {
    private static final BigInteger N = BouncyCastle.N;
    private static final BigInteger P = BouncyCastle.P;
    private static final BigInteger MAX = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
    private static final int CASES = Integer.getInteger("plimsoll.crypto.cases", 2_000);
    /** More checks than a key does without a table. */
    private static final int MANY_CHECKS = 40;

    @Test
    void randomSignatures_wellFormedOrSpoilt_haveTheVerdictOfAnotherLibrary() {
        Random random = new Random(20261120);
        List<BigInteger> privateKeys = new ArrayList<>();
        List<PublicKey> known = new ArrayList<>();
        for (int n = 0; n < 6; n++) {
            BigInteger privateKey = scalar(random);
            privateKeys.add(privateKey);
            known.add(new PublicKey(BouncyCastle.affine(BouncyCastle.times(privateKey))));
        }
        int done = 0;
        int accepted = 0;
        while (done < CASES) {
            byte[] digest = digest(random);
            List<PublicKey> keys = new ArrayList<>();
            List<Signature> signatures = new ArrayList<>();
            for (int n = random.nextInt(14); n >= 0; n--) {
                int signer = random.nextInt(known.size());
                // one in ten by somebody unknown, so that it is not always the same key that is asked
                BigInteger privateKey = random.nextInt(10) == 0 ? scalar(random) : privateKeys.get(signer);
                Signature signature = Secp256k1.sign(privateKey, digest);
                signatures.add(random.nextInt(2) == 0 ? signature : spoilt(signature, random));
                keys.add(random.nextInt(4) == 0 ? known.get(random.nextInt(known.size())) : known.get(signer));
            }
            List<Optional<Address>> expected = signatures.stream()
                    .map(signature -> BouncyCastle.recover(digest, signature))
                    .toList();
            List<Boolean> verdicts = new ArrayList<>();
            for (int n = 0; n < keys.size(); n++) {
                verdicts.add(expected.get(n).equals(Optional.of(keys.get(n).address())));
            }
            assertThat(addresses(PublicKey.recoverAll(digest, signatures)))
                    .as(
                            "%s",
                            signatures.stream()
                                    .map(s -> s.rHex() + " " + s.sHex())
                                    .toList())
                    .isEqualTo(expected);
            assertThat(PublicKey.signedAll(digest, keys, signatures)).isEqualTo(verdicts);
            accepted += (int) verdicts.stream().filter(verdict -> verdict).count();
            done += keys.size();
        }
        assertThat(accepted).isBetween(done / 5, done * 4 / 5);
    }

    /** One of the ways in which a signature can be another one, or none. */
    private static Signature spoilt(Signature signature, Random random) {
        BigInteger r = signature.r();
        BigInteger s = signature.s();
        int id = signature.recoveryId();
        return switch (random.nextInt(9)) {
            case 0 -> new Signature(r, s, 1 - id);
            case 1 -> new Signature(r, N.subtract(s), 1 - id); // high s: still the same key
            case 2 -> new Signature(r, N.subtract(s), id);
            case 3 -> new Signature(r.flipBit(random.nextInt(250)).max(BigInteger.ONE), s, id);
            case 4 -> new Signature(r, s.flipBit(random.nextInt(250)).max(BigInteger.ONE), id);
            case 5 -> new Signature(s, r, id);
            case 6 -> new Signature(edge(random), s, id);
            case 7 -> new Signature(r, edge(random), id);
            default -> new Signature(edge(random), edge(random), id);
        };
    }

    private static BigInteger edge(Random random) {
        List<BigInteger> edges = List.of(
                BigInteger.ONE,
                BigInteger.TWO,
                N.subtract(BigInteger.ONE),
                N,
                N.add(BigInteger.ONE),
                P.subtract(BigInteger.ONE),
                P,
                MAX,
                N.shiftRight(1),
                BigInteger.valueOf(random.nextInt(1000) + 1));
        return edges.get(random.nextInt(edges.size()));
    }

    @Test
    void recover_edgesOfEveryNumber_areAsInAnotherLibrary() {
        List<BigInteger> numbers = new ArrayList<>(List.of(N, N.add(BigInteger.ONE), P, MAX, N.shiftRight(1)));
        for (int near = 1; near <= 8; near++) {
            numbers.add(BigInteger.valueOf(near));
            numbers.add(N.subtract(BigInteger.valueOf(near)));
        }
        List<BigInteger> digests = List.of(
                BigInteger.ZERO,
                BigInteger.ONE,
                N.subtract(BigInteger.ONE),
                N,
                N.add(BigInteger.ONE),
                MAX,
                MAX.shiftRight(1));
        int keys = 0;
        for (BigInteger e : digests) {
            byte[] digest = Secp256k1.word(e);
            for (BigInteger r : numbers) {
                for (BigInteger s : numbers) {
                    for (int id = 0; id <= 1; id++) {
                        Signature signature = new Signature(r, s, id);
                        Optional<Address> expected = BouncyCastle.recover(digest, signature);
                        assertThat(Secp256k1.recover(digest, signature))
                                .as("e %x, r %x, s %x, id %d", e, r, s, id)
                                .isEqualTo(expected);
                        keys += expected.isPresent() ? 1 : 0;
                    }
                }
            }
        }
        assertThat(keys).isGreaterThan(100);
    }

    /** u1 G + u2 R with R = ±G: every sum on the way may meet the very point it adds, or its opposite. */
    @Test
    void recover_multiplesOfTheGeneratorThatMeet_areAsInAnotherLibrary() {
        List<BigInteger> multipliers = meetingMultipliers();
        BigInteger r = BouncyCastle.x(BouncyCastle.G);
        int infinite = 0;
        for (BigInteger u1 : multipliers) {
            byte[] digest = Secp256k1.word(u1.multiply(r).negate().mod(N));
            for (BigInteger u2 : multipliers) {
                if (u2.signum() == 0) {
                    continue;
                }
                for (int id = 0; id <= 1; id++) {
                    Signature signature = new Signature(r, u2.multiply(r).mod(N), id);
                    BigInteger key = id == BouncyCastle.parity(BouncyCastle.G) ? u1.add(u2) : u1.subtract(u2);
                    Optional<Address> expected = key.mod(N).signum() == 0
                            ? Optional.empty()
                            : Optional.of(BouncyCastle.address(BouncyCastle.times(key)));
                    infinite += expected.isEmpty() ? 1 : 0;
                    assertThat(Secp256k1.recover(digest, signature))
                            .as("u1 %x, u2 %x, id %d", u1, u2, id)
                            .isEqualTo(expected);
                }
            }
        }
        assertThat(infinite).isGreaterThan(multipliers.size() / 2);
    }

    /** The same for known keys that are small multiples of G, and G itself, without a table and with one. */
    @Test
    void signed_multiplesOfTheGeneratorThatMeet_haveTheVerdictOfRecovery() {
        List<BigInteger> multipliers = meetingMultipliers();
        for (BigInteger privateKey : List.of(BigInteger.ONE, N.subtract(BigInteger.ONE), BigInteger.valueOf(512))) {
            PublicKey key = new PublicKey(BouncyCastle.affine(BouncyCastle.times(privateKey)));
            int accepted = 0;
            for (BigInteger u1 : multipliers) {
                for (BigInteger u2 : multipliers) {
                    BigInteger nonce = u1.add(u2.multiply(privateKey)).mod(N);
                    if (u2.signum() == 0 || nonce.signum() == 0) {
                        continue;
                    }
                    ECPoint noncePoint = BouncyCastle.times(nonce);
                    BigInteger r = BouncyCastle.x(noncePoint);
                    BigInteger s = r.multiply(u2.modInverse(N)).mod(N);
                    byte[] digest = Secp256k1.word(u1.multiply(s).mod(N));
                    int id = BouncyCastle.parity(noncePoint);
                    assertThat(key.signed(digest, new Signature(r, s, id)))
                            .as("key %x, u1 %x, u2 %x", privateKey, u1, u2)
                            .isTrue();
                    assertThat(key.signed(digest, new Signature(r, s, 1 - id))).isFalse();
                    accepted++;
                }
            }
            assertThat(accepted).isGreaterThan(MANY_CHECKS);
        }
    }

    private static List<BigInteger> meetingMultipliers() {
        BigInteger lambda = new BigInteger("5363ad4cc05c30e0a5261c028812645a122e22ea20816678df02967c1b23bd72", 16);
        List<BigInteger> multipliers = new ArrayList<>(List.of(BigInteger.ZERO));
        for (BigInteger positive : List.of(
                BigInteger.ONE,
                BigInteger.TWO,
                BigInteger.valueOf(3),
                BigInteger.valueOf(15),
                BigInteger.valueOf(64),
                BigInteger.valueOf(512),
                BigInteger.valueOf(513),
                BigInteger.valueOf(1024),
                BigInteger.ONE.shiftLeft(70),
                BigInteger.ONE.shiftLeft(250),
                lambda,
                lambda.add(BigInteger.ONE))) {
            multipliers.add(positive);
            multipliers.add(N.subtract(positive));
        }
        return multipliers;
    }

    @Test
    void signed_noncePointAtInfinity_isFalse() {
        BigInteger privateKey = BigInteger.valueOf(0xABCDEF);
        PublicKey key = new PublicKey(BouncyCastle.affine(BouncyCastle.times(privateKey)));
        for (int n = 1; n <= MANY_CHECKS; n++) {
            BigInteger r = BouncyCastle.x(BouncyCastle.times(BigInteger.valueOf(n)));
            byte[] digest = Secp256k1.word(r.multiply(privateKey).negate().mod(N));

            assertThat(key.signed(digest, new Signature(r, BigInteger.valueOf(n), n & 1)))
                    .isFalse();
        }
    }

    /** Such a signature holds for plain ECDSA, which compares x modulo n; recovery reads r as x itself. */
    @Test
    void signed_abscissaBeyondTheOrder_isFalse() {
        int found = 0;
        for (int n = 1; found < MANY_CHECKS; n++) {
            BigInteger r = BigInteger.valueOf(n);
            Optional<ECPoint> noncePoint = BouncyCastle.lift(N.add(r), n & 1);
            if (noncePoint.isEmpty()) {
                continue;
            }
            found++;
            BigInteger e = BigInteger.valueOf(7919L * n);
            BigInteger s = BigInteger.valueOf(104729L * n);
            ECPoint key = noncePoint
                    .get()
                    .multiply(s)
                    .subtract(BouncyCastle.G.multiply(e))
                    .multiply(r.modInverse(N))
                    .normalize();
            Signature signature = new Signature(r, s, n & 1);
            byte[] digest = Secp256k1.word(e);

            assertThat(new PublicKey(BouncyCastle.affine(key)).signed(digest, signature))
                    .isFalse();
            assertThat(Secp256k1.recover(digest, signature))
                    .isEqualTo(BouncyCastle.recover(digest, signature))
                    .isNotEqualTo(Optional.of(BouncyCastle.address(key)));
        }
    }

    @Test
    void signed_everyWayOfBeingWrong_isFalse_withAndWithoutTable() {
        LocalSigner signer = LocalSigner.fromHex("0x" + "42".repeat(32));
        byte[] digest = Keccak256.hash(new byte[] {1});
        Signature good = signer.sign(digest);
        PublicKey key = PublicKey.recover(digest, good).orElseThrow();
        PublicKey other = PublicKey.recover(
                        digest, LocalSigner.fromHex("0x" + "43".repeat(32)).sign(digest))
                .orElseThrow();
        byte[] otherDigest = digest.clone();
        otherDigest[31] ^= 1;
        assertThat(key.address()).isEqualTo(signer.address());
        for (int n = 0; n < MANY_CHECKS; n++) {
            assertThat(key.signed(digest, good)).isTrue();
            assertThat(key.signed(digest, new Signature(good.r(), N.subtract(good.s()), 1 - good.recoveryId())))
                    .isTrue();
            assertThat(other.signed(digest, good)).isFalse();
            assertThat(key.signed(otherDigest, good)).isFalse();
            assertThat(key.signed(digest, new Signature(good.r(), good.s(), 1 - good.recoveryId())))
                    .isFalse();
            assertThat(key.signed(digest, new Signature(good.r(), N.subtract(good.s()), good.recoveryId())))
                    .isFalse();
            assertThat(key.signed(digest, new Signature(good.r().flipBit(n), good.s(), good.recoveryId())))
                    .isFalse();
            assertThat(key.signed(digest, new Signature(good.r(), good.s().flipBit(n), good.recoveryId())))
                    .isFalse();
        }
    }

    /** r + n and s + n are the same residues: a check modulo n would let them through. */
    @Test
    void signed_numbersBeyondTheOrder_areFalse() {
        PublicKey key = new PublicKey(AffinePoint.GENERATOR);
        // with r = 2^128 - small there is room for r + n in 256 bits
        int found = 0;
        for (int n = 1; found < MANY_CHECKS; n++) {
            BigInteger r = BigInteger.valueOf(n);
            Optional<ECPoint> noncePoint = BouncyCastle.lift(r, 0);
            if (noncePoint.isEmpty()) {
                continue;
            }
            found++;
            BigInteger s = BigInteger.valueOf(3);
            byte[] digest = Secp256k1.word(BigInteger.valueOf(n + 5));
            PublicKey signer = PublicKey.recover(digest, new Signature(r, s, 0)).orElseThrow();

            assertThat(signer.signed(digest, new Signature(r, s, 0))).isTrue();
            for (Signature beyond : List.of(
                    new Signature(r.add(N), s, 0),
                    new Signature(r, s.add(N), 0),
                    new Signature(N, s, 0),
                    new Signature(r, N, 0))) {
                assertThat(signer.signed(digest, beyond)).isFalse();
                assertThat(key.signed(digest, beyond)).isFalse();
                assertThat(PublicKey.recover(digest, beyond)).isEmpty();
            }
        }
    }

    @Test
    void batches_someSpoilt_keepTheirOrder() {
        byte[] digest = Keccak256.hash(new byte[] {2});
        List<LocalSigner> signers = new ArrayList<>();
        List<Signature> signatures = new ArrayList<>();
        for (int n = 1; n <= 13; n++) {
            LocalSigner signer = LocalSigner.fromHex(String.format("%064x", n * 7919));
            signers.add(signer);
            signatures.add(n % 4 == 0 ? new Signature(N, BigInteger.ONE, 0) : signer.sign(digest));
        }

        List<Optional<PublicKey>> keys = PublicKey.recoverAll(digest, signatures);

        for (int n = 0; n < 13; n++) {
            assertThat(keys.get(n).map(PublicKey::address))
                    .isEqualTo(
                            n % 4 == 3
                                    ? Optional.empty()
                                    : Optional.of(signers.get(n).address()));
        }
        List<PublicKey> first = List.of(
                keys.get(0).orElseThrow(),
                keys.get(1).orElseThrow(),
                keys.get(2).orElseThrow());
        assertThat(PublicKey.signedAll(digest, first, List.of(signatures.get(0), signatures.get(2), signatures.get(2))))
                .containsExactly(true, false, true);
        assertThat(PublicKey.signedAll(digest, first, List.of(signatures.get(3), signatures.get(3), signatures.get(2))))
                .containsExactly(false, false, true);
        assertThat(PublicKey.recoverAll(digest, List.of())).isEmpty();
        assertThat(PublicKey.signedAll(digest, List.of(), List.of())).isEmpty();
    }

    @Test
    void keys_areEqualByValue_andShowTheirAddress() {
        byte[] digest = Keccak256.hash(new byte[] {4});
        LocalSigner signer = LocalSigner.fromHex("0x" + "44".repeat(32));
        PublicKey key = PublicKey.recover(digest, signer.sign(digest)).orElseThrow();
        byte[] another = Keccak256.hash(digest);

        assertThat(key)
                .isEqualTo(PublicKey.recover(another, signer.sign(another)).orElseThrow())
                .hasSameHashCodeAs(
                        PublicKey.recover(another, signer.sign(another)).orElseThrow())
                .hasToString("PublicKey[" + signer.address() + "]")
                .isNotEqualTo(new PublicKey(AffinePoint.GENERATOR));
    }

    @Test
    void badArguments_areNamed() {
        byte[] digest = new byte[32];
        PublicKey key = new PublicKey(AffinePoint.GENERATOR);
        Signature signature = new Signature(BigInteger.ONE, BigInteger.ONE, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PublicKey.signedAll(digest, List.of(key), List.of()))
                .withMessageContaining("1 keys for 0 signatures");
        for (int length : new int[] {0, 31, 33}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PublicKey.recoverAll(new byte[length], List.of(signature)))
                    .withMessageContaining("32 bytes, got " + length);
            assertThatIllegalArgumentException().isThrownBy(() -> key.signed(new byte[length], signature));
            assertThatIllegalArgumentException().isThrownBy(() -> Secp256k1.recover(new byte[length], signature));
        }
    }

    @Test
    void firstUse_byManyThreadsAtOnce_isRightForAll() throws Exception {
        int threads = 8;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            for (int round = 0; round < 5; round++) {
                byte[] digest = Keccak256.hash(new byte[] {3, (byte) round});
                LocalSigner signer = LocalSigner.fromHex(String.format("%064x", 12345 + round));
                Signature good = signer.sign(digest);
                Signature bad = new Signature(good.r(), good.s(), 1 - good.recoveryId());
                PublicKey key =
                        new PublicKey(BouncyCastle.affine(BouncyCastle.times(BigInteger.valueOf(12345 + round))));
                CyclicBarrier start = new CyclicBarrier(threads);
                List<Future<Boolean>> results = new ArrayList<>();
                for (int thread = 0; thread < threads; thread++) {
                    Callable<Boolean> task = () -> {
                        start.await();
                        boolean right = true;
                        for (int n = 0; n < 20; n++) {
                            right &= key.signed(digest, good) && !key.signed(digest, bad);
                        }
                        return right;
                    };
                    results.add(executor.submit(task));
                }
                for (Future<Boolean> result : results) {
                    assertThat(result.get()).isTrue();
                }
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private static List<Optional<Address>> addresses(List<Optional<PublicKey>> keys) {
        return keys.stream().map(key -> key.map(PublicKey::address)).toList();
    }

    private static BigInteger scalar(Random random) {
        return new BigInteger(256, random).mod(N.subtract(BigInteger.ONE)).add(BigInteger.ONE);
    }

    private static byte[] digest(Random random) {
        byte[] digest = new byte[32];
        random.nextBytes(digest);
        return digest;
    }
}
