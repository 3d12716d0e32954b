package dev.redisrouter.benchmarks.micro;

import dev.redisrouter.config.CommandsConfig;
import dev.redisrouter.core.command.CommandSpec;
import dev.redisrouter.core.command.CommandTable;
import dev.redisrouter.core.command.KeyHashes;
import dev.redisrouter.core.resp.RequestDecoder;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Telling from a request what kind of command it is, and which keys it is about. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Classification {

    /** What a client asks. */
    public enum Asked {
        GET("GET", "user:1234567"),
        GET_IN_LOWER_CASE("get", "user:1234567"),
        LONG_NAME("GEORADIUSBYMEMBER_RO", "cities", "Palermo", "200", "km"),
        SUBCOMMAND("OBJECT", "ENCODING", "user:1234567"),
        UNKNOWN("FT.SEARCH", "index", "term"),
        UNKNOWN_LONG_NAME("MODULE.WITH.A.VERY.LONG.COMMAND.NAME", "user:1234567"),
        KEY_OF_200_BYTES("GET", "k".repeat(200)),
        MGET_OF_10("MGET", "k0", "k1", "k2", "k3", "k4", "k5", "k6", "k7", "k8", "k9"),
        SCRIPT("EVALSHA", "e0e1f9fabfc9d4800c877a703b823ac0578ff8db", "2", "first", "second", "argument");

        private final RequestDecoder request;

        Asked(String... words) {
            request = Wire.decoded(words);
        }
    }

    @Param
    private Asked asked = Asked.GET;

    private final CommandTable table = CommandTable.of(CommandsConfig.defaults());
    private final KeyHashes keys = new KeyHashes();

    @Benchmark
    public CommandSpec lookup() {
        return table.lookup(asked.request);
    }

    /** Returns how many keys there are. */
    @Benchmark
    public int lookupAndKeys() {
        return keys.read(asked.request, table.lookup(asked.request), 0);
    }
}
