package dev.redisrouter.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What a real server says of its commands and what the table says agree, but where the table knows better. */
@NullMarked
@RedisLabTest(replicas = 0, sentinels = 0)
class ServerCommandsIT {
    /** Where the table differs from the flags and key positions, and why. */
    private static final Map<String, String> DIFFERENCES = Map.ofEntries(
            // with DB it writes a key of another database than the one whose keys are counted
            Map.entry("COPY", "master, writes * (server: master, writes 1,2)"),
            Map.entry("MOVE", "master, writes * (server: master, writes 1)"),
            // a script can read what it does not name
            Map.entry("EVAL_RO", "any node, reads * (server: any node, reads 2#)"),
            Map.entry("EVALSHA_RO", "any node, reads * (server: any node, reads 2#)"),
            Map.entry("FCALL_RO", "any node, reads * (server: any node, reads 2#)"),
            // each node counts for itself, and the master's counts decide what it evicts
            Map.entry("OBJECT|FREQ", "master, reads 2 (server: any node, reads 2)"),
            Map.entry("OBJECT|IDLETIME", "master, reads 2 (server: any node, reads 2)"),
            // readonly by its flags, and reads no key at all
            Map.entry("LOLWUT", "any node, reads - (server: any node, reads *)"),
            // the server calls its own key positions incomplete
            Map.entry("MIGRATE", "master, writes 3,KEYS@4:rest (server: master, writes *)"),
            Map.entry("SORT", "master, writes 1,STORE@2 (server: master, writes *)"),
            // of Redis Cluster, which this is not; not worth a judgement
            Map.entry("RESTORE-ASKING", "master, writes * (server: master, writes 1)"),
            // blocks only with BLOCK
            Map.entry("XREAD", "any node, reads STREAMS@1:half (server: master, reads STREAMS@1:half)"),
            // a group may be called STREAMS too
            Map.entry("XREADGROUP", "master, writes STREAMS@4:rest (server: master, writes STREAMS@4:half)"));

    @Test
    void theTableKnowsAllOfThem(RedisLab lab) {
        assertThat(ServerCommands.unknownTo(CommandFile.read(), reply(lab))).isEmpty();
    }

    @Test
    void theyAreReadWhole(RedisLab lab) {
        assertThat(ServerCommands.unknownTo(Map.of(), reply(lab)))
                .hasSize(entries(reply(lab)).size())
                .hasSizeGreaterThan(300);
    }

    @Test
    void theTableAgreesBut(RedisLab lab) {
        Map<String, CommandSpec> table = CommandFile.read();
        Map<String, String> differences = new TreeMap<>();
        for (List<?> entry : entries(reply(lab))) {
            List<?> flags = (List<?>) entry.get(2);
            if (flags.contains("readonly") || flags.contains("write")) {
                String name = name(entry);
                String ours = words(Objects.requireNonNull(table.get(name), name));
                String theirs = words(ServerCommands.spec(name, trusted(entry)));
                if (!ours.equals(theirs)) {
                    differences.put(name, ours + " (server: " + theirs + ")");
                }
            }
        }
        assertThat(differences).containsExactlyInAnyOrderEntriesOf(DIFFERENCES);
    }

    /**
     * Without the note of some versions that the arguments may name their keys otherwise too: the table must have a reason
     * of its own for what it says, and that is above.
     */
    private static List<?> trusted(List<?> entry) {
        return entry.stream()
                .filter(element -> !"incomplete".equals(element))
                .map(element -> element instanceof List<?> list ? trusted(list) : element)
                .toList();
    }

    private static String words(CommandSpec spec) {
        String keys = spec.anyKey()
                ? "*"
                : Arrays.stream(spec.keys()).map(KeySpec::toString).collect(Collectors.joining(","));
        String where = spec.anyNode() ? "any node" : "master";
        return where + (spec.writes() ? ", writes " : ", reads ") + (keys.isEmpty() ? "-" : keys);
    }

    private static List<?> reply(RedisLab lab) {
        return (List<?>) Objects.requireNonNull(lab.master().command("COMMAND"));
    }

    /** Containers and subcommands alike. */
    private static List<List<?>> entries(List<?> reply) {
        List<List<?>> entries = new ArrayList<>();
        for (Object entry : reply) {
            List<?> fields = (List<?>) entry;
            entries.add(fields);
            entries.addAll(entries((List<?>) fields.get(9)));
        }
        return entries;
    }

    private static String name(List<?> entry) {
        return String.valueOf(entry.get(0)).toUpperCase(Locale.ROOT);
    }
}
