package dev.redisrouter.test.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.util.Collections;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Scripts that only read run on any node, all others on the master; what they wrote or need is there at once. */
class ScriptsIT {
    private static final String LIBRARY = "#!lua name=library\nredis.register_function{function_name='reads', "
            + "callback=function(keys) return redis.call('GET', keys[1]) end, flags={'no-writes'}}";

    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().sentinels(0));

    @RegisterExtension
    static final RedisLabExtension plain =
            RedisLabExtension.of(RedisLab.builder().replicas(0).sentinels(0));

    @AfterEach
    void forgetTheFunctions() {
        redis.lab().master().command("FUNCTION", "FLUSH");
    }

    @Test
    void areAlike() {
        String sha = "e0e1f9fabfc9d4800c877a703b823ac0578ff8db";
        Alike.assertAlike(
                redis.router(),
                plain.lab().master(),
                List.of(
                        "EVAL 'return {1,2,{3,ARGV[1]}}' 0 x\r\nEVAL 'return redis.call(\"SET\",KEYS[1],ARGV[1])' 1 k v\r\nGET"
                                + " k\r\n",
                        "SCRIPT EXISTS " + sha + "\r\nEVALSHA " + sha + " 0\r\nSCRIPT LOAD 'return 1'\r\n",
                        "SCRIPT LOAD 'return \"x\"'\r\nSCRIPT FLUSH\r\nSCRIPT NOSUCH\r\nSCRIPT\r\n",
                        "EVAL 'return x' 1\r\nEVAL 'syntax error' 0\r\nEVAL 'return redis.call(\"NOSUCH\")' 0\r\n",
                        "EVAL 'return redis.error_reply(\"MY own\")' 0\r\nEVAL 'return redis.status_reply(\"FINE\")' 0\r\n",
                        "EVAL_RO 'return redis.call(\"GET\",KEYS[1])' 1 k\r\nEVAL_RO 'return redis.call(\"DEL\",KEYS[1])' 1 k\r\n",
                        "HELLO 3\r\nEVAL 'redis.setresp(3); return redis.call(\"HGETALL\",KEYS[1])' 1 h\r\nEVAL 'return {map={a=1}}'"
                                + " 0\r\n",
                        "SCRIPT LOAD 'return 5'\r\nEVALSHA_RO 4ca238f611c9d0ae4e9a75a5dbac22aedc1e44b8 0\r\n"
                                + "EVALSHA_RO 4ca238f611c9d0ae4e9a75a5dbac22aedc1e44b0 0\r\nEVALSHA_RO x\r\nFCALL_RO none 0\r\n",
                        "FCALL nothing 0\r\nFUNCTION LIST\r\nEVAL 'return 1' -1\r\nEVAL 'return 1' x\r\n"));
    }

    @Test
    void areLoadedForEveryone() {
        try (Wire one = Wire.to(redis.router());
                Wire two = Wire.to(redis.router())) {
            String sha = one.call("SCRIPT", "LOAD", "return ARGV[1]");
            for (int i = 0; i < 50; i++) {
                assertThat(two.call("EVALSHA", sha.substring(5, 45), "0", "hi")).isEqualTo("$2\r\nhi\r\n");
                assertThat(two.call("SCRIPT", "EXISTS", sha.substring(5, 45))).isEqualTo("*1\r\n:1\r\n");
            }
        }
    }

    @Test
    void areSeenByTheReadsBehindThem() {
        try (Wire one = Wire.to(redis.router());
                Wire two = Wire.to(redis.router())) {
            for (int i = 0; i < 500; i++) {
                // It names no key, so only its effect shows what it wrote.
                one.call("EVAL", "return redis.call('SET', 'hid' .. 'den', ARGV[1])", "0", "" + i);
                assertThat(two.call("GET", "hidden")).contains("\r\n" + i + "\r\n");
            }
        }
    }

    @Test
    void thatOnlyReadRunOnEveryNode() {
        redis.lab().master().command("FUNCTION", "LOAD", "REPLACE", LIBRARY);
        redis.lab().master().command("SET", "read", "me");
        try (Wire client = Wire.to(redis.router())) {
            String sha = sha(client.call("SCRIPT", "LOAD", "return redis.call('GET', KEYS[1])"));
            awaitTheSameEverywhere(client);
            for (int i = 0; i < 60; i++) {
                for (String[] call : new String[][] {
                    {"EVAL_RO", "return redis.call('GET', KEYS[1])", "1", "read"},
                    {"EVALSHA_RO", sha, "1", "read"},
                    {"FCALL_RO", "reads", "1", "read"}
                }) {
                    assertThat(client.call(call)).isEqualTo("$2\r\nme\r\n");
                }
                // a fourth read, or each of the three would meet the same of three nodes each time
                client.call("STRLEN", "none");
            }
        }
        for (String command : List.of("eval_ro", "evalsha_ro", "fcall_ro")) {
            assertThat(NodeCalls.of(redis.lab(), command)).as(command).allMatch(calls -> calls >= 10);
        }
    }

    @Test
    void areAskedOfTheMasterWhereAReplicaDoesNotKnowThem() {
        try (Wire client = Wire.to(redis.router())) {
            String sha = String.valueOf(redis.lab().master().command("SCRIPT", "LOAD", "return 'the master knows'"));
            awaitTheSameEverywhere(client);
            for (int i = 0; i < 60; i++) {
                assertThat(client.call("EVALSHA_RO", sha, "0")).isEqualTo("$16\r\nthe master knows\r\n");
                client.call("STRLEN", "none");
            }
            for (LabNode replica : redis.lab().replicas()) {
                assertThat(replica.command("SCRIPT", "EXISTS", sha)).isEqualTo(List.of(0L));
                assertThat(NodeCalls.of(replica, "evalsha_ro")).isPositive();
            }
        }
    }

    @Test
    void areLoadedAndFlushedOnEveryNode() {
        try (Wire client = Wire.to(redis.router())) {
            String sha = sha(client.call("SCRIPT", "LOAD", "return 'everywhere'"));
            awaitEverywhere(sha, 1);
            assertThat(client.call("SCRIPT", "FLUSH")).isEqualTo("+OK\r\n");
            awaitEverywhere(sha, 0);
        }
    }

    /** A replica that lags has neither the function nor what a script reads without naming it. */
    @Test
    void areNeverRunOnANodeThatLacksWhatTheyNeed() {
        LabNode lagging = redis.lab().replicas().get(0);
        try (ReplicationGate gate = ReplicationGate.between(lagging, redis.lab().master());
                Wire client = Wire.to(redis.router())) {
            gate.shut();
            client.call("FUNCTION", "FLUSH");
            for (int i = 0; i < 30; i++) {
                client.call("FUNCTION", "LOAD", "REPLACE", LIBRARY);
                client.call("SET", "unnamed", "v" + i);
                assertThat(client.call("FCALL_RO", "reads", "1", "unnamed")).endsWith("v" + i + "\r\n");
                assertThat(client.call("EVAL_RO", "return redis.call('GET', 'un' .. 'named')", "0"))
                        .endsWith("v" + i + "\r\n");
            }
            assertThat(lagging.command("GET", "unnamed")).isNotEqualTo("v29");
        }
    }

    private static String sha(String reply) {
        return reply.substring(5, 45);
    }

    private static void awaitEverywhere(String sha, long exists) {
        Awaitility.await()
                .untilAsserted(() -> assertThat(redis.lab().nodes())
                        .allSatisfy(node -> assertThat(node.command("SCRIPT", "EXISTS", sha))
                                .isEqualTo(List.of(exists))));
    }

    /** Until reads of any key are spread, which they are not while a replica may lack the last write. */
    private static void awaitTheSameEverywhere(Wire client) {
        Awaitility.await().until(() -> {
            NodeCalls.reset(redis.lab());
            for (int i = 0; i < 30; i++) {
                client.call("DBSIZE");
            }
            return Collections.min(NodeCalls.of(redis.lab(), "dbsize")) > 5;
        });
    }
}
