package dev.redisrouter.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.config.CommandsConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of a server's commands those are added that the table does not know, each as harmless as its flags allow. */
class ServerCommandsTest {
    private static final CommandsConfig CONFIG = CommandsConfig.defaults();

    private static List<Object> entry(String name, List<String> flags, int first, int last, Object... more) {
        List<Object> entry = new ArrayList<>(List.of(name, -2L, flags, (long) first, (long) last, 1L));
        entry.addAll(Arrays.asList(more));
        return entry;
    }

    private static CommandSpec spec(List<Object> entry, String line) {
        return CommandTable.of(CONFIG).refined(List.of(entry)).lookup(Requests.of(line));
    }

    private static String keys(CommandSpec spec) {
        return spec.anyKey() ? "*" : Arrays.toString(spec.keys());
    }

    @Test
    void readsGoToAnyNode() {
        CommandSpec spec = spec(entry("m.get", List.of("readonly", "fast"), 1, 1), "M.GET k");
        assertThat(spec.anyNode()).isTrue();
        assertThat(spec.writes()).isFalse();
        assertThat(spec.arity()).isEqualTo(-2);
        assertThat(keys(spec)).isEqualTo("[1]");
    }

    @Test
    void readsWithoutKeysReadAnyKey() {
        assertThat(spec(entry("m.find", List.of("readonly"), 0, 0), "m.find x").readsKeyspace())
                .isTrue();
        assertThat(spec(entry("m.find", List.of("readonly", "movablekeys"), 1, 1), "m.find x")
                        .readsKeyspace())
                .isTrue();
    }

    @Test
    void whatIsNotHarmlessGoesToTheMaster() {
        for (List<String> flags : List.of(
                List.of("write"),
                List.of("write", "readonly"),
                List.of("readonly", "admin"),
                List.of("readonly", "pubsub"),
                List.<String>of())) {
            CommandSpec spec = spec(entry("m.x", flags, 1, 1), "m.x k");
            assertThat(spec.anyNode()).as("%s", flags).isFalse();
            assertThat(spec.kind()).isEqualTo(Kind.WRITE);
        }
        assertThat(keys(spec(entry("m.x", List.of("write"), 1, -1), "m.x k"))).isEqualTo("[1..-1]");
        assertThat(spec(entry("m.x", List.of(), 1, 1), "m.x k").keysUnknown()).isTrue();
    }

    @Test
    void whatBlocksGetsAConnectionOfItsOwn() {
        assertThat(spec(entry("m.wait", List.of("readonly", "blocking"), 1, 1), "m.wait k")
                        .kind())
                .isEqualTo(Kind.BLOCKING);
    }

    @Test
    void theTableKnowsBetter() {
        assertThat(spec(entry("get", List.of("write"), 1, 1), "GET k").anyNode())
                .isTrue();
        assertThat(spec(entry("set", List.of("readonly"), 1, 1), "SET k v").anyNode())
                .isFalse();
        assertThat(CommandTable.of(CONFIG)
                        .refined(List.of(entry("get", List.of("write"), 1, 1)))
                        .ofServer())
                .isEmpty();
    }

    @Test
    void subcommandsAreAddedWhereTheContainerIsNotTheRoutersOwn() {
        List<Object> sub = entry("xinfo|news", List.of("readonly"), 2, 2);
        assertThat(spec(entry("xinfo", List.of(), 0, 0, List.of(), List.of(), List.of(), List.of(sub)), "XINFO NEWS k")
                        .anyNode())
                .isTrue();
        List<Object> client = entry("client|news", List.of("readonly"), 0, 0);
        assertThat(spec(
                                entry("client", List.of(), 0, 0, List.of(), List.of(), List.of(), List.of(client)),
                                "CLIENT NEWS")
                        .kind())
                .isEqualTo(Kind.CLIENT);
        List<Object> of = entry("m.sub|read", List.of("readonly"), 2, 2);
        assertThat(spec(entry("m.sub", List.of(), 0, 0, List.of(), List.of(), List.of(), List.of(of)), "m.sub read k")
                        .anyNode())
                .isTrue();
    }

    @Test
    void keyPositionsThatCannotBeToldAreAnyKey() {
        List<Object> unknown =
                List.of("flags", List.of("RO"), "begin_search", part("unknown"), "find_keys", part("unknown"));
        assertThat(keys(spec(with(unknown), "m.x a"))).isEqualTo("*");
        List<Object> incomplete = List.of(
                "flags",
                List.of("RO", "incomplete"),
                "begin_search",
                part("index", "index", 1L),
                "find_keys",
                part("range", "lastkey", 0L, "keystep", 1L, "limit", 0L));
        assertThat(keys(spec(with(incomplete), "m.x a"))).isEqualTo("*");
        List<Object> fromTheEnd = List.of(
                "begin_search",
                part("keyword", "keyword", "KEYS", "startfrom", -2L),
                "find_keys",
                part("range", "lastkey", -1L, "keystep", 1L, "limit", 0L));
        assertThat(keys(spec(with(fromTheEnd), "m.x a"))).isEqualTo("*");
    }

    @Test
    void whatIsNoEntryIsLeftOut() {
        CommandTable table = CommandTable.of(CONFIG).refined(List.of("nonsense", List.of(), List.of("m.x", 1L)));
        assertThat(table.ofServer()).isEmpty();
    }

    private static List<Object> part(String type, Object... specification) {
        return List.of("type", type, "spec", List.of(specification));
    }

    private static List<Object> with(List<Object> keySpecification) {
        return entry("m.x", List.of("readonly"), 1, 1, List.of(), List.of(), List.of(keySpecification), List.of());
    }
}
