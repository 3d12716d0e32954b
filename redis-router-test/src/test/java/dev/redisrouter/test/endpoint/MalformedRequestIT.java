package dev.redisrouter.test.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Redis cannot read the router refuses in the same words, closes the connection as Redis does, and nobody else notices. */
class MalformedRequestIT {
    private static final String PING = "*1\r\n$4\r\nPING\r\n";
    private static final String LONG = "x".repeat(100_000);

    private static final List<String> UNREADABLE = List.of(
            "*x\r\n",
            "*\r\n",
            "*+1\r\n",
            "* 1\r\n",
            "*01\r\n",
            "*1.0\r\n",
            "*2147483648\r\n",
            "*99999999999999999999\r\n",
            "*1\r\n*1\r\n",
            "*1\r\n:1\r\n",
            "*1\r\n+PING\r\n",
            "*1\r\nPING\r\n",
            "*1\r\n\r\n",
            "*1\r\n$x\r\n",
            "*1\r\n$\r\n",
            "*1\r\n$04\r\n",
            "*1\r\n$-1\r\n",
            "*2\r\n$3\r\nGET\r\n$-1\r\n",
            "*2\r\n$3\r\nGET\r\n$536870913\r\n",
            "*2\r\n$3\r\nGET\r\n$99999999999999999999\r\n",
            "SET k \"v\r\n",
            "SET k 'v\r\n",
            "SET k \"v\"w\r\n",
            "SET k 'v'w\r\n",
            LONG,
            "*" + LONG,
            "*1\r\n$" + LONG,
            "*1\r\n" + LONG,
            PING + PING + "*1\r\n!\r\n" + PING,
            "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$1\r\nv\r\n*2\r\n$3\r\nGET\r\n$1\r\nk\r\n*1\r\n$x\r\n");

    private static final List<String> ODD = List.of(
            "*0\r\n" + PING,
            "*-1\r\n" + PING,
            "*-99\r\n" + PING,
            "\r\n\r\n  \t \r\n" + PING,
            "PING\n",
            "PING\r\nPING\n" + PING,
            "  ECHO \t \"a\\x41\\n\\q\"  \r\nECHO 'it\\'s \\n'\r\nECHO a\"b\"\r\n",
            "*1\n$4\nPING\n",
            "*2\r\n$4\r\nECHO\r\n$3\r\nabcXY" + PING,
            "*2\r\n$4\r\nECHO\r\n$0\r\n\r\n",
            "*1\r\n$0\r\n\r\n" + PING,
            "$4\r\n",
            "+OK\r\n:1\r\n-ERR\r\n%1\r\n",
            "GET\r\n" + PING + "nosuch 'thing here' two\r\n");

    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().sentinels(0)).keepingData();

    @RegisterExtension
    static final RedisLabExtension plain =
            RedisLabExtension.of(RedisLab.builder().replicas(0).sentinels(0)).keepingData();

    @Test
    void endsTheConnection() {
        Alike.assertClosedAlike(redis.router(), plain.lab().master(), UNREADABLE);
    }

    @Test
    void isTakenWhereRedisTakesIt() {
        Alike.assertAlike(redis.router(), plain.lab().master(), ODD);
    }

    @Test
    void nobodyElseNotices() {
        try (Wire other = Wire.to(redis.router());
                Wire halfRead = Wire.to(redis.router())) {
            halfRead.send("*3\r\n$3\r\nSET\r\n$4\r\nhalf\r\n$4\r\nre");
            for (String bytes : Stream.concat(UNREADABLE.stream(), ODD.stream()).toList()) {
                try (Wire bad = Wire.to(redis.router())) {
                    other.send(Wire.command("SET", "k", "v") + Wire.command("GET", "k"));
                    bad.send(bytes);
                    assertThat(other.replies(2)).containsExactly("+OK\r\n", "$1\r\nv\r\n");
                }
            }
            assertThat(halfRead.send("ad\r\n").reply()).isEqualTo("+OK\r\n");
            assertThat(other.call("GET", "half")).isEqualTo("$4\r\nread\r\n");
        }
    }
}
