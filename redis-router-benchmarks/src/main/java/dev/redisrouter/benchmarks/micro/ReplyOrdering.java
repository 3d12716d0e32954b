package dev.redisrouter.benchmarks.micro;

import dev.redisrouter.core.reply.ReplyQueue;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Giving out the replies to one client in the order of its requests, from the place that is reserved to the bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ReplyOrdering {
    private static final int PIPELINE = 16;

    private final ByteBuf reply = Wire.text("$3\r\nabc\r\n");
    private final ByteBuf replies = Wire.text("$3\r\nabc\r\n".repeat(PIPELINE));
    /** Of the allocator that a client's output comes from: what copying into it costs is up to that. */
    private final ByteBuf out = PooledByteBufAllocator.DEFAULT.directBuffer(1 << 12);

    private final ReplyQueue queue = new ReplyQueue();

    @TearDown
    public void release() {
        out.release();
        queue.release();
    }

    @Benchmark
    public int one() {
        queue.reserve(1);
        return give(1, reply);
    }

    @Benchmark
    public int pipelineOf16() {
        for (int i = 0; i < PIPELINE; i++) {
            queue.reserve(1);
        }
        return give(PIPELINE, replies);
    }

    /** The second node is faster than the first. */
    @Benchmark
    public int twoInTheWrongOrder() {
        queue.reserve(1);
        queue.park(queue.reserve(1), 1, reply, 0, reply.writerIndex());
        return give(1, reply);
    }

    private int give(int places, ByteBuf bytes) {
        out.clear();
        queue.give(places, bytes, 0, bytes.writerIndex(), out);
        return out.writerIndex();
    }
}
