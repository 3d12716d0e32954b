package dev.redisrouter.core.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.core.server.ServerVersion;
import dev.redisrouter.topology.NodeAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Replies as Redis 7.0.15 gave them, and what they mean. */
class NodeProtocolTest {
    private static final String INFO_OF_MASTER = """
            # Replication\r
            role:master\r
            connected_slaves:1\r
            slave0:ip=127.0.0.1,port=27102,state=online,offset=481,lag=0\r
            master_failover_state:no-failover\r
            master_replid:0d6ff7a9127c927202b76d89934bf6c388cd68d8\r
            master_replid2:0000000000000000000000000000000000000000\r
            master_repl_offset:481\r
            second_repl_offset:-1\r
            """;
    private static final String INFO_OF_REPLICA = """
            # Replication\r
            role:slave\r
            master_host:127.0.0.1\r
            master_port:27101\r
            master_link_status:up\r
            slave_read_repl_offset:999\r
            slave_repl_offset:897\r
            master_replid:0d6ff7a9127c927202b76d89934bf6c388cd68d8\r
            master_repl_offset:998\r
            """;
    private static final String HISTORY = "0d6ff7a9127c927202b76d89934bf6c388cd68d8";

    @Test
    void aMasterSaysSo() {
        assertThat(NodeProtocol.role(List.of("master", 481L, List.of(List.of("127.0.0.1", "27102", "481")))))
                .isEqualTo(new RoleReply.Master());
    }

    @ParameterizedTest
    @CsvSource({
        "connected, CONNECTED",
        "connect, SEARCHING",
        "connecting, SEARCHING",
        "handshake, SEARCHING",
        "sync, SYNCING",
        "none, SYNCING",
        "something-new, SYNCING"
    })
    void aReplicaNamesItsMasterAndItsLink(String word, ReplicaLink link) {
        assertThat(NodeProtocol.role(List.of("slave", "10.0.0.1", 6379L, word, 897L)))
                .isEqualTo(new RoleReply.Replica(new NodeAddress("10.0.0.1", 6379), link));
    }

    @Test
    void aSentinelIsNoDataNode() {
        assertThat(NodeProtocol.role(List.of("sentinel", List.of("mymaster"))))
                .isEqualTo(new RoleReply.NotTold("ROLE: sentinel (expected: master or slave)"));
    }

    @Test
    void nonsenseIsNotARole() {
        assertThat(NodeProtocol.role(List.of())).isInstanceOf(RoleReply.NotTold.class);
        assertThat(NodeProtocol.role(List.of("slave", "", 0L, "connect", 0L))).isInstanceOf(RoleReply.NotTold.class);
        assertThat(NodeProtocol.role(List.of("slave"))).isInstanceOf(RoleReply.NotTold.class);
    }

    @Test
    void aMasterIsWhereItHasExecuted() {
        assertThat(NodeProtocol.point(INFO_OF_MASTER)).contains(new ReplicationPoint(HISTORY, 481));
    }

    @Test
    void aReplicaIsWhereItHasApplied() {
        assertThat(NodeProtocol.point(INFO_OF_REPLICA)).contains(new ReplicationPoint(HISTORY, 897));
    }

    @Test
    void aHistoryMayContinueAnother() {
        String info = "role:slave\r\nslave_repl_offset:900\r\nmaster_replid:ab\r\nmaster_replid2:cd\r\n"
                + "master_repl_offset:900\r\nsecond_repl_offset:";
        assertThat(NodeProtocol.point(info + "898\r\n")).contains(new ReplicationPoint("ab", 900, "cd", 897));
        assertThat(NodeProtocol.point(info + "950\r\n")).contains(new ReplicationPoint("ab", 900, "cd", 900));
        assertThat(NodeProtocol.point(info + "-1\r\n")).contains(new ReplicationPoint("ab", 900));
        assertThat(NodeProtocol.point(info + "x\r\n")).isEmpty();
    }

    @Test
    void aProcessIsKnownByItsRunId() {
        assertThat(NodeProtocol.runId("# Server\r\nredis_version:7.0.15\r\nrun_id:7a3c\r\ntcp_port:6379\r\n"))
                .contains("7a3c");
        assertThat(NodeProtocol.runId("# Server\r\nredis_version:7.0.15\r\n")).isEmpty();
    }

    @Test
    void aServerIsWhatItsVersionSays() {
        assertThat(NodeProtocol.version("# Server\r\nredis_version:7.0.15\r\nrun_id:7a3c\r\n"))
                .contains(new ServerVersion(false, 7, 0));
        assertThat(NodeProtocol.version("redis_version:7.2.4\r\nserver_name:valkey\r\nvalkey_version:8.1.1\r\n"))
                .contains(new ServerVersion(true, 8, 1));
        assertThat(NodeProtocol.version("redis_version:255.255.255\r\n")).contains(new ServerVersion(false, 255, 255));
        assertThat(NodeProtocol.version("redis_version:unstable\r\n")).isEmpty();
        assertThat(NodeProtocol.version("")).isEmpty();
    }

    @Test
    void withoutOffsetsNothingIsKnown() {
        assertThat(NodeProtocol.point("")).isEmpty();
        assertThat(NodeProtocol.point("# Replication\r\nrole:master\r\n")).isEmpty();
        assertThat(NodeProtocol.point("master_replid:ab\r\nmaster_repl_offset:x\r\n"))
                .isEmpty();
    }

    @Test
    void onlyARefusalToPersistIsHarmless() {
        assertThat(NodeProtocol.isHarmless("MISCONF Errors writing to the AOF file"))
                .isTrue();
        assertThat(NodeProtocol.isHarmless("LOADING Redis is loading the dataset in memory"))
                .isFalse();
        assertThat(NodeProtocol.isHarmless("NOPERM this user has no permissions"))
                .isFalse();
    }
}
