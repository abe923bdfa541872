package io.plimsoll.pyth.bench;

import io.plimsoll.pyth.bench.PeerTable.Updates;
import io.plimsoll.pyth.update.UpdateVerifier;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** An update of 13 signatures and five messages, parsed, and verified with more and more of it known. */
@State(Scope.Thread)
@Fork(2)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class UpdateBenchmark {
    private byte[][] blobs = {};
    private UpdateVerifier recovering;
    private UpdateVerifier withKnownKeys;
    private UpdateVerifier withKnownRoots;
    private int next;

    /** Reads the updates. */
    @Setup
    public void read() throws IOException {
        Updates inputs = Updates.read();
        blobs = inputs.blobs();
        recovering = inputs.recovering();
        withKnownKeys = inputs.withKnownKeys();
        withKnownRoots = inputs.withKnownRoots();
    }

    /** Bytes to messages. */
    @Benchmark
    public int parse() {
        return PeerTable.parse(blob());
    }

    /** All signers recovered. */
    @Benchmark
    public int verify() {
        return PeerTable.verify(recovering, blob());
    }

    /** All signatures checked with known keys. */
    @Benchmark
    public int verifyKnownKeys() {
        return PeerTable.verify(withKnownKeys, blob());
    }

    /** Only the proofs. */
    @Benchmark
    public int verifyKnownRoot() {
        return PeerTable.verify(withKnownRoots, blob());
    }

    private byte[] blob() {
        return blobs[next++ % blobs.length];
    }
}
