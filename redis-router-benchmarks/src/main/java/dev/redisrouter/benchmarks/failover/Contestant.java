package dev.redisrouter.benchmarks.failover;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.masterreplica.MasterReplica;
import io.lettuce.core.masterreplica.StatefulRedisMasterReplicaConnection;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisSentinelPool;

/** A way to write to a deployment under Sentinel; each with its library's defaults, and time to wait. */
enum Contestant {
    ROUTER_ENDPOINT("redis-router, Jedis through the endpoint") {
        @Override
        Connection connect(RedisLab lab) {
            RedisRouter router = RedisRouter.start(lab.routerConfig());
            Jedis jedis = new Jedis(router.host(), router.port(), PATIENCE_MILLIS);
            return connection(jedis::set, jedis, router);
        }
    },
    ROUTER_DOOR("redis-router, connect(), replayIdempotentWrites") {
        @Override
        Connection connect(RedisLab lab) {
            RedisRouter router = RedisRouter.start(lab.routerConfig().failover(f -> f.replayIdempotentWrites(true)));
            StatefulRedisConnection<String, String> connection = router.connect();
            connection.setTimeout(Duration.ofMillis(PATIENCE_MILLIS));
            return connection(connection.sync()::set, connection, router);
        }
    },
    ROUTER_DURABLE("redis-router, all writes durable") {
        @Override
        Connection connect(RedisLab lab) {
            RedisRouter router = RedisRouter.start(lab.routerConfig().durability(d -> d.allWrites(true)));
            Jedis jedis = new Jedis(router.host(), router.port(), PATIENCE_MILLIS);
            return connection(jedis::set, jedis, router);
        }
    },
    JEDIS("Jedis, JedisSentinelPool") {
        @Override
        @SuppressWarnings("deprecation") // it is what applications have
        Connection connect(RedisLab lab) {
            Set<String> sentinels = lab.sentinels().stream()
                    .map(node -> new HostAndPort(node.host(), node.port()).toString())
                    .collect(Collectors.toSet());
            JedisSentinelPool pool = new JedisSentinelPool(lab.masterName(), sentinels);
            return connection(
                    (key, value) -> {
                        try (Jedis jedis = pool.getResource()) {
                            jedis.set(key, value);
                        }
                    },
                    pool);
        }
    },
    LETTUCE("Lettuce, MasterReplica") {
        @Override
        Connection connect(RedisLab lab) {
            RedisClient client = RedisClient.create();
            RedisURI.Builder uri = RedisURI.builder().withSentinelMasterId(lab.masterName());
            lab.sentinels().forEach(node -> uri.withSentinel(node.host(), node.port()));
            StatefulRedisMasterReplicaConnection<String, String> connection =
                    MasterReplica.connect(client, StringCodec.UTF8, uri.build());
            return connection(connection.sync()::set, connection, client::shutdown);
        }
    },
    REDISSON("Redisson, useSentinelServers") {
        @Override
        Connection connect(RedisLab lab) {
            Config config = new Config();
            config.useSentinelServers().setMasterName(lab.masterName()).setCheckSentinelsList(false);
            for (LabNode sentinel : lab.sentinels()) {
                config.useSentinelServers().addSentinelAddress("redis://" + sentinel.address());
            }
            RedissonClient client = Redisson.create(config);
            return connection(
                    (key, value) -> client.getBucket(key, org.redisson.client.codec.StringCodec.INSTANCE)
                            .set(value),
                    client::shutdown);
        }
    };

    private static final int PATIENCE_MILLIS = 60_000;

    private final String title;

    Contestant(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    abstract Connection connect(RedisLab lab);

    /** Writes; what it returns is of no interest. */
    private interface Writing {
        void set(String key, String value);
    }

    private static Connection connection(Writing set, AutoCloseable... parts) {
        return new Connection() {
            @Override
            public void set(String key, String value) {
                set.set(key, value);
            }

            @Override
            public void close() {
                for (AutoCloseable part : List.of(parts)) {
                    try {
                        part.close();
                    } catch (Exception e) {
                        throw new IllegalStateException("closing " + part, e);
                    }
                }
            }
        };
    }
}
