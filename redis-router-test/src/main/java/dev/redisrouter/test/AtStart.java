package dev.redisrouter.test;

import dev.redisrouter.test.resp.ErrorReply;
import dev.redisrouter.test.resp.RespClient;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is said to a server after each of its starts.
 *
 * @param commands sent one after the other; one that the server refuses is logged and left out
 */
record AtStart(List<List<String>> commands) implements Door.Visit<@Nullable Void> {
    private static final Logger LOG = LoggerFactory.getLogger(RedisLab.class);

    static final AtStart NOTHING = new AtStart(List.of());

    /**
     * Sentinel's periods in milliseconds, a fifth to a tenth of its own. They are in no configuration file and are lost
     * with the process; {@code SENTINEL DEBUG} is there from Redis 7.0 on. The short tilt is for busy machines: a Sentinel
     * that did not get the processor for 2 s does nothing for 30 s otherwise.
     */
    static final AtStart FAST_TIMERS = new AtStart(List.of(
            debug("INFO-PERIOD", 200),
            debug("PUBLISH-PERIOD", 200),
            debug("PING-PERIOD", 100),
            debug("ASK-PERIOD", 100),
            debug("SLAVE-RECONF-TIMEOUT", 1_000),
            debug("MIN-LINK-RECONNECT-PERIOD", 1_500),
            debug("TILT-PERIOD", 1_000)));

    @Override
    public @Nullable Void with(RespClient client) throws IOException {
        for (List<String> command : commands) {
            try {
                client.call(command.toArray(String[]::new));
            } catch (ErrorReply e) {
                LOG.info("redis-lab refused command=\"{}\" reply=\"{}\"", String.join(" ", command), e.getMessage());
            }
        }
        return null;
    }

    private static List<String> debug(String period, int millis) {
        return List.of("SENTINEL", "DEBUG", period, Integer.toString(millis));
    }
}
