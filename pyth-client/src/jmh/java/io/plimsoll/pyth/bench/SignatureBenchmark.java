package io.plimsoll.pyth.bench;

import io.plimsoll.core.foundation.crypto.Keccak256;
import io.plimsoll.core.foundation.crypto.PublicKey;
import io.plimsoll.core.foundation.crypto.Secp256k1;
import io.plimsoll.core.foundation.crypto.Signature;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Thirteen signatures over one digest, recovered and checked, together and one by one; and the hash of a Merkle node. */
@State(Scope.Thread)
@Fork(2)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SignatureBenchmark {
    private static final int SIGNERS = 13;

    private final byte[] node = new byte[41];
    private final byte[] digest = Keccak256.hash(node);
    private final List<Signature> signatures = new ArrayList<>();
    private final List<PublicKey> keys = new ArrayList<>();
    private int next;

    /** Signs. */
    public SignatureBenchmark() {
        for (int n = 0; n < SIGNERS; n++) {
            signatures.add(Secp256k1.sign(new BigInteger(1, Keccak256.hash(new byte[] {(byte) n})), digest));
        }
        PublicKey.recoverAll(digest, signatures).forEach(key -> keys.add(key.orElseThrow()));
    }

    /** Thirteen recoveries. */
    @Benchmark
    public List<Optional<PublicKey>> recoverAll() {
        return PublicKey.recoverAll(digest, signatures);
    }

    /** One recovery. */
    @Benchmark
    public Optional<PublicKey> recover() {
        return PublicKey.recover(digest, signatures.get(next++ % SIGNERS));
    }

    /** Thirteen checks against known keys. */
    @Benchmark
    public List<Boolean> signedAll() {
        return PublicKey.signedAll(digest, keys, signatures);
    }

    /** One check against a known key. */
    @Benchmark
    public boolean signed() {
        int n = next++ % SIGNERS;
        return keys.get(n).signed(digest, signatures.get(n));
    }

    /** One block of Keccak. */
    @Benchmark
    public byte[] hash() {
        node[0]++;
        return Keccak256.hash(node);
    }
}
