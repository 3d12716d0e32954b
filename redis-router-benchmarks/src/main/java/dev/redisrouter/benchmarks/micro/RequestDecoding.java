package dev.redisrouter.benchmarks.micro;

import dev.redisrouter.core.resp.RequestDecoder;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Finding where the requests of one read end. An inline one is rewritten, which is not free of garbage. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RequestDecoding {

    /** What a read brought. */
    public enum Received {
        GET(Wire.command("GET", "user:1234567")),
        SET(Wire.command("SET", "user:1234567", "abc")),
        SET_4_KIB(Wire.command("SET", "user:1234567", "v".repeat(4096))),
        PIPELINE_OF_16(Wire.text("*2\r\n$3\r\nGET\r\n$12\r\nuser:1234567\r\n".repeat(16))),
        INLINE(Wire.text("GET user:1234567\r\n"));

        private final ByteBuf bytes;

        Received(ByteBuf bytes) {
            this.bytes = bytes;
        }
    }

    @Param
    private Received received = Received.GET;

    private final RequestDecoder decoder = Wire.decoder();

    /** Returns the number of requests. */
    @Benchmark
    public int decode() {
        ByteBuf bytes = received.bytes.readerIndex(0);
        int requests = 0;
        while (decoder.next(bytes) == RequestDecoder.Result.FRAME) {
            requests++;
        }
        return requests;
    }
}
