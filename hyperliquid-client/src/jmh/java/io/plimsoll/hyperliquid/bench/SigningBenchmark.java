package io.plimsoll.hyperliquid.bench;

import io.plimsoll.core.foundation.crypto.Secp256k1;
import io.plimsoll.core.foundation.crypto.Signature;
import io.plimsoll.hyperliquid.bench.PeerTable.NumberedOrder;
import io.plimsoll.hyperliquid.bench.PeerTable.OrderFile;
import io.plimsoll.hyperliquid.exchange.ActionSigner;
import io.plimsoll.hyperliquid.exchange.SignedAction;
import java.io.IOException;
import java.math.BigInteger;
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

/** One order → signed request, and the signature alone. */
@State(Scope.Thread)
@Fork(2)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class SigningBenchmark {
    private final byte[] digest = new byte[32];
    private final BigInteger key = BigInteger.valueOf(0x123456789L);
    private NumberedOrder[] orders = {};
    private ActionSigner signer;
    private int next;

    /** Reads the orders. */
    @Setup
    public void read() throws IOException {
        OrderFile file = PeerTable.orderFile();
        orders = file.orders().toArray(NumberedOrder[]::new);
        signer = PeerTable.signer(file);
    }

    /** An order built, signed and written. */
    @Benchmark
    public SignedAction<?> order() {
        NumberedOrder order = orders[next++ % orders.length];
        return signer.sign(PeerTable.action(order.order()), order.nonce());
    }

    /** The signature of a digest. */
    @Benchmark
    public Signature signature() {
        digest[next++ & 31]++;
        return Secp256k1.sign(key, digest);
    }
}
