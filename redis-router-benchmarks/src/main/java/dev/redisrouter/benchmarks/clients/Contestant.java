package dev.redisrouter.benchmarks.clients;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import io.lettuce.core.ReadFrom;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.masterreplica.MasterReplica;
import io.lettuce.core.masterreplica.StatefulRedisMasterReplicaConnection;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.UnifiedJedis;

/**
 * A way to ask, with its library's defaults; one connection for all threads, or a pool that has one for each. A router runs
 * only while it is asked: what it does unasked shall not be charged to others.
 */
enum Contestant {
    ROUTER_SYNC("redis-router, connect().sync()") {
        @Override
        Client connect(RedisLab lab, int threads) {
            RedisRouter router = RedisRouter.start(lab.routerConfig());
            return sync(router.connect(), router);
        }
    },
    LETTUCE_SYNC("Lettuce, MasterReplica, sync()") {
        @Override
        Client connect(RedisLab lab, int threads) {
            ClientResources resources = resources();
            RedisClient client = RedisClient.create(resources);
            return sync(masterReplica(client, lab), () -> shutdown(client, resources));
        }
    },
    ROUTER_ASYNC("redis-router, connect().async()") {
        @Override
        Client connect(RedisLab lab, int threads) {
            RedisRouter router = RedisRouter.start(lab.routerConfig());
            return new AsyncClient(router.connect(), router);
        }
    },
    LETTUCE_ASYNC("Lettuce, MasterReplica, async()") {
        @Override
        Client connect(RedisLab lab, int threads) {
            ClientResources resources = resources();
            RedisClient client = RedisClient.create(resources);
            return new AsyncClient(masterReplica(client, lab), () -> shutdown(client, resources));
        }
    },
    JEDIS_THROUGH_ROUTER("Jedis through the router's endpoint") {
        @Override
        Client connect(RedisLab lab, int threads) {
            RedisRouter router = RedisRouter.start(lab.routerConfig());
            return jedis(router.host(), router.port(), threads, router);
        }
    },
    JEDIS_TO_MASTER("Jedis straight to the master") {
        @Override
        Client connect(RedisLab lab, int threads) {
            LabNode master = lab.master();
            return jedis(master.host(), master.port(), threads, () -> {});
        }
    };

    private final String title;

    Contestant(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    abstract Client connect(RedisLab lab, int threads);

    private static Client sync(StatefulRedisConnection<String, String> connection, AutoCloseable resources) {
        return new SyncClient(connection.sync()::get, connection.sync()::set, connection, resources);
    }

    private static StatefulRedisMasterReplicaConnection<String, String> masterReplica(
            RedisClient client, RedisLab lab) {
        StatefulRedisMasterReplicaConnection<String, String> connection =
                MasterReplica.connect(client, StringCodec.UTF8, RedisURI.create(lab.sentinelUri()));
        connection.setReadFrom(ReadFrom.ANY);
        return connection;
    }

    /** Without the latencies that Lettuce keeps itself if it finds a library for it; the router's door does not either. */
    private static ClientResources resources() {
        return ClientResources.builder()
                .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                .build();
    }

    private static void shutdown(RedisClient client, ClientResources resources) {
        client.shutdown();
        resources.shutdown();
    }

    private static Client jedis(String host, int port, int threads, AutoCloseable resources) {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(threads);
        pool.setMaxIdle(threads);
        UnifiedJedis jedis = redis.clients.jedis.RedisClient.builder()
                .hostAndPort(host, port)
                .poolConfig(pool)
                .build();
        return new SyncClient(jedis::get, jedis::set, jedis, resources);
    }
}
