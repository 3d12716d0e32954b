package dev.redisrouter.test.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Values of many megabytes and replies of many elements arrive whole, whichever node they come from, and hold nobody up. */
class BigPayloadsIT {
    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().sentinels(0));

    @Test
    void eightMegabytesThereAndBack() {
        String value = noise(8 << 20);
        try (Wire client = Wire.to(redis.router());
                Wire other = Wire.to(redis.router())) {
            client.send(Wire.command("SET", "big", value));
            assertThat(other.call("PING")).isEqualTo("+PONG\r\n");
            assertThat(client.reply()).isEqualTo("+OK\r\n");
            for (int i = 0; i < 6; i++) {
                client.send(Wire.command("GET", "big"));
                assertThat(other.call("GET", "none")).isEqualTo("$-1\r\n");
                assertThat(client.reply().equals("$8388608\r\n" + value + "\r\n"))
                        .isTrue();
            }
        }
    }

    @Test
    void bigAndSmallMixedInAPipeline() {
        String value = noise(1 << 20);
        StringBuilder sent = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            sent.append(Wire.command("SET", "big", value + i)).append(Wire.command("STRLEN", "big"));
            sent.append(Wire.command("GET", "big"))
                    .append(Wire.command("GET", "none"))
                    .append(Wire.command("ECHO", "" + i));
            int length = value.length() + ("" + i).length();
            expected.addAll(List.of(
                    "+OK\r\n",
                    ":" + length + "\r\n",
                    "$" + length + "\r\n" + value + i + "\r\n",
                    "$-1\r\n",
                    "$" + ("" + i).length() + "\r\n" + i + "\r\n"));
        }
        try (Wire client = Wire.to(redis.router())) {
            Thread sender = new Thread(() -> client.send(sent.toString()));
            sender.start();
            List<String> replies = client.replies(expected.size());
            for (int i = 0; i < expected.size(); i++) {
                assertThat(replies.get(i).equals(expected.get(i)))
                        .as("reply %s", i)
                        .isTrue();
            }
        }
    }

    @Test
    void tenThousandElements() {
        String[] mset = new String[20_001];
        String[] mget = new String[10_001];
        StringBuilder expected = new StringBuilder("*10000\r\n");
        mset[0] = "MSET";
        mget[0] = "MGET";
        for (int i = 0; i < 10_000; i++) {
            mset[1 + 2 * i] = mget[1 + i] = "key-" + i;
            mset[2 + 2 * i] = "value-" + i;
            expected.append('$')
                    .append(("value-" + i).length())
                    .append("\r\nvalue-")
                    .append(i)
                    .append("\r\n");
        }
        try (Wire client = Wire.to(redis.router())) {
            assertThat(client.call(mset)).isEqualTo("+OK\r\n");
            for (int i = 0; i < 10; i++) {
                assertThat(client.call(mget)).isEqualTo(expected.toString());
            }
            assertThat(client.call("DBSIZE")).isEqualTo(":10000\r\n");
            assertThat(client.call("KEYS", "key-999?")).startsWith("*10\r\n");
        }
    }

    @Test
    void everyLengthAroundTheBuffersSizes() {
        try (Wire client = Wire.to(redis.router())) {
            for (int size : new int[] {
                0, 1, 511, 512, 4095, 4096, 16_384, 32_767, 32_768, 65_535, 65_536, 65_537, 131_072, 262_144
            }) {
                for (int length = Math.max(0, size - 40); length <= size + 2; length += 7) {
                    String value = "v".repeat(length);
                    client.send(
                            Wire.command("SET", "k", value) + Wire.command("GET", "k") + Wire.command("ECHO", value));
                    String bulk = "$" + length + "\r\n" + value + "\r\n";
                    List<String> replies = client.replies(3);
                    assertThat(replies.equals(List.of("+OK\r\n", bulk, bulk)))
                            .as("length %s", length)
                            .isTrue();
                }
            }
        }
    }

    /** All 256 bytes, in no order that a mistake would preserve. */
    private static String noise(int length) {
        Random random = new Random(length);
        StringBuilder noise = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            noise.append((char) random.nextInt(256));
        }
        return noise.toString();
    }
}
