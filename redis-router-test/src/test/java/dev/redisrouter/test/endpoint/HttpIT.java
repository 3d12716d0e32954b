package dev.redisrouter.test.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A web page that was made to talk to the router is cut off before its body is executed. */
class HttpIT {
    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().replicas(0).sentinels(0));

    @RegisterExtension
    static final RedisLabExtension plain =
            RedisLabExtension.of(RedisLab.builder().replicas(0).sentinels(0));

    private static final String BODY = "\r\nSET attacked yes\r\nQUIT\r\n";

    @Test
    void isCutOff() {
        List<String> pages = Stream.of(
                        "POST / HTTP/1.1", "post /", "Host: localhost", "*2\r\n$4\r\nPOST\r\n$1\r\n/", "\"POST\" /")
                .map(firstLine -> firstLine + BODY)
                .toList();

        Alike.assertClosedAlike(redis.router(), plain.lab().master(), pages);
        assertThat(redis.lab().master().command("EXISTS", "attacked")).isEqualTo(0L);
    }

    @Test
    void isCutOffAtTheHeader() {
        for (String firstLine : List.of("GET / HTTP/1.1", "PUT / HTTP/1.1")) {
            try (Wire page = Wire.to(redis.router())) {
                // Redis says nothing at all here; the router has answered the first line by then.
                String said =
                        page.send(firstLine + "\r\nHost: localhost" + BODY).untilClosed();
                assertThat(said).doesNotContain("+OK");
            }
        }

        assertThat(redis.lab().master().command("EXISTS", "attacked")).isEqualTo(0L);
    }
}
