package dev.redisrouter.test.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a client says of itself stays with it, over whatever connections its commands travel. */
class SessionIT {
    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().sentinels(0));

    @Test
    void hasAnIdOfItsOwn() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            try (Wire client = Wire.to(redis.router())) {
                String id = client.call("CLIENT", "ID");
                assertThat(id).matches(":\\d+\r\n");
                assertThat(client.call("HELLO", "3")).contains("$2\r\nid\r\n" + id);
                assertThat(client.call("RESET")).isEqualTo("+RESET\r\n");
                assertThat(client.call("CLIENT", "ID")).isEqualTo(id);
                ids.add(id);
            }
        }
        assertThat(ids).hasSize(20);
    }

    @Test
    void hasANameOfItsOwn() {
        try (Wire one = Wire.to(redis.router());
                Wire two = Wire.to(redis.router())) {
            assertThat(one.call("CLIENT", "SETNAME", "one")).isEqualTo("+OK\r\n");
            assertThat(two.call("HELLO", "3", "SETNAME", "two")).startsWith("%");
            assertThat(one.call("CLIENT", "GETNAME")).isEqualTo("$3\r\none\r\n");
            assertThat(two.call("CLIENT", "GETNAME")).isEqualTo("$3\r\ntwo\r\n");
            assertThat(one.call("RESET")).isEqualTo("+RESET\r\n");
            assertThat(one.call("CLIENT", "GETNAME")).isEqualTo("$-1\r\n");
            assertThat(two.call("CLIENT", "GETNAME")).isEqualTo("$3\r\ntwo\r\n");
        }
    }

    @Test
    void isDescribed() {
        try (Wire client = Wire.to(redis.router())) {
            String id = client.call("CLIENT", "ID").trim().substring(1);
            client.send(
                    "CLIENT SETNAME me\r\nCLIENT SETINFO LIB-NAME lib\r\nclient setinfo lib-ver 1.2\r\nSELECT 3\r\n");
            assertThat(client.replies(4)).containsOnly("+OK\r\n");

            assertThat(client.call("CLIENT", "INFO"))
                    .startsWith("$")
                    .contains("\r\nid=" + id + " addr=" + client.localAddress() + " laddr=127.0.0.1:"
                            + redis.router().port() + " ")
                    .contains(" name=me ", " db=3 ", " user=default ", " lib-name=lib ", " resp=2 ")
                    .containsPattern(" lib-ver=1\\.2[ \n]");
            client.call("HELLO", "3");
            assertThat(client.call("CLIENT", "INFO")).startsWith("=").contains("\r\ntxt:id=" + id, " resp=3");
        }
    }

    @Test
    void speaksTheProtocolItAskedFor() {
        try (Wire old = Wire.to(redis.router());
                Wire modern = Wire.to(redis.router())) {
            assertThat(modern.call("HELLO", "3")).startsWith("%7\r\n").contains("$5\r\nproto\r\n:3\r\n");
            assertThat(old.call("HELLO", "2")).startsWith("*14\r\n").contains("$5\r\nproto\r\n:2\r\n");
            old.call("HSET", "h", "f", "v");

            // Many times, so that each node is asked in both protocols.
            for (int i = 0; i < 30; i++) {
                assertThat(modern.call("HGETALL", "h")).isEqualTo("%1\r\n$1\r\nf\r\n$1\r\nv\r\n");
                assertThat(old.call("HGETALL", "h")).isEqualTo("*2\r\n$1\r\nf\r\n$1\r\nv\r\n");
                assertThat(modern.call("GET", "none")).isEqualTo("_\r\n");
                assertThat(old.call("GET", "none")).isEqualTo("$-1\r\n");
            }
            modern.call("HELLO", "2");
            assertThat(modern.call("GET", "none")).isEqualTo("$-1\r\n");
        }
    }

    @Test
    void isAsNewAfterReset() {
        try (Wire client = Wire.to(redis.router())) {
            client.send("SET k zero\r\nHELLO 3 SETNAME me\r\nSELECT 5\r\nSET k five\r\nWATCH k\r\nMULTI\r\nRESET\r\n"
                    + "GET k\r\nGET none\r\nCLIENT GETNAME\r\nEXEC\r\n");

            List<String> replies = client.replies(11);
            assertThat(replies.subList(6, 11))
                    .containsExactly(
                            "+RESET\r\n", "$4\r\nzero\r\n", "$-1\r\n", "$-1\r\n", "-ERR EXEC without MULTI\r\n");
        }
    }

    @Test
    void endsWithQuitBehindAllItsReplies() {
        try (Wire client = Wire.to(redis.router())) {
            StringBuilder sent = new StringBuilder();
            StringBuilder expected = new StringBuilder();
            for (int i = 0; i < 500; i++) {
                sent.append("SET k ").append(i).append("\r\nGET k\r\n");
                expected.append("+OK\r\n$")
                        .append(String.valueOf(i).length())
                        .append("\r\n")
                        .append(i)
                        .append("\r\n");
            }
            assertThat(client.send(sent + "QUIT\r\nSET k never\r\n").untilClosed())
                    .isEqualTo(expected + "+OK\r\n");
            assertThat(redis.lab().master().command("GET", "k")).isEqualTo("499");
        }
    }
}
