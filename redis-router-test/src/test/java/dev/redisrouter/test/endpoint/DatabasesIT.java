package dev.redisrouter.test.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each client is in the database that it selected, whoever else is in another one. */
class DatabasesIT {
    private static final int CLIENTS = 12;
    private static final int DATABASES = 16;

    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().sentinels(0));

    @Test
    void areKeptApartWhileClientsMoveBetweenThem() {
        Random random = new Random(2);
        List<Wire> clients = new ArrayList<>();
        int[] selected = new int[CLIENTS];
        Map<Integer, String> values = new HashMap<>();
        try {
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(Wire.to(redis.router()));
            }
            for (int step = 0; step < 3_000; step++) {
                int who = random.nextInt(CLIENTS);
                Wire client = clients.get(who);
                switch (random.nextInt(4)) {
                    case 0 -> {
                        selected[who] = random.nextInt(DATABASES);
                        assertThat(client.call("SELECT", "" + selected[who])).isEqualTo("+OK\r\n");
                    }
                    case 1 -> {
                        values.put(selected[who], "v" + step);
                        assertThat(client.call("SET", "k", "v" + step)).isEqualTo("+OK\r\n");
                    }
                    default ->
                        assertThat(client.call("GET", "k"))
                                .as("step %s in database %s", step, selected[who])
                                .isEqualTo(bulk(values.get(selected[who])));
                }
            }
        } finally {
            clients.forEach(Wire::close);
        }
        values.forEach((database, value) -> assertThat(valueOnMaster(database)).isEqualTo(bulk(value)));
    }

    @Test
    void areChangedInTheMiddleOfAPipeline() {
        try (Wire client = Wire.to(redis.router())) {
            StringBuilder pipeline = new StringBuilder();
            for (int database = 0; database < DATABASES; database++) {
                pipeline.append("SELECT ")
                        .append(database)
                        .append("\r\nSET k ")
                        .append(database)
                        .append("\r\n");
            }
            for (int database = DATABASES - 1; database >= 0; database--) {
                pipeline.append("SELECT ").append(database).append("\r\nGET k\r\n");
            }
            List<String> replies = client.send(pipeline.toString()).replies(4 * DATABASES);

            for (int database = 0; database < DATABASES; database++) {
                assertThat(replies.get(4 * DATABASES - 1 - 2 * database)).isEqualTo(bulk("" + database));
            }
        }
    }

    @Test
    void thatDoNotExistLeaveTheClientWhereItIs() {
        try (Wire client = Wire.to(redis.router())) {
            client.send("SELECT 3\r\nSET k three\r\nSELECT 16\r\nGET k\r\n");

            assertThat(client.replies(4))
                    .containsExactly("+OK\r\n", "+OK\r\n", "-ERR DB index is out of range\r\n", "$5\r\nthree\r\n");
        }
    }

    private static String valueOnMaster(int database) {
        try (Wire master = Wire.to(redis.lab().master())) {
            master.call("SELECT", "" + database);
            return master.call("GET", "k");
        }
    }

    private static String bulk(@Nullable String value) {
        return value == null ? "$-1\r\n" : "$" + value.length() + "\r\n" + value + "\r\n";
    }
}
