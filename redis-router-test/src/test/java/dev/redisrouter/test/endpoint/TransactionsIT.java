package dev.redisrouter.test.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A transaction runs as a whole or not at all, with Redis's replies at every step. */
class TransactionsIT {
    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().sentinels(0));

    @RegisterExtension
    static final RedisLabExtension plain =
            RedisLabExtension.of(RedisLab.builder().replicas(0).sentinels(0));

    @Test
    void areAlike() {
        Alike.assertAlike(
                redis.router(),
                plain.lab().master(),
                List.of(
                        lines("MULTI", "EXEC"),
                        lines("MULTI", "SET a 1", "INCR a", "GET a", "EXEC", "GET a"),
                        lines("HELLO 3", "MULTI", "HSET h f v", "HGETALL h", "ZADD z 1.5 m", "ZSCORE z m", "EXEC"),
                        lines("MULTI", "SET a 2", "DISCARD", "GET a"),
                        lines("MULTI", "PING", "PING hi", "ECHO hi", "EXEC"),
                        lines("MULTI", "MULTI", "SET a 3", "EXEC"),
                        lines("MULTI", "WATCH a", "SET a 3", "EXEC"),
                        lines("MULTI", "UNWATCH", "EXEC"),
                        lines("MULTI", "NOSUCH", "SET a 4", "EXEC", "GET a"),
                        lines("MULTI", "SET a", "SET a 4", "EXEC", "GET a"),
                        lines("MULTI", "ECHO", "EXEC"),
                        lines("MULTI", "PING a b c", "EXEC"),
                        lines("MULTI", "EXEC x", "EXEC", "GET a"),
                        lines("MULTI", "DISCARD x", "DISCARD"),
                        lines("MULTI", "LPUSH a x", "SET b 5", "EXEC", "GET b"),
                        lines("MULTI", "BLPOP none 0", "XREAD BLOCK 0 STREAMS none 0", "WAIT 0 0", "EXEC"),
                        lines("MULTI", "EVAL return{1,2} 0", "SCRIPT EXISTS x", "EXEC"),
                        lines("MULTI", "FLUSHALL", "DBSIZE", "SET c 1", "DBSIZE", "EXEC"),
                        lines(
                                "SELECT 7",
                                "SET a seven",
                                "MULTI",
                                "GET a",
                                "EXEC",
                                "DEL a",
                                "SELECT 0",
                                "MULTI",
                                "EXISTS a",
                                "EXEC"),
                        lines("MULTI", "RESET", "GET a", "EXEC"),
                        lines("MULTI", "SET d never", "QUIT"),
                        lines("GET d"),
                        lines("WATCH a", "MULTI", "GET a", "EXEC"),
                        lines("WATCH a b", "GET a", "SET b 6", "MULTI", "GET b", "EXEC", "MULTI", "GET b", "EXEC"),
                        lines("WATCH a", "SET a 7", "UNWATCH", "MULTI", "GET a", "EXEC"),
                        lines("WATCH a", "SET a 8", "MULTI", "DISCARD", "MULTI", "GET a", "EXEC"),
                        lines("WATCH a", "EXEC", "DISCARD", "PING", "CLIENT GETNAME", "UNWATCH"),
                        lines("WATCH a", "RESET", "MULTI", "EXEC"),
                        lines("WATCH a", "BLPOP none 0.01", "MULTI", "EXEC")));
    }

    @Test
    void failWhenAnotherClientWritesAWatchedKey() {
        try (Wire client = Wire.to(redis.router());
                Wire other = Wire.to(redis.router())) {
            client.send(lines("SET balance 10", "WATCH balance", "GET balance"));
            assertThat(client.replies(3)).containsExactly("+OK\r\n", "+OK\r\n", "$2\r\n10\r\n");
            assertThat(other.call("SET", "balance", "5")).isEqualTo("+OK\r\n");

            client.send(lines("MULTI", "SET balance 11", "EXEC", "GET balance"));
            assertThat(client.replies(4)).containsExactly("+OK\r\n", "+QUEUED\r\n", "*-1\r\n", "$1\r\n5\r\n");
        }
    }

    @Test
    void areNotMixedWithWhatOthersSend() {
        try (Wire client = Wire.to(redis.router());
                Wire other = Wire.to(redis.router())) {
            assertThat(client.call("MULTI")).isEqualTo("+OK\r\n");
            assertThat(client.call("INCR", "n")).isEqualTo("+QUEUED\r\n");
            assertThat(other.call("GET", "n")).isEqualTo("$-1\r\n");
            assertThat(other.call("INCR", "n")).isEqualTo(":1\r\n");
            assertThat(client.call("EXEC")).isEqualTo("*1\r\n:2\r\n");
        }
    }

    @Test
    void mayBeAbandoned() {
        for (int i = 0; i < 50; i++) {
            try (Wire client = Wire.to(redis.router())) {
                client.send(lines("WATCH k", "MULTI", "SET k left"));
                assertThat(client.replies(3)).last().isEqualTo("+QUEUED\r\n");
            }
        }
        try (Wire client = Wire.to(redis.router())) {
            client.send(lines("MULTI", "GET k", "EXEC"));
            assertThat(client.replies(3)).last().isEqualTo("*1\r\n$-1\r\n");
        }
    }

    @Test
    void sayClearlyWhatTheyCannotHold() {
        try (Wire client = Wire.to(redis.router())) {
            for (String line : List.of("SUBSCRIBE c", "UNSUBSCRIBE", "PSUBSCRIBE c")) {
                client.send(lines("MULTI", "SET k v", line, "EXEC", "EXISTS k"));
                List<String> replies = client.replies(5);
                assertThat(replies.get(2))
                        .startsWith("-ERR '" + line.split(" ")[0].toLowerCase(Locale.ROOT))
                        .endsWith("' is not supported by the router between MULTI and EXEC\r\n");
                assertThat(replies.get(3)).startsWith("-EXECABORT");
                assertThat(replies.get(4)).isEqualTo(":0\r\n");
            }
        }
    }

    private static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }
}
