package dev.redisrouter.test.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever Redis knows gets an answer at once, and mostly the one that Redis itself gives. */
class EveryCommandIT {
    /** Answered by their own tests, by the router's own figures, or by what differs between any two servers. */
    private static final Set<String> NOT_ALIKE = Set.of(
            "acl",
            "auth",
            "bgrewriteaof",
            "bgsave",
            "client",
            "cluster",
            "command",
            "config",
            "debug",
            "failover",
            "hello",
            "info",
            "lastsave",
            "latency",
            "memory",
            "migrate",
            "module",
            "pfdebug",
            "pfselftest",
            "psync",
            "randomkey",
            "replconf",
            "replicaof",
            "role",
            "save",
            "shutdown",
            "slaveof",
            "slowlog",
            "sync",
            "time",
            "asking",
            "readonly",
            "readwrite",
            "restore-asking");

    /** After these a connection is in another state, which their own tests look at. */
    private static final Set<String> LISTENING =
            Set.of("monitor", "psubscribe", "punsubscribe", "ssubscribe", "subscribe", "sunsubscribe", "unsubscribe");

    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().sentinels(0));

    @RegisterExtension
    static final RedisLabExtension plain =
            RedisLabExtension.of(RedisLab.builder().replicas(0).sentinels(0));

    @Test
    void isAnsweredAsByRedis() {
        List<String> conversations = new ArrayList<>();
        for (String name : commands()) {
            if (!NOT_ALIKE.contains(name) && !LISTENING.contains(name) && !isRandom(name)) {
                for (int arguments = 0; arguments <= 4; arguments++) {
                    conversations.add(command(name, arguments));
                }
            }
        }

        assertThat(conversations).hasSizeGreaterThan(900);
        Alike.assertAlike(redis.router(), plain.lab().master(), conversations);
    }

    @Test
    void isAnsweredWhateverItDoes() {
        for (String name : commands()) {
            for (int arguments = 0; arguments <= 3; arguments++) {
                try (Wire client = Wire.to(redis.router())) {
                    if (LISTENING.contains(name)) {
                        assertThat(client.send(command(name, arguments)).reply())
                                .as(name)
                                .isNotEmpty();
                    } else if (NOT_ALIKE.contains(name)) {
                        client.send(command(name, arguments) + Wire.command("PING"));
                        assertThat(client.replies(2)).as(name).last().isEqualTo("+PONG\r\n");
                    }
                }
            }
        }
        assertThat(redis.lab().nodes()).allMatch(LabNode::isRunning);
        assertThat(redis.lab().nodes()).extracting(LabNode::role).containsExactly("master", "slave", "slave");
    }

    /** LOLWUT is another poem each time in some versions. */
    private static boolean isRandom(String name) {
        try (Wire server = Wire.to(plain.lab().master())) {
            return name.equals("lolwut") && !server.call(name).equals(server.call(name));
        }
    }

    private static List<String> commands() {
        Object names = plain.lab().master().command("COMMAND", "LIST");
        return ((List<?>) Objects.requireNonNull(names))
                .stream().map(String::valueOf).sorted().toList();
    }

    private static String command(String name, int arguments) {
        List<String> words = new ArrayList<>(List.of(name));
        words.addAll(Collections.nCopies(arguments, "x"));
        return Wire.command(words.toArray(String[]::new));
    }
}
