package dev.redisrouter.benchmarks.micro;

import dev.redisrouter.core.consistency.FreshnessClock;
import dev.redisrouter.core.consistency.WriteLedger;
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

/** Remembering writes and asking for them; and, once per probe, up to when a replica is fresh. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Freshness {
    private static final String HISTORY = "8f3b1c2d4e5f60718293a4b5c6d7e8f901234567";
    private static final int BYTES_PER_PROBE = 100;

    private final WriteLedger ledger = new WriteLedger();
    private final FreshnessClock clock = new FreshnessClock();
    private int key;
    private long now;

    /** A master that has been writing for longer than the clock remembers. */
    @Setup
    public void fill() {
        for (int i = 0; i < 4096; i++) {
            masterProbed();
        }
    }

    @Benchmark
    public void wrote() {
        ledger.wrote(nextKey(), ++now);
    }

    @Benchmark
    public long lastWrite() {
        return ledger.lastWrite(nextKey());
    }

    /** Returns whether the history is another one. */
    @Benchmark
    public boolean masterProbed() {
        now++;
        return clock.master(HISTORY, now * BYTES_PER_PROBE, now);
    }

    /** Returns up to when a replica is fresh that is 100 probes behind. */
    @Benchmark
    public long replicaProbed() {
        return clock.freshUpTo(HISTORY, (now - 100) * BYTES_PER_PROBE);
    }

    /** A hash as far from the last one as that of any other key. */
    private int nextKey() {
        key += 0x9E3779B9;
        return key >>> 8;
    }
}
