package dev.redisrouter.test.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A subscriber hears what others publish, and is treated as Redis treats one. */
class SubscriptionsIT {
    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().sentinels(0));

    @RegisterExtension
    static final RedisLabExtension plain =
            RedisLabExtension.of(RedisLab.builder().replicas(0).sentinels(0));

    @Test
    void areAlike() {
        Alike.assertAlike(
                redis.router(),
                plain.lab().master(),
                List.of(
                        "SUBSCRIBE a b\r\nPING\r\nPING x\r\nUNSUBSCRIBE a\r\nGET k\r\nUNSUBSCRIBE\r\nGET k\r\n",
                        "PSUBSCRIBE a* b*\r\nPUNSUBSCRIBE a*\r\nPUNSUBSCRIBE\r\nSET k v\r\nGET k\r\n",
                        "SSUBSCRIBE a\r\nSUNSUBSCRIBE a\r\n",
                        "UNSUBSCRIBE\r\nPUNSUBSCRIBE x\r\nGET k\r\n",
                        "SUBSCRIBE\r\nPSUBSCRIBE\r\nGET k\r\n",
                        "SUBSCRIBE a\r\nSELECT 1\r\nCLIENT ID\r\nHELLO 3\r\nMULTI\r\nNOSUCH\r\nPING a b c\r\n",
                        "HELLO 3\r\nSUBSCRIBE a\r\nPING\r\nGET k\r\nSET k w\r\nPUBLISH a hi\r\nUNSUBSCRIBE\r\nGET k\r\n",
                        "HELLO 3\r\nSUBSCRIBE a\r\nMULTI\r\nGET k\r\nPUBLISH a hi\r\nEXEC\r\n",
                        "PUBLISH nobody hears\r\nPUBLISH\r\nPUBSUB CHANNELS nothing\r\n"));
    }

    @Test
    void hearWhatOthersPublish() {
        try (Wire subscriber = Wire.to(redis.router());
                Wire modern = Wire.to(redis.router());
                Wire publisher = Wire.to(redis.router())) {
            subscriber.call("SUBSCRIBE", "news");
            modern.call("HELLO", "3");
            modern.call("PSUBSCRIBE", "n*");

            publisher.send(Wire.command("PUBLISH", "news", "\r\n$5\0").repeat(1_000));

            assertThat(publisher.replies(1_000)).containsOnly(":2\r\n");
            assertThat(subscriber.replies(1_000))
                    .containsOnly("*3\r\n$7\r\nmessage\r\n$4\r\nnews\r\n$5\r\n\r\n$5\0\r\n");
            assertThat(modern.replies(1_000))
                    .containsOnly(">4\r\n$8\r\npmessage\r\n$2\r\nn*\r\n$4\r\nnews\r\n$5\r\n\r\n$5\0\r\n");
        }
    }

    @Test
    void endWithReset() {
        try (Wire subscriber = Wire.to(redis.router());
                Wire publisher = Wire.to(redis.router())) {
            subscriber.call("SUBSCRIBE", "news");
            assertThat(subscriber.call("RESET")).isEqualTo("+RESET\r\n");

            assertThat(publisher.call("PUBLISH", "news", "hi")).isEqualTo(":0\r\n");
            subscriber.call("SET", "k", "v");
            assertThat(subscriber.call("GET", "k")).isEqualTo("$1\r\nv\r\n");
        }
    }

    @Test
    void watchCommandsWithMonitor() {
        try (Wire monitor = Wire.to(redis.router());
                Wire other = Wire.to(redis.router())) {
            assertThat(monitor.call("MONITOR")).isEqualTo("+OK\r\n");
            other.call("SET", "watched", "by monitor");

            String line = monitor.reply();
            while (!line.contains("\"watched\"")) {
                line = monitor.reply();
            }
            assertThat(line).contains("\"SET\" \"watched\" \"by monitor\"");
        }
    }
}
