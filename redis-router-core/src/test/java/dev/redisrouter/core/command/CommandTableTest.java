package dev.redisrouter.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.config.CommandsConfig;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Promise: every command is found by its name in any case, and nothing else is. */
class CommandTableTest {
    private static final CommandTable TABLE = CommandTable.of(new CommandsConfig(Set.of(), Set.of(), Set.of()));

    static Stream<String> names() {
        return CommandFile.read().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyCommandIsFoundInAnyCase(String name) {
        List<String> words = List.of(name.split("\\|"));

        assertThat(TABLE.lookup(Requests.of(words)).name()).isEqualTo(name);
        assertThat(TABLE.lookup(Requests.of(lower(words))).name()).isEqualTo(name);
        assertThat(TABLE.lookup(Requests.of(mixed(words))).name()).isEqualTo(name);
    }

    @Test
    void anUnknownCommandMayWriteAnythingAndGoesToTheMaster() {
        for (String name :
                List.of("NOSUCH", "", "GE", "GETT", "X".repeat(1000), "G\u00c5T", "@ET", "config|get", "CONFIG|GET")) {
            CommandSpec spec = TABLE.lookup(Requests.of(List.of(name, "key")));

            assertThat(spec.unknown()).as(name).isTrue();
            assertThat(spec.kind()).isEqualTo(Kind.WRITE);
            assertThat(spec.anyNode()).isFalse();
            assertThat(spec.writes()).isTrue();
            assertThat(spec.keysUnknown()).isTrue();
            assertThat(spec.idempotent(3)).isFalse();
            assertThat(spec.accepts(1)).isTrue();
        }
    }

    @Test
    void anUnknownSubcommandIsItsContainers() {
        assertThat(TABLE.lookup(Requests.of("config nosuch")).name()).isEqualTo("CONFIG");
        assertThat(TABLE.lookup(Requests.of("CONFIG")).name()).isEqualTo("CONFIG");
        assertThat(TABLE.lookup(Requests.of("config ''")).name()).isEqualTo("CONFIG");
        assertThat(TABLE.lookup(Requests.of("CLIENT nosuch")).kind()).isEqualTo(Kind.CLIENT);
        assertThat(TABLE.lookup(Requests.of("COMMAND")).kind()).isEqualTo(Kind.READ);
    }

    @Test
    void anArgumentIsNoSubcommandWhereThereAreNone() {
        assertThat(TABLE.lookup(Requests.of("get get")).name()).isEqualTo("GET");
    }

    @ParameterizedTest
    @CsvSource({
        "get k, READ, true, false, false",
        "set k v, WRITE, false, true, false",
        "eval s 0, WRITE, false, true, true",
        "eval_ro s 0, READ, true, false, false",
        "script load s, EVERYWHERE, false, false, false",
        "script exists s, WRITE, false, false, false",
        "function load s, WRITE, false, true, true",
        "publish c m, WRITE, false, false, false",
        "flushall, WRITE, false, true, true",
        "getex k, WRITE, false, true, false",
        "keys *, READ, true, false, false",
        "info, READ, true, false, false",
        "role, READ, true, false, false",
        "config get x, WRITE, false, false, false",
        "scan 0, SCAN, true, false, false",
        "hscan k 0, SCAN_KEYED, true, false, false",
        "blpop k 0, BLOCKING, false, true, false",
        "xread streams k 0, BLOCKING_IF, true, false, false",
        "xreadgroup group g c streams k >, BLOCKING_IF, false, true, false",
        "client id, CLIENT, false, false, false",
        "psync a b, REFUSED, false, false, false",
        "himport prepare a b, REFUSED, false, true, true",
        "script debug yes, REFUSED, false, false, false",
        "multi, MULTI, false, false, false",
        "router nodes, ROUTER, false, false, false",
        "ft.search i q, READ, true, false, false",
        "json.get k, READ, true, false, false",
    })
    void walksAsItShould(String line, Kind kind, boolean anyNode, boolean writes, boolean keysUnknown) {
        CommandSpec spec = TABLE.lookup(Requests.of(line));

        assertThat(spec.kind()).isEqualTo(kind);
        assertThat(spec.anyNode()).isEqualTo(anyNode);
        assertThat(spec.writes()).isEqualTo(writes);
        assertThat(spec.keysUnknown()).isEqualTo(keysUnknown);
    }

    @Test
    void whatReadsAcrossKeysSaysSo() {
        for (String line : List.of("keys *", "scan 0", "dbsize", "randomkey", "ft.search i q", "ts.mget filter a=b")) {
            assertThat(TABLE.lookup(Requests.of(line)).readsKeyspace()).as(line).isTrue();
        }
        for (String line : List.of("get k", "info", "hscan k 0", "flushall", "eval s 0", "set k v")) {
            assertThat(TABLE.lookup(Requests.of(line)).readsKeyspace()).as(line).isFalse();
        }
    }

    @Test
    void onlyWhatGivesTheSameReplyTwiceMayBeSentTwice() {
        for (String line : List.of(
                "get k",
                "info",
                "set k v",
                "setex k 1 v",
                "mset a 1 b 2",
                "hmset h f v",
                "setrange k 0 v",
                "lset l 0 v",
                "pfmerge a b",
                "expireat k 1",
                "json.set k $ 1",
                "script load x")) {
            assertThat(idempotent(line)).as(line).isTrue();
        }
        for (String line : List.of(
                "set k v nx",
                "set k v get",
                "set k v ex 1",
                "incr k",
                "hset h f v",
                "sadd s m",
                "del k",
                "expireat k 1 nx",
                "lpush l v",
                "eval s 0",
                "publish c m",
                "persist k",
                "blpop k 0",
                "flushall",
                "sdiffstore a b a",
                "multi",
                "json.set k $ 1 nx")) {
            assertThat(idempotent(line)).as(line).isFalse();
        }
    }

    @Test
    void aritiesAreThoseOfTheWidestVersion() {
        CommandSpec get = TABLE.lookup(Requests.of("get"));
        CommandSpec zrank = TABLE.lookup(Requests.of("zrank"));

        assertThat(get.accepts(1)).isFalse();
        assertThat(get.accepts(2)).isTrue();
        assertThat(get.accepts(3)).isFalse();
        assertThat(zrank.accepts(2)).isFalse();
        assertThat(zrank.accepts(3)).isTrue();
        assertThat(zrank.accepts(4)).isTrue();
        assertThat(TABLE.lookup(Requests.of("client setname")).subcommand()).isEqualTo("SETNAME");
        assertThat(get.subcommand()).isEmpty();
    }

    private static boolean idempotent(String line) {
        return TABLE.lookup(Requests.of(line)).idempotent(line.split(" ").length);
    }

    private static List<String> lower(List<String> words) {
        return words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
    }

    private static List<String> mixed(List<String> words) {
        return words.stream()
                .map(word -> word.substring(0, 1).toLowerCase(Locale.ROOT) + word.substring(1))
                .toList();
    }
}
