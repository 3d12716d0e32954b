package dev.redisrouter.test.doors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.test.endpoint.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Long conversations whose answers are known, so that one byte that is lost, doubled or late shows. */
public final class Conversation {
    private static final String MIB = "x".repeat(1 << 20);

    private Conversation() {}

    /** Those below that one client has alone. */
    static void ofAllKinds(Wire client) {
        ofManySmall(client);
        ofEveryLength(client);
        ofBigAndSmall(client);
    }

    /** Megabytes for one who reads them only when another has been answered often. */
    public static void ofOneThatReadsLate(Wire late, Wire other) {
        other.call("SET", "big", MIB);
        late.send((Wire.command("GET", "big") + Wire.command("GET", "none")).repeat(20));
        for (int i = 0; i < 300; i++) {
            assertThat(other.call("GET", "none")).isEqualTo("$-1\r\n");
        }
        for (int i = 0; i < 20; i++) {
            assertThat(late.reply()).isEqualTo("$1048576\r\n" + MIB + "\r\n");
            assertThat(late.reply()).isEqualTo("$-1\r\n");
        }
    }

    /** Values on both sides of the sizes of buffers and TLS records, three deep. */
    private static void ofEveryLength(Wire client) {
        for (int size : new int[] {0, 1, 512, 4_096, 16_384, 32_768, 65_536, 131_072}) {
            for (int length = Math.max(0, size - 40); length <= size + 2; length += 7) {
                String value = "v".repeat(length);
                client.send(Wire.command("SET", "k", value) + Wire.command("GET", "k") + Wire.command("ECHO", value));
                String bulk = "$" + length + "\r\n" + value + "\r\n";
                assertThat(client.replies(3).equals(List.of("+OK\r\n", bulk, bulk)))
                        .as("length %s", length)
                        .isTrue();
            }
        }
    }

    /** Megabytes and single bytes in one pipeline, sent while the answers are read. */
    private static void ofBigAndSmall(Wire client) {
        String value = noise(1 << 20);
        StringBuilder sent = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String number = Integer.toString(i);
            sent.append(Wire.command("SET", "big", value + i))
                    .append(Wire.command("GET", "big"))
                    .append(Wire.command("GET", "none"))
                    .append(Wire.command("ECHO", number));
            int length = value.length() + number.length();
            expected.addAll(List.of(
                    "+OK\r\n",
                    "$" + length + "\r\n" + value + i + "\r\n",
                    "$-1\r\n",
                    "$" + number.length() + "\r\n" + i + "\r\n"));
        }
        Thread sender = new Thread(() -> client.send(sent.toString()));
        sender.start();
        List<String> replies = client.replies(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(replies.get(i).equals(expected.get(i))).as("reply %s", i).isTrue();
        }
    }

    /** Two thousand small commands at once. */
    private static void ofManySmall(Wire client) {
        StringBuilder sent = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            sent.append(Wire.command("SET", "k" + i % 7, "" + i)).append(Wire.command("GET", "k" + i % 7));
            expected.addAll(List.of("+OK\r\n", "$" + ("" + i).length() + "\r\n" + i + "\r\n"));
        }
        assertThat(client.send(sent.toString()).replies(2_000)).isEqualTo(expected);
    }

    /** All 256 bytes, in no order that a mistake would preserve. */
    static String noise(int length) {
        Random random = new Random(length);
        StringBuilder noise = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            noise.append((char) random.nextInt(256));
        }
        return noise.toString();
    }
}
