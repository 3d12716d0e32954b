package dev.redisrouter.benchmarks.micro;

import dev.redisrouter.core.resp.ReplyScanner;
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

/** Finding where one reply of a node ends. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ReplyScanning {

    /** What a node answered. */
    public enum Reply {
        OK("+OK\r\n"),
        BULK_OF_3("$3\r\nabc\r\n"),
        BULK_OF_4_KIB("$4096\r\n" + "v".repeat(4096) + "\r\n"),
        ARRAY_OF_100("*100\r\n" + "$8\r\nelement0\r\n".repeat(100)),
        MAP_OF_10("%10\r\n" + "$5\r\nfield\r\n:1234567\r\n".repeat(10));

        private final ByteBuf bytes;

        Reply(String resp) {
            bytes = Wire.text(resp);
        }
    }

    @Param
    private Reply reply = Reply.OK;

    private final ReplyScanner scanner = new ReplyScanner();

    /** Returns the reply's length. */
    @Benchmark
    public int scan() {
        return scanner.scan(reply.bytes, 0, reply.bytes.writerIndex());
    }
}
