package dev.redisrouter.test.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * {@code SELECT}, {@code AUTH}, {@code HELLO} and {@code CLIENT} after {@code WATCH} and between {@code MULTI} and
 * {@code EXEC} do what they do on a plain Redis, and the session is what they made of it afterwards.
 */
class SessionInTransactionsIT {
    private static final String BOB = "user bob on >secret ~* &* +@all -client|kill";

    @RegisterExtension
    static final RedisLabExtension redis = RedisLabExtension.of(
                    RedisLab.builder().sentinels(0).nodeLines(BOB))
            .router(config -> config.runtime(runtime -> runtime.eventLoops(2)));

    @RegisterExtension
    static final RedisLabExtension plain =
            RedisLabExtension.of(RedisLab.builder().replicas(0).sentinels(0).nodeLines(BOB));

    private static final String STATE = "GET a\r\nCLIENT GETNAME\r\nSET a after\r\nMULTI\r\nGET a\r\nEXEC\r\nDEL a\r\n";

    @Test
    void isWhatRedisMakesOfIt() {
        List<String> conversations = List.of(
                "MULTI\r\nSELECT 1\r\nSET k v\r\nEXEC\r\nGET k\r\nDEL k\r\nSELECT 0\r\nGET k",
                "MULTI\r\nSELECT 1\r\nSELECT 2\r\nSET a two\r\nSELECT 3\r\nEXEC\r\nGET a\r\nSELECT 2\r\nGET a\r\nDEL a",
                "MULTI\r\nSELECT 99\r\nPING\r\nEXEC\r\nPING",
                "MULTI\r\nSELECT x\r\nEXEC",
                "MULTI\r\nSELECT\r\nEXEC",
                "MULTI\r\nSELECT 4\r\nDISCARD\r\nSET a zero\r\nSELECT 0\r\nGET a",
                "MULTI\r\nSELECT 4\r\nNOSUCH\r\nEXEC\r\nSET a zero\r\nSELECT 0\r\nGET a",
                "WATCH a\r\nMULTI\r\nSELECT 4\r\nEXEC\r\nSET a four\r\nSELECT 0\r\nGET a\r\nSELECT 4\r\nDEL a",
                "MULTI\r\nAUTH x\r\nEXEC",
                "MULTI\r\nAUTH default x\r\nEXEC",
                "MULTI\r\nAUTH bob secret\r\nEXEC\r\nCLIENT KILL ID 999999\r\nACL WHOAMI",
                "MULTI\r\nAUTH a b c\r\nEXEC",
                "MULTI\r\nHELLO\r\nEXEC",
                "MULTI\r\nHELLO 3\r\nHGETALL none\r\nGET none\r\nEXEC\r\nHGETALL none",
                "HELLO 3\r\nMULTI\r\nHELLO 2\r\nHGETALL none\r\nEXEC\r\nHGETALL none",
                "MULTI\r\nHELLO 9\r\nPING\r\nEXEC",
                "MULTI\r\nHELLO 3 AUTH bob secret SETNAME me\r\nEXEC\r\nACL WHOAMI",
                "MULTI\r\nHELLO 3 SETNAME me\r\nCLIENT SETNAME you\r\nCLIENT GETNAME\r\nEXEC",
                "MULTI\r\nCLIENT SETNAME me\r\nCLIENT GETNAME\r\nEXEC",
                "MULTI\r\nCLIENT SETNAME me\r\nCLIENT GETNAME\r\nDISCARD",
                "MULTI\r\nCLIENT SETNAME 'a b'\r\nEXEC",
                "MULTI\r\nCLIENT SETNAME\r\nEXEC",
                "MULTI\r\nCLIENT FOO\r\nEXEC",
                "MULTI\r\nCLIENT\r\nEXEC",
                "MULTI\r\nCLIENT KILL\r\nEXEC",
                "MULTI\r\nCLIENT KILL ID 999999\r\nSET a 1\r\nCLIENT KILL foo\r\nGET a\r\nEXEC",
                "MULTI\r\nCLIENT LIST ID 999999\r\nCLIENT LIST FOO\r\nEXEC",
                "MULTI\r\nCLIENT NO-EVICT on\r\nEXEC",
                "MULTI\r\nCLIENT NO-EVICT\r\nEXEC",
                "MULTI\r\nCLIENT UNBLOCK 999999\r\nCLIENT GETREDIR\r\nCLIENT TRACKINGINFO\r\nEXEC",
                "MULTI\r\nMULTI\r\nWATCH a\r\nCLIENT GETREDIR\r\nPING\r\nSELECT 3\r\nEXEC\r\nSET a x\r\nDEL a",
                "MULTI\r\nSELECT 3\r\nRESET\r\nEXEC",
                "MULTI\r\nEXEC x\r\nSELECT 3\r\nEXEC",
                "AUTH bob secret\r\nMULTI\r\nCLIENT KILL ID 999999\r\nEXEC\r\nMULTI\r\nCLIENT LIST ID 999999\r\nEXEC",
                "CLIENT REPLY SKIP\r\nMULTI\r\nSELECT 3\r\nEXEC\r\nSET a x\r\nDEL a",
                "MULTI\r\nSELECT 3\r\nCLIENT GETNAME\r\nCLIENT REPLY",
                "WATCH a\r\nSELECT 1\r\nSET a x\r\nMULTI\r\nGET a\r\nEXEC\r\nDEL a\r\nSELECT 0",
                "WATCH a\r\nSELECT 99\r\nMULTI\r\nEXEC",
                "WATCH a\r\nSELECT\r\nSELECT 1 2\r\nMULTI\r\nEXEC",
                "WATCH a\r\nSELECT 1\r\nUNWATCH\r\nSET a one\r\nSELECT 0\r\nGET a\r\nSELECT 1\r\nDEL a",
                "WATCH a\r\nHELLO 3\r\nGET none\r\nMULTI\r\nHGETALL none\r\nEXEC",
                "WATCH a\r\nHELLO 9\r\nHELLO 3 SETNAME me\r\nCLIENT GETNAME\r\nUNWATCH\r\nGET none",
                "WATCH a\r\nAUTH x\r\nAUTH bob secret\r\nACL WHOAMI\r\nMULTI\r\nACL WHOAMI\r\nEXEC\r\nACL WHOAMI",
                "SELECT 5\r\nWATCH a\r\nSELECT 0\r\nSET a x\r\nSELECT 5\r\nMULTI\r\nSET a y\r\nEXEC\r\nSELECT 0\r\nGET a");
        Alike.assertAlike(
                redis.router(),
                plain.lab().master(),
                conversations.stream()
                        .map(lines -> "FLUSHALL\r\n" + lines + "\r\n" + STATE)
                        .toList());
    }

