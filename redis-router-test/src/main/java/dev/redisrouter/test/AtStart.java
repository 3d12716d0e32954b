package dev.redisrouter.test;

import dev.redisrouter.test.resp.ErrorReply;
import dev.redisrouter.test.resp.RespClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is said to a server after each of its starts.
 *
 * @param commands sent one after the other; one that the server refuses is left out
 */
record AtStart(List<List<String>> commands) {
    static final AtStart NOTHING = new AtStart(List.of());

    /**
     * Sentinel's periods in milliseconds, shorter than its own. They are in no configuration file and are lost
     * with the process; {@code SENTINEL DEBUG} is there from Redis 7.0 on.
     *
     * <p>The ping period must not be shorter: with the master down, replicas are asked for INFO once a second whatever the
     * INFO period says, and a replica whose last INFO is older than five ping periods cannot be promoted
     * ({@code sentinelSelectSlave}); the failover then fails and is tried again after twice the failover timeout.
     *
     * <p>Nor the INFO period: in a failover without a fault it is three of them that the last INFO may be old.
     *
     * <p>Nor the publish period: four of them after a replica has begun to call itself master, a Sentinel that has not heard of
     * its promotion makes it a replica again ({@code sentinelRefreshInstanceInfo}), with all that was written to it. In a
     * failover without a fault the leader may need that one second between two INFOs to hear of it itself.
     *
     * <p>The short tilt is for busy machines: a Sentinel that did not get the processor for 2 s does nothing for 30 s
     * otherwise.
     */
    static final AtStart FAST_TIMERS = new AtStart(List.of(
            debug("INFO-PERIOD", 500),
            debug("PUBLISH-PERIOD", 400),
            debug("PING-PERIOD", 300),
            debug("ASK-PERIOD", 100),
            debug("SLAVE-RECONF-TIMEOUT", 1_000),
            debug("MIN-LINK-RECONNECT-PERIOD", 1_500),
            debug("TILT-PERIOD", 1_000)));

    /** Returns what was refused, and why. */
    List<String> say(RespClient client) throws IOException {
        List<String> refused = new ArrayList<>();
        for (List<String> command : commands) {
            try {
                client.call(command.toArray(String[]::new));
            } catch (ErrorReply e) {
                refused.add(String.join(" ", command) + ": " + e.text());
            }
        }
        return refused;
    }

    private static List<String> debug(String period, int millis) {
        return List.of("SENTINEL", "DEBUG", period, Integer.toString(millis));
    }
}
