package dev.redisrouter.test.resp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever bytes a client sends, the router reads them as Redis does and answers in the same words. */
@RedisLabTest(replicas = 0, sentinels = 0)
class SameWordsAsRedisIT {
    private static final String LINE_64K = "1".repeat(64 * 1024);

    static Stream<String> requests() {
        return Stream.of(
                "*x\r\n",
                "*\r\n",
                "*01\r\n",
                "*+1\r\n",
                "* 1\r\n",
                "*1 \r\n",
                "*-0\r\n",
                "*2147483648\r\n",
                "*99999999999999999999\r\n",
                "*1\r\nX4\r\nPING\r\n",
                "*1\r\n\r\n",
                "*1\r\n\n\r\n",
                "*1\r\n\u00ff\r\n",
                "*1\r\n$-1\r\n",
                "*1\r\n$x\r\n",
                "*1\r\n$\r\n",
                "*1\r\n$04\r\nPING\r\n",
                "*1\r\n$536870913\r\n",
                "*" + LINE_64K,
                "*1\r\n$" + LINE_64K,
                "a" + LINE_64K,
                "ECHO \"a\r\n",
                "ECHO \"a\"b\r\n",
                "ECHO 'a'b\r\n",
                "*1\r\n$4\r\nPING\r\n*x\r\n*1\r\n$4\r\nPING\r\n",
                "*-5\r\nPING\r\n",
                "*0\r\n*-1\r\n\r\n  \r\nPING\r\n",
                "*1\r\n$4\rXPINGyz*1\rZ$4\r\nPING\r\n",
                "*1\r\n$0\r\n\r\n",
                "\"\"\r\n",
                "ECHO \"a\\x41\\n\\q\"\n",
                "ECHO 'a\\'b'\r\n",
                "ECHO a\"b c\"\r\n",
                "ECHO a\u000bb\r\n",
                "ECHO a\rb\r\n",
                "POST / HTTP/1.1\r\nHost: x\r\n\r\nPING\r\n",
                "*1\r\n$5\r\nhost:\r\nPING\r\n",
                "*1\r\n$4\r\nQUIT\r\n*1\r\n$4\r\nPING\r\n");
    }

    @ParameterizedTest
    @MethodSource("requests")
    void areSaidToWhatRedisRefusesOrForgives(String bytes, RedisRouter router, RedisLab lab) throws IOException {
        assertThat(said(router.host(), router.port(), bytes))
                .isEqualTo(said(lab.master().host(), lab.master().port(), bytes));
    }

    @Test
    void areSaidToRequestsDamagedAtRandom(RedisRouter router, RedisLab lab) throws IOException {
        for (int seed = 0; seed < 300; seed++) {
            String bytes = damaged(new Random(seed));

            assertThat(said(router.host(), router.port(), bytes))
                    .as("seed %d: %s", seed, bytes)
                    .isEqualTo(said(lab.master().host(), lab.master().port(), bytes));
        }
    }

    /** Requests that any node answers alike, with a few bytes changed, added or lost. */
    private static String damaged(Random random) {
        String[] whole = {
            "*1\r\n$4\r\nPING\r\n",
            "*2\r\n$4\r\nECHO\r\n$5\r\nworld\r\n",
            "*2\r\n$4\r\nECHO\r\n$0\r\n\r\n",
            "*2\r\n$4\r\nECHO\r\n$18\r\n\r\n*1\r\n$4\r\nPING\r\n\r\n",
            "*3\r\n$3\r\nGET\r\n$1\r\na\r\n$1\r\nb\r\n",
            "ECHO \"a\\x41b\"\r\n",
            "ping 'it\\'s'\n",
            "  \r\n"
        };
        String change = "*$123456789-\r\n\r\n \"'\\xab";
        StringBuilder bytes = new StringBuilder();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            bytes.append(whole[random.nextInt(whole.length)]);
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(bytes.length());
            char changed = change.charAt(random.nextInt(change.length()));
            switch (random.nextInt(3)) {
                case 0 -> bytes.setCharAt(at, changed);
                case 1 -> bytes.insert(at, changed);
                default -> bytes.deleteCharAt(at);
            }
        }
        return bytes.toString();
    }

    /** All that comes back until the other side closes; it does when it has answered, since no more can come. */
    private static String said(String host, int port, String bytes) throws IOException {
        try (Socket socket = new Socket(host, port)) {
            socket.setSoTimeout(10_000);
            StringBuilder said = new StringBuilder();
            try {
                socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
                socket.shutdownOutput();
                InputStream in = socket.getInputStream();
                for (int b = in.read(); b >= 0; b = in.read()) {
                    said.append((char) b);
                }
            } catch (SocketException closedWithBytesUnread) {
                // The kernel resets what the peer closed before it had read everything; what was said before counts.
            }
            return said.toString();
        }
    }
}
