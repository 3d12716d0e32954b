package dev.redisrouter.test.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client is the router's own user until it says who it is, and then that user, with that user's rights. */
class CredentialsIT {
    private static final String WRONG = "-WRONGPASS invalid username-password pair or user is disabled.\r\n";

    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().sentinels(0).password("s3cret"));

    @BeforeEach
    void makeUsers() {
        redis.lab()
                .nodes()
                .forEach(node -> node.command(
                        "ACL", "SETUSER", "reader", "on", ">r", "~*", "&*", "+@read", "+@connection", "+acl|whoami"));
    }

    @Test
    void needNotBeSaidByTheClient() {
        try (Wire client = Wire.to(redis.router())) {
            assertThat(client.call("SET", "k", "v")).isEqualTo("+OK\r\n");
            assertThat(client.call("ACL", "WHOAMI")).isEqualTo("$7\r\ndefault\r\n");
        }
    }

    @Test
    void areCheckedByTheNodes() {
        try (Wire client = Wire.to(redis.router())) {
            client.send(
                    "AUTH s3cret\r\nAUTH wrong\r\nAUTH default s3cret\r\nAUTH default wrong\r\nAUTH nobody s3cret\r\n"
                            + "HELLO 3 AUTH default wrong SETNAME me\r\nCLIENT GETNAME\r\nHELLO 2 AUTH default s3cret SETNAME me\r\n"
                            + "CLIENT GETNAME\r\nSET k v\r\n");

            List<String> replies = client.replies(10);
            assertThat(replies.subList(0, 7))
                    .containsExactly("+OK\r\n", WRONG, "+OK\r\n", WRONG, WRONG, WRONG, "$-1\r\n");
            assertThat(replies.get(7)).startsWith("*14\r\n");
            assertThat(replies.subList(8, 10)).containsExactly("$2\r\nme\r\n", "+OK\r\n");
        }
    }

    @Test
    void giveTheClientItsRightsOnEveryNode() {
        try (Wire client = Wire.to(redis.router());
                Wire other = Wire.to(redis.router())) {
            assertThat(client.call("AUTH", "reader", "r")).isEqualTo("+OK\r\n");
            for (int i = 0; i < 60; i++) {
                assertThat(client.call("GET", "none")).isEqualTo("$-1\r\n");
                assertThat(client.call("ACL", "WHOAMI")).isEqualTo("$6\r\nreader\r\n");
                assertThat(client.call("SET", "k", "v"))
                        .isEqualTo("-NOPERM this user has no permissions to run the 'set' command\r\n");
                assertThat(other.call("SET", "k", "v")).isEqualTo("+OK\r\n");
            }
            client.send("MULTI\r\nSET k v\r\nEXEC\r\n");
            assertThat(client.replies(3)).last().asString().startsWith("-EXECABORT");
            assertThat(client.call("CLIENT", "INFO")).contains(" user=reader ");
        }
    }

    @Test
    void areForgottenByReset() {
        try (Wire client = Wire.to(redis.router())) {
            client.call("AUTH", "reader", "r");
            client.call("RESET");
            assertThat(client.call("ACL", "WHOAMI")).isEqualTo("$7\r\ndefault\r\n");
            assertThat(client.call("SET", "k", "v")).isEqualTo("+OK\r\n");
        }
    }

    @Test
    void leaveTheClientWhoItWasWhenTheyAreWrong() {
        try (Wire client = Wire.to(redis.router())) {
            client.call("AUTH", "reader", "r");
            assertThat(client.call("AUTH", "s3cre")).isEqualTo(WRONG);
            assertThat(client.call("ACL", "WHOAMI")).isEqualTo("$6\r\nreader\r\n");
        }
    }
}
