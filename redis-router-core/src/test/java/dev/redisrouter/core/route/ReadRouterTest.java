package dev.redisrouter.core.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.config.CommandsConfig;
import dev.redisrouter.config.Consistency;
import dev.redisrouter.config.ReadPolicy;
import dev.redisrouter.config.ReadsConfig;
import dev.redisrouter.core.command.CommandTable;
import dev.redisrouter.core.command.KeyHashes;
import dev.redisrouter.core.consistency.WriteLedger;
import dev.redisrouter.core.node.Node;
import dev.redisrouter.core.observe.RouterMeters;
import dev.redisrouter.core.resp.RequestDecoder;
import dev.redisrouter.core.resp.RespWriter;
import dev.redisrouter.topology.NodeAddress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A read goes to a node that is known to hold what the reader must see, and is spread over all such nodes. */
class ReadRouterTest {
    private static final CommandTable TABLE = CommandTable.of(CommandsConfig.defaults());
    private static final long NOW = 10_000_000;

    private final WriteLedger ledger = new WriteLedger();
    private final Node master = node(0);
    private final Node replica = node(1);
    private final Node other = node(2);

    private ReadsConfig config = ReadsConfig.defaults();
    private RoutingView view = view(master, replica);
    private ReadRouter router = router();

    private static Node node(int slot) {
        return new Node(new NodeAddress("node" + slot, 6379), slot, 1, "", 0);
    }

    private RoutingView view(@Nullable Node inUse, Node... readers) {
        return RoutingView.of(1, inUse, List.of(readers), config.picker(), 3);
    }

    private ReadRouter router() {
        return new ReadRouter(config, ledger, new RouterMeters(Clock.systemUTC()));
    }

    private @Nullable Node route(String... words) {
        ByteBuf bytes = Unpooled.buffer();
        RespWriter.command(bytes, words);
        RequestDecoder request = new RequestDecoder(1 << 20, 100, 1 << 20);
        assertThat(request.next(bytes)).isEqualTo(RequestDecoder.Result.FRAME);
        KeyHashes keys = new KeyHashes();
        int count = keys.read(request, TABLE.lookup(request), 0);
        return router.route(view, TABLE.lookup(request), keys, count, NOW);
    }

    private void wrote(String key, long time) {
        ByteBuf bytes = Unpooled.buffer();
        RespWriter.command(bytes, "SET", key, "value");
        RequestDecoder request = new RequestDecoder(1 << 20, 100, 1 << 20);
        request.next(bytes);
        KeyHashes keys = new KeyHashes();
        keys.read(request, TABLE.lookup(request), 0);
        ledger.wrote(keys.hash(0), time);
    }

    @Nested
    class ReadYourWrites {
        @Test
        void aReplicaOfWhichNothingIsKnownGetsNothing() {
            assertThat(route("GET", "k")).isEqualTo(master);
        }

        @Test
        void aReplicaThatHoldsTheLastWriteServesIt() {
            wrote("k", 100);
            replica.freshUpTo(101);
            assertThat(route("GET", "k")).isEqualTo(replica);
        }

        @ParameterizedTest
        @ValueSource(longs = {99, 100})
        void aReplicaThatMayMissTheLastWriteDoesNot(long freshUpTo) {
            wrote("k", 100);
            replica.freshUpTo(freshUpTo);
            assertThat(route("GET", "k")).isEqualTo(master);
            assertThat(route("GET", "never written")).isEqualTo(replica);
        }

        @Test
        void everyKeyOfTheReadCounts() {
            wrote("b", 100);
            replica.freshUpTo(50);
            assertThat(route("MGET", "a", "c")).isEqualTo(replica);
            assertThat(route("MGET", "a", "b", "c")).isEqualTo(master);
        }

        @Test
        void aWriteOfUnknownKeysCountsForAll() {
            ledger.wroteUnknown(100);
            replica.freshUpTo(50);
            assertThat(route("GET", "never written")).isEqualTo(master);
        }

        @Test
        void aReadOfTheKeyspaceMissesNoWriteToAnyKey() {
            wrote("k", 100);
            replica.freshUpTo(50);
            assertThat(route("DBSIZE")).isEqualTo(master);
            replica.freshUpTo(101);
            assertThat(route("DBSIZE")).isEqualTo(replica);
        }

