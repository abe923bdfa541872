package io.plimsoll.hyperliquid.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.core.kit.http.JsonMapping;
import io.plimsoll.hyperliquid.internal.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One frame → typed message: as a stream reads it, and what Jackson alone would take for the same records. */
@State(Scope.Thread)
@Fork(2)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class WireBenchmark {
    /** The channel. */
    @Param({"l2Book", "trades", "allMids", "userFills"})
    public String kind = "";

    private final ObjectMapper jackson = JsonMapping.newMapper();
    private String[] frames = {};
    private int next;

    /** Reads the frames. */
    @Setup
    public void read() throws IOException {
        frames = Files.readAllLines(PeerTable.INPUTS.resolve("ws-" + kind + ".jsonl")).toArray(String[]::new);
    }

    private Frame frame() {
        return Frame.of("bench", frames[next++ % frames.length]);
    }

    /** As a stream reads it. */
    @Benchmark
    public @Nullable Object quick() {
        return frame().read(PeerTable.MESSAGES.get(kind));
    }

    /** The same records by Jackson. */
    @Benchmark
    public Object jackson() throws IOException {
        Frame frame = frame();
        return jackson.readerFor(PeerTable.MESSAGES.get(kind))
                .readValue(frame.bytes(), frame.dataOffset(), frame.dataLength());
    }
}
