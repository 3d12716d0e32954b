package dev.redisrouter.test.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.differential.Conversation.Step;
import dev.redisrouter.test.endpoint.Wire;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Requests with bytes lost, doubled or changed on their way are answered, and refused, as one Redis does: in the same
 * words, with the connection closed at the same point.
 */
class DamagedRequestsIT {
    private static final int STREAMS = Integer.getInteger("redisrouter.test.conversations", 250) * 8;
    private static final long FIRST_SEED = Long.getLong("redisrouter.test.seed", 1);
    private static final int MOST_BYTES = 12_000;
    /**
     * COMMAND alone is a long list in the order of a hash table; the others the router does not take between MULTI and
     * EXEC, where a damaged EXEC may leave them.
     */
    private static final Set<String> LEFT_OUT = Set.of("COMMAND", "AUTH", "SELECT", "HELLO", "CLIENT");

    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().sentinels(0));

    @RegisterExtension
    static final RedisLabExtension plain =
            RedisLabExtension.of(RedisLab.builder().replicas(0).sentinels(0));

    @Test
    void areAnsweredAsByOneRedis() {
        int refused = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + STREAMS; seed++) {
            String stream = damaged(new Random(seed), requests(seed));
            String expected = said(Wire.to(plain.lab().master()), stream);
            String seen = said(Wire.to(redis.router()), stream);
            int same = commonStart(expected, seen);
            assertThat(shown(seen.substring(same)))
                    .as(
                            "-Dredisrouter.test.seed=%s: after %s to %s",
                            seed, shown(seen.substring(0, same)), shown(stream))
                    .isEqualTo(shown(expected.substring(same)));
            refused += seen.contains("Protocol error") ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(STREAMS / 10);
    }

    /** The first of what is asked under this seed. */
    private static String requests(long seed) {
        String all = Conversation.of(seed).steps().stream()
                .skip(Conversation.CLIENTS) // which say HELLO
                .limit(20)
                .filter(step -> !step.listening())
                .map(Step::calls)
                .flatMap(List::stream)
                .filter(DamagedRequestsIT::isTheSameEvenIfDamaged)
                .map(Call::bytes)
                .filter(bytes -> bytes.length() < MOST_BYTES && bytes.indexOf(0) < 0)
                .limit(10 + seed % 20)
                .collect(Collectors.joining());
        return all.substring(0, Math.min(all.length(), MOST_BYTES));
    }

    /** Not what may have to wait. */
    private static boolean isTheSameEvenIfDamaged(Call call) {
        String name = call.words().get(0);
        return call.likeness() == Likeness.EXACT
                && !name.startsWith("B")
                && !LEFT_OUT.contains(name)
                && !call.words().contains("BLOCK");
    }

    /** Without a NUL: Redis 7 sees no end of a line behind one, and waits for 64 KiB more before it says so. */
    private static String damaged(Random random, String requests) {
        StringBuilder stream = new StringBuilder(requests);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(stream.length());
            int to = Math.min(stream.length(), at + 1 + random.nextInt(8));
            switch (random.nextInt(4)) {
                case 0 -> stream.setCharAt(at, (char) (stream.charAt(at) ^ 1 << random.nextInt(8)));
                case 1 -> stream.insert(at, "\r\n*$-19 '\"".charAt(random.nextInt(9)));
                case 2 -> stream.delete(at, to);
                default -> stream.insert(at, stream.substring(at, to));
            }
        }
        return stream.toString().replace("\0", "");
    }

    private static int commonStart(String a, String b) {
        int same = 0;
        while (same < Math.min(a.length(), b.length()) && a.charAt(same) == b.charAt(same)) {
            same++;
        }
        return same;
    }

    private static String shown(String bytes) {
        String text = bytes.replace("\r", "\\r").replace("\n", "\\n");
        return text.length() > 3_000 ? text.substring(0, 3_000) + "… (" + text.length() + " characters)" : text;
    }

    /** All that comes until the server closes, after it has been told that no more will be asked. */
    private static String said(Wire connection, String stream) {
        try (connection) {
            return Likeness.anonymous(connection.send(stream).finishSending().untilClosed());
        }
    }
}
