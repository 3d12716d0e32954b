package dev.redisrouter.test.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisrouter.test.Aside;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.protocol.ProtocolVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.RedisSystemException;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettucePoolingClientConfiguration;
import org.springframework.data.redis.core.Cursor;
import org.springframework.data.redis.core.RedisOperations;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.data.redis.core.SessionCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.DefaultRedisScript;
import org.springframework.data.redis.listener.ChannelTopic;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;

/** Templates, listeners and a pool of Spring Data Redis take the router for one Redis, in both protocols. */
class SpringDataRedisIT {
    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().sentinels(0));

    @ParameterizedTest
    @EnumSource(names = {"RESP2", "RESP3"})
    void makesTypedCalls(ProtocolVersion protocol) {
        with(protocol, template -> {
            template.opsForValue().set("s", "v");
            assertThat(template.opsForValue().setIfAbsent("s", "w")).isFalse();
            assertThat(template.opsForValue().multiGet(List.of("s", "none"))).containsExactly("v", null);
            template.opsForHash().putAll("h", Map.of("a", "1", "b", "2"));
            assertThat(template.opsForHash().entries("h")).isEqualTo(Map.of("a", "1", "b", "2"));
            assertThat(template.opsForSet().add("set", "x", "y")).isEqualTo(2);
            assertThat(template.opsForSet().members("set")).containsExactlyInAnyOrder("x", "y");
            assertThat(template.opsForZSet().add("z", "m", 1.5)).isTrue();
            assertThat(template.opsForZSet().score("z", "m")).isEqualTo(1.5);
            assertThat(template.opsForStream().add("x", Map.of("f", "v"))).isNotNull();
            assertThat(template.opsForStream().size("x")).isEqualTo(1);
            assertThat(template.expire("s", Duration.ofMinutes(1))).isTrue();
            assertThat(template.getExpire("s")).isBetween(1L, 60L);
            assertThatThrownBy(() -> template.opsForList().leftPush("h", "x"))
                    .isInstanceOf(RedisSystemException.class)
                    .hasRootCauseMessage("WRONGTYPE Operation against a key holding the wrong kind of value");
            for (int i = 0; i < 200; i++) {
                template.opsForValue().set("again", "value " + i);
                assertThat(template.opsForValue().get("again")).isEqualTo("value " + i);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"RESP2", "RESP3"})
    void pipelinesAndRunsTransactions(ProtocolVersion protocol) {
        with(protocol, template -> {
            List<Object> replies = template.executePipelined(new Session() {
                @Override
                void in(RedisOperations<String, String> session) {
                    for (int i = 0; i < 500; i++) {
                        session.opsForValue().increment("n");
                        session.opsForValue().get("n");
                    }
                }
            });
            assertThat(replies)
                    .isEqualTo(IntStream.rangeClosed(1, 500)
                            .boxed()
                            .flatMap(i -> List.<Object>of((long) i, String.valueOf(i)).stream())
                            .toList());

            List<Object> executed = new ArrayList<>();
            template.execute(new Session() {
                @Override
                void in(RedisOperations<String, String> session) {
                    session.watch("n");
                    session.multi();
                    session.opsForValue().increment("n");
                    session.opsForValue().get("n");
                    executed.addAll(session.exec());
                }
            });
            assertThat(executed).containsExactly(501L, "501");

            List<Object> refused = new ArrayList<>();
            template.execute(new Session() {
                @Override
                void in(RedisOperations<String, String> session) {
                    session.watch("n");
                    redis.router().connect().sync().incr("n");
                    session.multi();
                    session.opsForValue().set("n", "99");
                    refused.addAll(session.exec());
                }
            });
            assertThat(refused).isEmpty();
            assertThat(template.opsForValue().get("n")).isEqualTo("502");
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"RESP2", "RESP3"})
    void listens(ProtocolVersion protocol) {
        with(protocol, template -> {
            BlockingQueue<String> heard = new LinkedBlockingQueue<>();
            RedisMessageListenerContainer container = new RedisMessageListenerContainer();
            container.setTaskExecutor(Runnable::run); // else each message has a thread, and there is no order
            container.setConnectionFactory(template.getRequiredConnectionFactory());
            container.addMessageListener(
                    (message, pattern) -> heard.add(new String(message.getBody(), UTF_8)), new ChannelTopic("news"));
            container.afterPropertiesSet();
            container.start();
            try {
                for (int i = 0; i < 50; i++) {
                    assertThat(template.convertAndSend("news", "item " + i)).isEqualTo(1);
                }
                for (int i = 0; i < 50; i++) {
                    assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("item " + i);
                }
            } finally {
                container.stop();
                container.destroy();
            }
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"RESP2", "RESP3"})
    void blocksScansAndRunsScripts(ProtocolVersion protocol) {
        with(protocol, template -> {
            CompletableFuture<String> popped =
                    Aside.supply(() -> template.opsForList().leftPop("list", Duration.ofSeconds(10)));
            template.opsForList().rightPush("list", "element");
            assertThat(popped.get(10, TimeUnit.SECONDS)).isEqualTo("element");
            assertThat(template.opsForList().leftPop("list", Duration.ofMillis(10)))
                    .isNull();

            for (int i = 0; i < 500; i++) {
                template.opsForValue().set("scan-" + i, "v");
            }
            try (Cursor<String> keys = template.scan(
                    ScanOptions.scanOptions().match("scan-*").count(37).build())) {
                assertThat(keys.stream().distinct()).hasSize(500);
            }

            DefaultRedisScript<Long> script =
                    new DefaultRedisScript<>("return redis.call('INCRBY', KEYS[1], ARGV[1])", Long.class);
            assertThat(template.execute(script, List.of("number"), "4")).isEqualTo(4);
            redis.router().connect().sync().scriptFlush();
            assertThat(template.execute(script, List.of("number"), "4")).isEqualTo(8);
        });
    }

    private interface Work {
        void with(StringRedisTemplate template) throws Exception;
    }

    private abstract static class Session implements SessionCallback<@Nullable Object> {
        @Override
        // the template is one of strings; executePipelined demands null
        @SuppressWarnings({"unchecked", "NullAway"})
        public <K, V> @Nullable Object execute(RedisOperations<K, V> operations) throws DataAccessException {
            in((RedisOperations<String, String>) operations);
            return null;
        }

        abstract void in(RedisOperations<String, String> session);
    }

    private static void with(ProtocolVersion protocol, Work work) {
        LettuceConnectionFactory factory = new LettuceConnectionFactory(
                server(),
                LettucePoolingClientConfiguration.builder()
                        .clientName("spring")
                        .commandTimeout(Duration.ofSeconds(15))
                        .clientOptions(ClientOptions.builder()
                                .protocolVersion(protocol)
                                .build())
                        .build());
        factory.afterPropertiesSet();
        factory.start();
        try {
            StringRedisTemplate template = new StringRedisTemplate(factory);
            template.afterPropertiesSet();
            work.with(template);
        } catch (Exception e) {
            throw new AssertionError(e);
        } finally {
            factory.destroy();
        }
    }

    private static RedisStandaloneConfiguration server() {
        return new RedisStandaloneConfiguration(
                redis.router().host(), redis.router().port());
    }
}