    /** What a client says of its replies, and what makes the node speak unasked, in both versions of the protocol. */
    @Test
    void isWhatRedisMakesOfRepliesAndListening() {
        List<String> conversations = List.of(
                "MULTI\r\nSET a 1\r\nCLIENT REPLY OFF\r\nGET a\r\nEXEC\r\nPING\r\nCLIENT REPLY ON\r\nPING",
                "MULTI\r\nSET a 1\r\nCLIENT REPLY SKIP\r\nGET a\r\nEXEC\r\nPING\r\nPING",
                "MULTI\r\nCLIENT REPLY OFF\r\nSELECT 1\r\nSET a 2\r\nCLIENT REPLY ON\r\nGET a\r\nEXEC\r\nGET a\r\nDEL a",
                "MULTI\r\nCLIENT REPLY X\r\nCLIENT REPLY ON\r\nCLIENT REPLY\r\nEXEC",
                "CLIENT REPLY OFF\r\nMULTI\r\nSET a 1\r\nCLIENT ID\r\nCLIENT REPLY ON\r\nGET a\r\nEXEC\r\nGET a",
                "MULTI\r\nCLIENT REPLY OFF\r\nDISCARD\r\nPING",
                "MULTI\r\nCLIENT TRACKING ON\r\nGET a\r\nEXEC\r\nCLIENT TRACKINGINFO\r\nSET a 5\r\nPING",
                "MULTI\r\nCLIENT TRACKING ON OPTIN\r\nCLIENT CACHING YES\r\nGET a\r\nCLIENT TRACKINGINFO\r\nEXEC\r\nSET a 1",
                "MULTI\r\nCLIENT TRACKING ON\r\nCLIENT TRACKING OFF\r\nEXEC\r\nCLIENT TRACKINGINFO\r\nGET a",
                "MULTI\r\nCLIENT TRACKING x\r\nCLIENT CACHING YES\r\nEXEC\r\nCLIENT TRACKINGINFO\r\nGET a",
                "MULTI\r\nCLIENT TRACKING ON\r\nSELECT 2\r\nEXEC\r\nGET a\r\nSET a 5\r\nDEL a\r\nSELECT 0",
                "MULTI\r\nMONITOR\r\nEXEC\r\nGET a",
                "WATCH a\r\nSUBSCRIBE x\r\nPING\r\nGET a\r\nMULTI\r\nGET a\r\nEXEC\r\nUNSUBSCRIBE x\r\nMULTI\r\nGET a\r\nEXEC",
                "WATCH a\r\nSUBSCRIBE x\r\nPSUBSCRIBE z\r\nUNSUBSCRIBE\r\nPUNSUBSCRIBE\r\nMULTI\r\nSET a 2\r\nEXEC",
                "WATCH a\r\nSET a 1\r\nUNSUBSCRIBE\r\nMULTI\r\nGET a\r\nEXEC\r\nGET a",
                "WATCH a\r\nCLIENT TRACKING ON\r\nGET a\r\nMULTI\r\nGET a\r\nSET a 3\r\nEXEC\r\nGET a",
                "WATCH a\r\nCLIENT TRACKING ON\r\nSELECT 1\r\nUNWATCH\r\nSET a 1\r\nDEL a\r\nSELECT 0",
                "SUBSCRIBE x\r\nSELECT 1\r\nAUTH default x\r\nAUTH a\r\nSET a 1\r\nDEL a\r\nSELECT 99\r\nSELECT 0",
                "SUBSCRIBE x\r\nHELLO 3\r\nPING\r\nHELLO 2\r\nPING\r\nGET a\r\nHELLO 3\r\nUNSUBSCRIBE x\r\nGET a",
                "CLIENT TRACKING ON\r\nSELECT 1\r\nGET a\r\nSET a 1\r\nAUTH default x\r\nDEL a\r\nSELECT 0\r\nGET a",
                "CLIENT TRACKING ON\r\nHELLO 3\r\nGET a\r\nSET a 2\r\nCLIENT TRACKINGINFO\r\nHELLO 2\r\nGET a",
                "CLIENT TRACKING ON\r\nAUTH bob secret\r\nACL WHOAMI\r\nMULTI\r\nSELECT 1\r\nCLIENT ID\r\nDISCARD",
                "SUBSCRIBE x\r\nMULTI\r\nSELECT 1\r\nCLIENT SETNAME me\r\nCLIENT TRACKING ON\r\nEXEC\r\nSELECT 0",
                "SUBSCRIBE x\r\nMULTI\r\nPUBLISH x hi\r\nSELECT 1\r\nCLIENT GETNAME\r\nEXEC\r\nSELECT 0\r\nGET a",
                "SUBSCRIBE x\r\nWATCH a\r\nSELECT 1\r\nUNWATCH\r\nSELECT 0",
                "CLIENT REPLY SKIP\r\nSUBSCRIBE x y\r\nPING");
        List<String> both = new ArrayList<>();
        for (String lines : conversations) {
            for (String hello : List.of("", "HELLO 3\r\n")) {
                both.add(hello + "DEL a\r\n" + lines + "\r\n");
            }
        }
        Alike.assertAlike(redis.router(), plain.lab().master(), both);
    }

