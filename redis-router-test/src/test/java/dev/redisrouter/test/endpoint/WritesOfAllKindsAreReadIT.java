package dev.redisrouter.test.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever a command changes, and by whichever way it reached the master, the reads behind it see it. */
class WritesOfAllKindsAreReadIT {
    @RegisterExtension
    static final RedisLabExtension redis = RedisLabExtension.of(
                    RedisLab.builder().sentinels(0))
            .router(config -> config.health(h -> h.probeInterval(Duration.ofMillis(10))));

    private LabNode replica;
    private ReplicationGate gate;

    @BeforeEach
    void putAGateBeforeAReplica() {
        replica = redis.lab().replicas().get(0);
        gate = ReplicationGate.between(replica, redis.lab().master());
    }

    @AfterEach
    void takeItAway() {
        gate.close();
    }

    @Test
    void byTheKeysTheyName() {
        assertSeen("SET a 1", "GET a", "$1\r\n1\r\n");
        assertSeen("MSET b 1 c 2 d 3", "MGET d c b", "*3\r\n$1\r\n3\r\n$1\r\n2\r\n$1\r\n1\r\n");
        assertSeen("RENAME a e", "EXISTS a e", ":1\r\n");
        assertSeen("DEL b", "EXISTS b", ":0\r\n");
        assertSeen("COPY c f", "GET f", "$1\r\n2\r\n");
        assertSeen("ZADD z 1 m", "ZRANGE z 0 -1", "*1\r\n$1\r\nm\r\n");
        assertSeen("ZUNIONSTORE u 1 z", "ZCARD u", ":1\r\n");
        assertSeen("SORT z BY nosort STORE s", "LLEN s", ":1\r\n");
        assertSeen("XADD x 1-1 f v", "XLEN x", ":1\r\n");
        assertSeen(
                "XADD x 2-1 f v",
                "XREAD STREAMS x 1-1",
                "*1\r\n*2\r\n$1\r\nx\r\n*1\r\n*2\r\n$3\r\n2-1\r\n*2\r\n$1\r\nf\r\n$1\r\nv\r\n");
    }

    @Test
    void withoutNamingThem() {
        assertSeen("EVAL 'redis.call(\"SET\",\"g\",1)' 0", "GET g", "$1\r\n1\r\n");
        assertSeen("SET h 1", "DBSIZE", ":2\r\n");
        assertSeen("SET i 1", "KEYS i", "*1\r\n$1\r\ni\r\n");
        assertSeen("SELECT 1\r\nSET k 1\r\nSWAPDB 0 1", "GET k", "$1\r\n1\r\n");
        assertSeen("SWAPDB 0 1", "GET i", "$1\r\n1\r\n");
        assertSeen("NOSUCH x", "GET i", "$1\r\n1\r\n");
        assertSeen("FLUSHDB", "GET i", "$-1\r\n");
    }

    @Test
    void fromAConnectionOfTheClientsOwn() {
        assertSeen("MULTI\r\nSET j 1\r\nEXEC", "GET j", "$1\r\n1\r\n");
        assertSeen("WATCH j\r\nSET j 2\r\nUNWATCH", "GET j", "$1\r\n2\r\n");
        assertSeen("EXPIRE j 1000\r\nPERSIST j", "TTL j", ":-1\r\n");
        assertSeen("RPUSH l a b", "LLEN l", ":2\r\n");
        assertSeen("BLPOP l 1", "LLEN l", ":1\r\n");
    }

    @Test
    void fromAClientThatSubscribes() {
        assertSeen("SUBSCRIBE ch\r\nUNSUBSCRIBE ch\r\nSET r 1", "GET r", "$1\r\n1\r\n");
        assertSeen("HELLO 3\r\nSUBSCRIBE ch\r\nSET s 2", "GET s", "$1\r\n2\r\n");
    }

    @Test
    void fromAClientThatSubscribesAndDoesMore() {
        // Of these writes the router does not know the keys, which keeps the reads of this router from replicas for a
        // while.
        for (String writes : List.of(
                "HELLO 3\r\nSUBSCRIBE ch\r\nMULTI\r\nSET t 3\r\nEXEC",
                "HELLO 3\r\nSUBSCRIBE ch\r\nSELECT 1\r\nSELECT 0\r\nSET t 3")) {
            try (RedisRouter router = RedisRouter.start(redis.lab().routerConfig())) {
                assertSeen(router, writes, "GET t", "$1\r\n3\r\n");
                redis.lab().master().command("DEL", "t");
            }
        }
    }

    /** Says one thing on one connection and asks on another, often enough to ask every node; one of them has not got it. */
    private void assertSeen(String writes, String read, String expected) {
        assertSeen(redis.router(), writes, read, expected);
    }

    private void assertSeen(RedisRouter router, String writes, String read, String expected) {
        try (Wire writer = Wire.to(router);
                Wire reader = Wire.to(router)) {
            gate.open();
            awaitAskedFor(reader);
            gate.shut();

            writer.send(writes + "\r\nECHO done\r\n");
            for (String reply = writer.reply(); !reply.equals("$4\r\ndone\r\n"); ) {
                reply = writer.reply();
            }
            for (int i = 0; i < 6; i++) {
                assertThat(reader.send(read + "\r\n").reply())
                        .as("%s after %s", read, writes)
                        .isEqualTo(expected);
            }
        }
    }

    private void awaitAskedFor(Wire reader) {
        NodeCalls.reset(redis.lab());
        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> {
            reader.call("GET", "settled");
            return NodeCalls.of(replica, "get") > 0;
        });
    }
}
