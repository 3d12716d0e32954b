package dev.redisrouter.test.endpoint;

import dev.redisrouter.RouterConfig;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the nodes themselves have counted ({@code INFO commandstats}). */
public final class NodeCalls {
    private static final Duration LONG = Duration.ofSeconds(10);

    private NodeCalls() {}

    /** A router that waits for its nodes, so that on a busy machine too each command is executed by one of them alone. */
    public static RouterConfig onceEach(RouterConfig config) {
        return config.reads(r -> r.hedgeAfter(LONG)).health(h -> h.probeTimeout(LONG));
    }

    /** How often each node has executed a command, in the order of {@link RedisLab#nodes}. */
    public static List<Long> of(RedisLab lab, String command) {
        return lab.nodes().stream().map(node -> of(node, command)).toList();
    }

    /** How often this node has executed a command. On a replica that includes what its master has sent it. */
    public static long of(LabNode node, String command) {
        Matcher line = Pattern.compile("cmdstat_" + Pattern.quote(command.toLowerCase(Locale.ROOT)) + ":calls=(\\d+)")
                .matcher(String.valueOf(node.command("INFO", "commandstats")));
        return line.find() ? Long.parseLong(line.group(1)) : 0;
    }

    /** Has every node count from 0. */
    public static void reset(RedisLab lab) {
        reset(lab.nodes());
    }

    /** Has these nodes count from 0. */
    public static void reset(List<LabNode> nodes) {
        nodes.forEach(node -> node.command("CONFIG", "RESETSTAT"));
    }
}