    /** Redis since 7.2 answers a refusal only when nothing it says before waits to be written: one element too few. */
    @Test
    void isRefusedAsRedisRefusesIt() {
        try (Wire server = Wire.to(plain.lab().master())) {
            String told = server.send("PING\r\nAUTH bob wrong\r\nQUIT\r\n").untilClosed();
            assumeThat(told).contains("WRONGPASS");
        }
        Alike.assertAlike(
                redis.router(),
                plain.lab().master(),
                List.of(
                        "MULTI\r\nAUTH bob wrong\r\nEXEC\r\nCLIENT KILL ID 999999\r\n" + STATE,
                        "SUBSCRIBE x\r\nSELECT 1\r\nAUTH a b\r\nPING\r\n",
                        "HELLO 3\r\nSUBSCRIBE x\r\nSELECT 1\r\nAUTH a b\r\nSET a 1\r\n"));
    }

    @Test
    void isTheRoutersOwnWithinTheReplyToExec() {
        try (Wire client = Wire.to(redis.router());
                Wire victim = Wire.to(redis.router());
                Wire blocked = Wire.to(redis.router())) {
            String id = ClientLines.idOf(client);
            String victimId = ClientLines.idOf(victim);
            String blockedId = ClientLines.idOf(blocked);
            blocked.send("BLPOP none 0\r\n");
            await().until(() -> "b".equals(ClientLines.seenBy(client, blockedId).get("flags")));

            client.send("MULTI\r\nCLIENT ID\r\nSET a 1\r\nCLIENT LIST ID " + id + "\r\nCLIENT KILL ID " + victimId
                    + "\r\nCLIENT UNBLOCK " + blockedId + "\r\nHELLO 2\r\nEXEC\r\nCLIENT ID\r\n");
            List<String> replies = client.replies(9);

            assertThat(replies.get(7))
                    .startsWith("*6\r\n:" + id + "\r\n+OK\r\n$")
                    .contains("\nid=" + id + " addr=" + client.localAddress() + " ")
                    .contains("\n\r\n:1\r\n:1\r\n*14\r\n")
                    .contains("$2\r\nid\r\n:" + id + "\r\n");
            assertThat(replies.get(8)).isEqualTo(":" + id + "\r\n");
            assertThat(victim.untilClosed()).isEmpty();
            assertThat(blocked.reply()).isEqualTo("*-1\r\n");
        }
    }

