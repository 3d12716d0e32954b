package dev.redisrouter.core.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.topology.NodeAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Replies as Sentinel 7.0.15 gave them, put together. */
class SentinelAnswerTest {
    private static final Optional<String> ID = Optional.of("f7067767ebe3ddab3ef88f84c0aacdff37992467");
    private static final List<Object> MASTER =
            List.of("name", "mymaster", "ip", "10.0.0.1", "port", "6379", "flags", "master", "config-epoch", "3");
    private static final List<Object> ADDRESS = List.of("10.0.0.1", "6379");
    private static final List<Object> REPLICAS = List.of(
            List.of("name", "10.0.0.2:6379", "ip", "10.0.0.2", "port", "6379", "runid", "aa", "flags", "slave"),
            List.of("name", "10.0.0.3:6379", "ip", "10.0.0.3", "port", "6379", "runid", "", "flags", "slave,s_down"));
    private static final List<Object> SENTINELS =
            List.of(List.of("name", "bb", "ip", "10.0.1.2", "port", "26379", "runid", "bb", "flags", "sentinel"));

    @Test
    void tellsMasterEpochNodesAndOthers() {
        assertThat(SentinelAnswer.of(ID, MASTER, ADDRESS, REPLICAS, SENTINELS))
                .isEqualTo(new SentinelAnswer.Told(
                        ID,
                        node("10.0.0.1"),
                        3,
                        Set.of(node("10.0.0.1"), node("10.0.0.2"), node("10.0.0.3")),
                        Map.of("bb", new NodeAddress("10.0.1.2", 26379))));
    }

    @Test
    void inTheMiddleOfAFailoverTheAddressIsThatOfTheNewMasterAndTheOldOneIsStillANode() {
        SentinelAnswer answer = SentinelAnswer.of(ID, MASTER, List.of("10.0.0.2", "6379"), REPLICAS, SENTINELS);

        assertThat(answer).isInstanceOfSatisfying(SentinelAnswer.Told.class, told -> {
            assertThat(told.master()).isEqualTo(node("10.0.0.2"));
            assertThat(told.nodes()).contains(node("10.0.0.1"));
        });
    }

    @Test
    void anInstanceThatTheSentinelCannotPlaceIsLeftOut() {
        List<Object> replicas = List.of(
                List.of("name", "?", "ip", "", "port", "0"), List.of("name", "x", "ip", "10.0.0.2", "port", "6379"));

        assertThat(SentinelAnswer.of(ID, MASTER, ADDRESS, replicas, List.of()))
                .isInstanceOfSatisfying(
                        SentinelAnswer.Told.class,
                        told -> assertThat(told.nodes()).containsExactlyInAnyOrder(node("10.0.0.1"), node("10.0.0.2")));
    }

    @Test
    void whatIsNotAnAnswerIsRefused() {
        assertThat(SentinelAnswer.of(ID, List.of(), ADDRESS, REPLICAS, SENTINELS))
                .isInstanceOf(SentinelAnswer.Refused.class);
        assertThat(SentinelAnswer.of(ID, MASTER, List.of(), REPLICAS, SENTINELS))
                .isInstanceOf(SentinelAnswer.Refused.class);
        assertThat(SentinelAnswer.of(ID, MASTER, List.of("10.0.0.1", "70000"), REPLICAS, SENTINELS))
                .isEqualTo(new SentinelAnswer.Refused("unexpected answer: port: 70000 (expected: 1-65535)"));
    }

    @Test
    void aListBeyondAllReasonIsRefused() {
        List<Object> replicas = new ArrayList<>();
        for (int i = 0; i <= SentinelAnswer.MOST_NODES; i++) {
            replicas.add(List.of("ip", "10.1.0." + i, "port", "6379"));
        }

        assertThat(SentinelAnswer.of(ID, MASTER, ADDRESS, replicas, SENTINELS))
                .isEqualTo(new SentinelAnswer.Refused("unexpected answer: instances: 1001 (expected: at most 1000)"));
    }

    private static NodeAddress node(String host) {
        return new NodeAddress(host, 6379);
    }
}
