package io.plimsoll.core.testing;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/**
 * Times a step the way the peers' scripts do and prints the line they print: warmed up, then the median of a few windows.
 * CPU time is that of the whole process, collector and compilers with it.
 */
public final class Timing {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final String RUNTIME = "java " + Runtime.version();

    /** What is timed; gives something that depends on all its work. */
    public interface Step {
        /** One operation; rounds count from 0. */
        int run(int round);
    }

    private record Window(double perSecond, double perCpuSecond, long steps) {}

    private final int windows = Integer.getInteger("bench.windows", 5);
    private final long windowNanos = Long.getLong("bench.windowMillis", 800) * 1_000_000;
    /** How long to warm up before anything is timed. */
    public static final long WARM_MILLIS = Long.getLong("bench.warmMillis", 25_000);

    private final long warmNanos = WARM_MILLIS * 1_000_000;
    private int sink;

    /** Nanoseconds of CPU this process has had. */
    public static long cpuNanos() {
        return PROCESS.getProcessCpuTime();
    }

    /** Prints a line, the fields given as JSON without braces. */
    public static void print(String bench, String fields) {
        System.out.printf(
                Locale.ROOT,
                "{\"bench\":\"%s\",\"peer\":\"plimsoll\",\"version\":\"0.1.0-SNAPSHOT\",%s,\"runtime\":\"%s\"}%n",
                bench,
                fields,
                RUNTIME);
    }

    /** Times the step and prints its line. */
    public void run(String bench, String unit, Step step) {
        window(step, warmNanos);
        double[] rates = new double[windows];
        double[] cpuRates = new double[windows];
        long steps = 0;
        for (int n = 0; n < windows; n++) {
            Window window = window(step, windowNanos);
            rates[n] = window.perSecond;
            cpuRates[n] = window.perCpuSecond;
            steps += window.steps;
        }
        Arrays.sort(rates);
        Arrays.sort(cpuRates);
        print(
                bench,
                String.format(
                        Locale.ROOT,
                        "\"ops_per_s\":%.1f,\"unit\":\"%s\",\"n\":%d,\"ops_per_cpu_s\":%.1f,\"min\":%.1f,\"max\":%.1f",
                        rates[windows / 2],
                        unit,
                        steps,
                        cpuRates[windows / 2],
                        rates[0],
                        rates[windows - 1]));
        if (sink == 42) {
            System.err.println(); // so that no result is unused
        }
    }

    private Window window(Step step, long nanos) {
        int round = 0;
        long cpu = cpuNanos();
        long start = System.nanoTime();
        long now;
        do {
            for (int n = 0; n < 8; n++) {
                sink += step.run(round++);
            }
            now = System.nanoTime();
        } while (now - start < nanos);
        return new Window(round / ((now - start) / 1e9), round / ((cpuNanos() - cpu) / 1e9), round);
    }
}
