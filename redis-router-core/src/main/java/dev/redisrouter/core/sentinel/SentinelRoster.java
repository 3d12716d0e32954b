package dev.redisrouter.core.sentinel;

import dev.redisrouter.topology.NodeAddress;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which Sentinels are to be watched. Pure; only on the control thread. */
final class SentinelRoster {
    /*
     * The configured Sentinels are watched for good. Those that others name are watched too, until they can no longer
     * be heard and nobody that can be heard names them.
     *
     * One Sentinel may be known by two addresses: a host name in the configuration, an IP address to the others. Its
     * id shows it. The address that was not configured is then dropped, or its word would count twice.
     */
    private final Map<NodeAddress, Entry> entries = new LinkedHashMap<>();

    private static final class Entry {
        final boolean configured;
        /** As others call it, until it has told itself. */
        @Nullable
        String id;

        boolean heard;
        Set<NodeAddress> names = Set.of();

        Entry(boolean configured, @Nullable String id) {
            this.configured = configured;
            this.id = id;
        }
    }

    SentinelRoster(List<NodeAddress> configured) {
        configured.forEach(address -> entries.put(address, new Entry(true, null)));
    }

    /** All that are to be watched now. */
    Set<NodeAddress> addresses() {
        return Set.copyOf(entries.keySet());
    }

    /**
     * A Sentinel said who it is and which others it knows.
     *
     * @param id null from one that does not tell
     * @param others by id
     */
    void told(NodeAddress who, @Nullable String id, Map<String, NodeAddress> others) {
        Entry entry = entries.get(who);
        if (entry == null) {
            return;
        }
        entry.heard = true;
        entry.names = Set.copyOf(others.values());
        if (id != null) {
            entry.id = id;
        }
        forgetUnnamed();
        dropTwins(entry);
        others.forEach(this::join);
    }

    /** A Sentinel can no longer be heard. */
    void lost(NodeAddress who) {
        Entry entry = entries.get(who);
        if (entry != null) {
            entry.heard = false;
            forgetUnnamed();
        }
    }

    private void join(String id, NodeAddress address) {
        boolean known = entries.containsKey(address)
                || entries.values().stream().anyMatch(e -> id.equals(e.id) && (e.heard || !e.configured));
        if (!known && entries.size() < SentinelAnswer.MOST_SENTINELS) {
            entries.put(address, new Entry(false, id));
        }
    }

    private void dropTwins(Entry entry) {
        if (entry.id == null) {
            return;
        }
        List<Entry> twins = entries.values().stream()
                .filter(e -> e != entry && Objects.equals(e.id, entry.id))
                .toList();
        boolean itselfToo = !entry.configured && twins.stream().anyMatch(e -> e.configured && e.heard);
        entries.values().removeIf(e -> (itselfToo && e == entry) || (!e.configured && twins.contains(e)));
    }

    /** With nobody to be heard, nobody is forgotten: the network may be all that is wrong. */
    private void forgetUnnamed() {
        Set<NodeAddress> named = new HashSet<>();
        boolean anyHeard = false;
        for (Entry entry : entries.values()) {
            if (entry.heard) {
                anyHeard = true;
                named.addAll(entry.names);
            }
        }
        if (anyHeard) {
            entries.entrySet()
                    .removeIf(e -> !e.getValue().configured && !e.getValue().heard && !named.contains(e.getKey()));
        }
    }
}
