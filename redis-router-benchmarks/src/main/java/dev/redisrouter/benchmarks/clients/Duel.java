package dev.redisrouter.benchmarks.clients;

import static dev.redisrouter.benchmarks.clients.Contestant.JEDIS_THROUGH_ROUTER;
import static dev.redisrouter.benchmarks.clients.Contestant.JEDIS_TO_MASTER;
import static dev.redisrouter.benchmarks.clients.Contestant.LETTUCE_ASYNC;
import static dev.redisrouter.benchmarks.clients.Contestant.LETTUCE_SYNC;
import static dev.redisrouter.benchmarks.clients.Contestant.ROUTER_ASYNC;
import static dev.redisrouter.benchmarks.clients.Contestant.ROUTER_SYNC;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The same load for the router and for its rival. */
record Duel(Contestant router, Contestant rival, int threads, Verb verb) {

    static List<Duel> all() {
        return Stream.of(
                        duels(ROUTER_SYNC, LETTUCE_SYNC, 1, 16, 64),
                        duels(ROUTER_ASYNC, LETTUCE_ASYNC, 1, 16, 64),
                        duels(JEDIS_THROUGH_ROUTER, JEDIS_TO_MASTER, 16))
                .flatMap(duels -> duels)
                .toList();
    }

    private static Stream<Duel> duels(Contestant router, Contestant rival, int... threads) {
        return IntStream.of(threads)
                .boxed()
                .flatMap(number -> Stream.of(Verb.values()).map(verb -> new Duel(router, rival, number, verb)));
    }
}