        @Test
        void aReadWithoutKeysGoesAnywhere() {
            wrote("k", 100);
            assertThat(route("INFO")).isEqualTo(replica);
        }

        @Test
        void withoutAMasterAStaleReplicaServesNothing() {
            view = view(null, replica);
            wrote("k", 100);
            replica.freshUpTo(50);
            assertThat(route("GET", "k")).isNull();
            assertThat(route("GET", "never written")).isEqualTo(replica);
        }
    }

    @Nested
    class OtherLevels {
        @Test
        void eventualReadsDoNotLookAtWrites() {
            config = config.consistency(Consistency.EVENTUAL);
            router = router();
            ledger.wroteUnknown(100);
            assertThat(route("GET", "k")).isEqualTo(replica);
        }

        @Test
        void masterMeansTheMaster() {
            config = config.consistency(Consistency.MASTER);
            router = router();
            replica.freshUpTo(NOW);
            assertThat(route("GET", "k")).isEqualTo(master);
            view = view(null, replica);
            assertThat(route("GET", "k")).isNull();
        }

        @ParameterizedTest
        @ValueSource(strings = {"EVENTUAL", "READ_YOUR_WRITES"})
        void aReplicaBehindMaxStalenessGetsNothing(Consistency consistency) {
            config = config.consistency(consistency).maxStaleness(Duration.ofMillis(1));
            router = router();
            replica.freshUpTo(NOW - 1_000_001);
            assertThat(route("GET", "k")).isEqualTo(master);
            assertThat(route("INFO")).isEqualTo(master);
            replica.freshUpTo(NOW - 1_000_000);
            assertThat(route("GET", "k")).isEqualTo(replica);
        }

        @Test
        void withoutReadersThePolicyDecides() {
            view = view(master);
            assertThat(route("GET", "k")).isEqualTo(master);
            config = config.policy(ReadPolicy.REPLICAS);
            router = router();
            assertThat(route("GET", "k")).isNull();
        }
    }

    @Nested
    class Spread {
        @BeforeEach
        void allFresh() {
            view = view(master, master, replica, other);
            replica.freshUpTo(NOW);
            other.freshUpTo(NOW);
        }

        private void turns(int turns, int reads) {
            for (int turn = 0; turn < turns; turn++) {
                for (int read = 0; read < reads; read++) {
                    assertThat(route("GET", "k")).isNotNull();
                }
                router.turnOver();
            }
        }

        @Test
        void theReadsOfOneTurnGoToOneNodeAndThoseOfTheNextToAnother() {
            Node first = route("GET", "a");
            assertThat(route("GET", "b")).isEqualTo(first);
            assertThat(router.hasChosen()).isTrue();
            router.turnOver();
            assertThat(router.hasChosen()).isFalse();
            assertThat(route("GET", "a")).isNotEqualTo(first);
        }

        @Test
        void itIsEven() {
            turns(300, 3);
            assertThat(List.of(master.served(), replica.served(), other.served()))
                    .containsOnly(300L);
        }

        /** Else the least used node would be chosen for ever, and the master would serve all in its place. */
        @Test
        void aNodeThatMayNotServeDoesNotKeepTheOthersFromServing() {
            other.freshUpTo(0);
            int[] served = new int[3];
            for (int turn = 0; turn < 300; turn++) {
                Node node = route("GET", "k");
                assertThat(node).isNotNull();
                served[node.slot()]++;
                router.turnOver();
            }
            assertThat(served[0]).isBetween(140, 160);
            assertThat(served[1]).isBetween(140, 160);
        }

        @Test
        void aMasterThatHasServedInTheOthersPlaceKeepsItsShareOfWhatFollows() {
            wrote("just written", NOW);
            for (int turn = 0; turn < 300; turn++) {
                assertThat(route("GET", "just written")).isEqualTo(master);
                router.turnOver();
            }
            for (int i = 0; i < 10; i++) {
                Set<Node> three = new HashSet<>();
                for (int turn = 0; turn < 3; turn++) {
                    three.add(route("GET", "k"));
                    router.turnOver();
                }
                assertThat(three).hasSize(3);
            }
        }

        @Test
        void aNodeThatWasChosenInThisTurnIsNotUsedOnceItIsGone() {
            view = view(master, replica);
            assertThat(route("GET", "k")).isEqualTo(replica);
            view = view(master, other);
            assertThat(route("GET", "k")).isEqualTo(other);
        }
    }
}
