package dev.redisrouter.test;

import dev.redisrouter.config.Credentials;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a lab is started from; frozen by {@link RedisLabBuilder#start}. */
record LabSpec(
        int replicas,
        int sentinels,
        String masterName,
        @Nullable String server,
        Duration startTimeout,
        Timing timing,
        Access access,
        ExtraLines extraLines) {

    /** How soon the Sentinels act. */
    record Timing(boolean fast, Duration downAfter, Duration failoverTimeout) {}

    /** What a client must know, or say, to get in. */
    record Access(Credentials nodes, Credentials sentinels, boolean tls, Optional<String> announcedHost) {
        /** True when the announced host is a name, and not an address. */
        boolean announcesName() {
            return announcedHost
                    .filter(host -> !host.matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*"))
                    .isPresent();
        }
    }

    /** Lines for the configuration files, after the lab's own. */
    record ExtraLines(List<String> everyNode, Map<Integer, List<String>> oneNode, List<String> everySentinel) {
        ExtraLines {
            everyNode = List.copyOf(everyNode);
            oneNode = Map.copyOf(oneNode);
            everySentinel = List.copyOf(everySentinel);
        }
    }
}