    /** Redis cuts its own reply off behind the element of the command that kills. */
    @Test
    void endsBehindTheWholeReplyToExecThatKillsIt() {
        try (Wire client = Wire.to(redis.router())) {
            client.send("MULTI\r\nCLIENT KILL SKIPME no\r\nECHO hi\r\nEXEC\r\nPING\r\n");
            assertThat(client.untilClosed()).isEqualTo("+OK\r\n+QUEUED\r\n+QUEUED\r\n*2\r\n:1\r\n$2\r\nhi\r\n");
        }
    }

    @Test
    void isNobodyElsesAfterwards() {
        try (Wire other = Wire.to(redis.router())) {
            for (int i = 0; i < 20; i++) {
                try (Wire client = Wire.to(redis.router())) {
                    client.send("MULTI\r\nSELECT 7\r\nHELLO 3 AUTH bob secret\r\nEXEC\r\nSET mine " + i + "\r\n")
                            .replies(5);
                    other.send("WATCH mine\r\nMULTI\r\nEXISTS mine\r\nACL WHOAMI\r\nEXEC\r\n");
                    assertThat(other.replies(5)).last().isEqualTo("*2\r\n:0\r\n$7\r\ndefault\r\n");
                }
            }
        }
    }

    @Test
    void leadsToWritesThatAreReadInTheirDatabase() {
        try (Wire writer = Wire.to(redis.router());
                Wire reader = Wire.to(redis.router())) {
            reader.call("SELECT", "6");
            for (int i = 0; i < 200; i++) {
                writer.send("MULTI\r\nSELECT 6\r\nSET k " + i + "\r\nSELECT 0\r\nEXEC\r\n")
                        .replies(5);
                assertThat(reader.call("GET", "k")).endsWith("\r\n" + i + "\r\n");
            }
        }
    }
}
