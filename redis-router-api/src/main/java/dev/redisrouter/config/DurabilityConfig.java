package dev.redisrouter.config;

import dev.redisrouter.error.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Which writes are confirmed only when replicas have them as well. Redis confirms a write when the master has executed it;
 * what replication has not carried over when the master is lost is lost with it. A durable write keeps its reply back until
 * enough replicas have it, and everything before it; when they do not in time it is answered {@code -UNCERTAIN}: the master
 * has executed it, and it may or may not outlive that master.
 *
 * <p>A majority is what makes it safe: of the replicas that a majority of the nodes can reach, at least one has every
 * confirmed write, and Sentinel promotes the one that has most, if all have the same {@code replica-priority}. Then no
 * confirmed write is lost, also when the master is cut off together with this router. It does not depend on disks; if all
 * nodes that have a write lose their data at once, it is lost. {@code SENTINEL FAILOVER} by hand is another matter: it promotes
 * a replica while the master still takes writes, and what only the others have until this router hears of it is lost, unless
 * all replicas must have it. {@link dev.redisrouter.RedisRouter#switchOver} has no such gap.
 *
 * <p>Reads do not wait: others may see a write before it is confirmed.
 *
 * @param allWrites true for every write; false by default
 * @param commands the commands whose writes are durable, case-insensitive, subcommands as {@code XGROUP|CREATE}; none by
 *     default
 * @param keyPrefixes a write to any key that begins with one of these is durable, and so is one whose keys cannot be told from its
 *     arguments, such as a script's; none by default
 * @param replicas how many replicas must have it, 1 to 1,000; empty, the default, for as many as make a majority of the
 *     nodes together with the master
 * @param timeout how long the reply is kept back at most; 1 s by default
 */
public record DurabilityConfig(
        boolean allWrites, Set<String> commands, List<String> keyPrefixes, OptionalInt replicas, Duration timeout) {
    private static final int MOST_REPLICAS = 1000;
    private static final int LONGEST_PREFIX = 1024;

    public DurabilityConfig {
        Set<String> upper = new HashSet<>();
        for (String name : commands) {
            Check.notBlank("durability.commands", name, "the name of a command");
            upper.add(name.toUpperCase(Locale.ROOT));
        }
        commands = Set.copyOf(upper);
        for (String prefix : keyPrefixes) {
            int bytes = prefix.getBytes(StandardCharsets.UTF_8).length;
            if (bytes < 1 || bytes > LONGEST_PREFIX) {
                throw new ConfigurationException(
                        "durability.keyPrefixes",
                        "'" + prefix + "'",
                        "1-" + LONGEST_PREFIX + " bytes; allWrites(true) is for all keys");
            }
        }
        keyPrefixes = List.copyOf(keyPrefixes);
        replicas.ifPresent(n -> Check.range("durability.replicas", n, 1, MOST_REPLICAS));
        Check.positive("durability.timeout", timeout);
    }

    /** No write is durable. */
    public static DurabilityConfig defaults() {
        return new DurabilityConfig(false, Set.of(), List.of(), OptionalInt.empty(), Duration.ofSeconds(1));
    }

    /** True when any write is durable. */
    public boolean isUsed() {
        return allWrites || !commands.isEmpty() || !keyPrefixes.isEmpty();
    }

    public DurabilityConfig allWrites(boolean allWrites) {
        return new DurabilityConfig(allWrites, commands, keyPrefixes, replicas, timeout);
    }

    /** Adds commands. */
    public DurabilityConfig commands(String... names) {
        Set<String> more = new HashSet<>(commands);
        more.addAll(Arrays.asList(names));
        return new DurabilityConfig(allWrites, more, keyPrefixes, replicas, timeout);
    }

    /** Adds prefixes of keys, as UTF-8. */
    public DurabilityConfig keyPrefixes(String... prefixes) {
        List<String> more = new ArrayList<>(keyPrefixes);
        more.addAll(Arrays.asList(prefixes));
        return new DurabilityConfig(allWrites, commands, more, replicas, timeout);
    }

    public DurabilityConfig replicas(int replicas) {
        return new DurabilityConfig(allWrites, commands, keyPrefixes, OptionalInt.of(replicas), timeout);
    }

    /** As many replicas as make a majority of the nodes together with the master. */
    public DurabilityConfig majority() {
        return new DurabilityConfig(allWrites, commands, keyPrefixes, OptionalInt.empty(), timeout);
    }

    public DurabilityConfig timeout(Duration timeout) {
        return new DurabilityConfig(allWrites, commands, keyPrefixes, replicas, timeout);
    }
}
