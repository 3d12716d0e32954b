package dev.redisrouter.test.endpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.test.Aside;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Values up to Redis's own limit pass at flat memory, and a peer that is slow with them is alone with that. */
class LargeAndSlowIT {
    private static final Logger LOG = LoggerFactory.getLogger(LargeAndSlowIT.class);
    private static final int PIECE = 1 << 20;
    private static final int LARGEST = 512 << 20;
    /** What the router, its client and the test itself hold, on the heap and off it, with room for what the pool rounds up to. */
    private static final long FLAT = 64L << 20;

    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().replicas(0).sentinels(0));

    @AfterEach
    void forget() {
        redis.lab().master().command("FLUSHALL");
    }

    @Test
    void theLargestValueComesAndGoesAtFlatMemory() throws Exception {
        Watermark memory = new Watermark();
        try (Socket socket = connect()) {
            set(socket, LARGEST, memory);
            assertThat(new DataInputStream(socket.getInputStream()).readNBytes(5))
                    .isEqualTo(bytes("+OK\r\n"));
            assertThat(redis.lab().master().command("STRLEN", "big")).isEqualTo(Long.valueOf(LARGEST));

            socket.getOutputStream().write(bytes(Wire.command("GET", "big")));
            DataInputStream in = new DataInputStream(socket.getInputStream());
            assertThat(in.readNBytes(12)).isEqualTo(bytes("$" + LARGEST + "\r\n"));
            byte[] piece = new byte[PIECE];
            byte[] expected = piece();
            for (int i = 0; i < LARGEST / PIECE; i++) {
                in.readFully(piece);
                memory.look();
                assertThat(Arrays.equals(piece, expected)).isTrue();
            }
            assertThat(in.readNBytes(2)).isEqualTo(bytes("\r\n"));
            assertKept(memory);
        }
    }

    @Test
    void aReaderThatStopsCostsNothingAndOthersDoNotNotice() throws Exception {
        Watermark memory = new Watermark();
        try (Socket stopped = connect();
                Wire other = Wire.to(redis.router())) {
            LOG.info("before: {}", askOften(other, memory));
            set(stopped, 256 << 20, memory);
            stopped.getInputStream().readNBytes(5);
            stopped.getOutputStream().write(bytes(Wire.command("GET", "big")));
            stopped.getInputStream().readNBytes(PIECE);

            LOG.info("beside a reader of 256 MiB that has stopped: {}", askOften(other, memory));
            assertKept(memory);
        }
    }

    @Test
    void aWriterThatStopsInTheMiddleHoldsUpNobody() throws Exception {
        try (Socket stopped = connect();
                Wire other = Wire.to(redis.router())) {
            stopped.getOutputStream().write(bytes("*3\r\n$3\r\nSET\r\n$3\r\nbig\r\n$" + LARGEST + "\r\n"));
            stopped.getOutputStream().write(piece());

            for (int i = 0; i < 1_000; i++) {
                assertThat(other.call("INCR", "n")).isEqualTo(":" + (i + 1) + "\r\n");
            }
        }
        await().untilAsserted(() ->
                assertThat(redis.lab().master().command("EXISTS", "big")).isEqualTo(0L));
    }

    @Test
    void aSubscriberThatStopsIsEndedByItsNode() throws Exception {
        Watermark memory = new Watermark();
        try (Socket stopped = connect();
                Wire publisher = Wire.to(redis.router());
                Wire other = Wire.to(redis.router())) {
            stopped.getOutputStream().write(bytes(Wire.command("SUBSCRIBE", "news")));
            await().until(() -> publisher.call("PUBLISH", "news", "hi").equals(":1\r\n"));
            String message = "x".repeat(PIECE);
            int heard = 0;
            Latencies latencies = new Latencies();
            for (int i = 0; i < 1_000; i++) {
                heard += publisher.call("PUBLISH", "news", message).equals(":1\r\n") ? 1 : 0;
                latencies.ask(other);
                memory.look();
            }
            LOG.info("beside a subscriber of 1 GB that has stopped: {}", latencies);

            // the node's own client-output-buffer-limit for subscribers is 32 MiB
            assertThat(heard).isLessThan(100);
            assertKept(memory);
            stopped.setSoTimeout(20_000);
            assertThat(untilClosed(stopped)).isLessThan(100L * PIECE);
        }
    }

    @Test
    void aHundredThousandCommandsAtOnceAreAnswered() throws Exception {
        Watermark memory = new Watermark();
        int count = 100_000;
        try (Wire client = Wire.to(redis.router())) {
            String commands = Wire.command("INCR", "n").repeat(count);
            CompletableFuture<Wire> writing = Aside.supply(() -> client.send(commands));
            for (int i = 1; i <= count; i++) {
                assertThat(client.reply()).isEqualTo(":" + i + "\r\n");
                memory.look();
            }
            assertThat(writing).succeedsWithin(Duration.ofSeconds(10));
            assertKept(memory);
        }
    }

    private static Latencies askOften(Wire client, Watermark memory) {
        Latencies latencies = new Latencies();
        for (int i = 0; i < 10_000; i++) {
            latencies.ask(client);
            memory.look();
        }
        return latencies;
    }

    private static void assertKept(Watermark memory) {
        long highest = memory.highest();
        LOG.info("{} KiB above idle", highest >> 10);
        assertThat(highest).isLessThan(FLAT);
    }

    private static Socket connect() throws IOException {
        return new Socket(redis.router().host(), redis.router().port());
    }

    private static void set(Socket socket, int length, Watermark memory) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes("*3\r\n$3\r\nSET\r\n$3\r\nbig\r\n$" + length + "\r\n"));
        byte[] piece = piece();
        for (int i = 0; i < length / PIECE; i++) {
            out.write(piece);
            memory.look();
        }
        out.write(bytes("\r\n"));
    }

    /** Bytes that would not survive being put together in another order. */
    private static byte[] piece() {
        byte[] piece = new byte[PIECE];
        for (int i = 0; i < PIECE; i++) {
            piece[i] = (byte) (i * 31 + i / 251);
        }
        return piece;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    private static long untilClosed(Socket socket) {
        byte[] piece = new byte[PIECE];
        long total = 0;
        try {
            for (int n = socket.getInputStream().read(piece);
                    n >= 0;
                    n = socket.getInputStream().read(piece)) {
                total += n;
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("still open after " + total + " bytes", e);
        } catch (IOException reset) {
            return total;
        }
        return total;
    }

    /** How long a client waits for what it asks one after the other. */
    private static final class Latencies {
        private final List<Long> nanos = new ArrayList<>();

        void ask(Wire client) {
            long began = System.nanoTime();
            assertThat(client.call("SET", "k", "v")).isEqualTo("+OK\r\n");
            assertThat(client.call("GET", "k")).isEqualTo("$1\r\nv\r\n");
            nanos.add(System.nanoTime() - began);
        }

        @Override
        public String toString() {
            Collections.sort(nanos);
            return "SET and GET took p50=" + micros(50) + " p99=" + micros(99) + " us";
        }

        private long micros(int percent) {
            return nanos.get((nanos.size() - 1) * percent / 100) / 1_000;
        }
    }

    /**
     * How much more memory was held than before, at the moments that were looked at: buffers outside of the heap each time,
     * the heap after a garbage collection at the first time, the second, the fourth and so on, and in the end.
     */
    private static final class Watermark {
        private final long directBefore;
        private final long liveBefore;
        private long looks;
        private long most;

        Watermark() {
            liveBefore = Memory.live();
            directBefore = Memory.direct();
        }

        void look() {
            most = Math.max(most, Memory.direct() - directBefore);
            if (Long.bitCount(++looks) == 1) {
                lookAtAll();
            }
        }

        private void lookAtAll() {
            most = Math.max(most, Memory.live() - liveBefore);
        }

        long highest() {
            lookAtAll();
            return most;
        }
    }
}
