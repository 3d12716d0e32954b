package dev.redisrouter.core.journey;

import dev.redisrouter.core.command.CommandSpec;
import dev.redisrouter.core.node.Node;
import dev.redisrouter.core.observe.ErrorKind;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a client's user may do what the router would do for it itself. The nodes know their users' rights, so one is
 * sent a command of the same name that does nothing, as that user. Only on its event loop.
 */
final class ClientGuard {
    private static final byte[] DENIED = "-NOPERM".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] WRONG_PASSWORD = "-WRONGPASS".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NO_PASSWORD = "-NOAUTH".getBytes(StandardCharsets.US_ASCII);

    /**
     * What stands for each command that reaches beyond its own client: it needs the same rights and changes nothing,
     * whether it is executed or refused. UNPAUSE alone has no form that does nothing; what it may end is a pause that
     * somebody made at the node itself.
     */
    private static final Map<String, String[]> STAND_INS = Map.of(
            "KILL", new String[] {"CLIENT", "KILL", "ID", "0"},
            "LIST", new String[] {"CLIENT", "LIST", "ID", "0"},
            "UNBLOCK", new String[] {"CLIENT", "UNBLOCK", "0"},
            "NO-EVICT", new String[] {"CLIENT", "NO-EVICT", "?"},
            "PAUSE", new String[] {"CLIENT", "PAUSE", "?"},
            "UNPAUSE", new String[] {"CLIENT", "UNPAUSE"});

    private final Worker worker;

    ClientGuard(Worker worker) {
        this.worker = worker;
    }

    /** The stand-in for a command; null for one that reaches no further than its own client. */
    static String @Nullable [] standIn(CommandSpec spec) {
        return STAND_INS.get(spec.subcommand());
    }

    /** True when a node is to be asked: users whom the router was not configured with may have fewer rights. */
    boolean concerns(Client client, CommandSpec spec) {
        return standIn(spec) != null
                && !client.session()
                        .profile()
                        .credentials()
                        .equals(worker.defaultProfile().credentials());
    }

    /** Lets the answer go on, or gives it the node's refusal. */
    void ask(Client client, CommandSpec spec, Answer answer) {
        Node node = worker.anyNode();
        String[] standIn = standIn(spec);
        if (node == null || standIn == null) {
            unknown(answer);
            return;
        }
        NodeCall.send(client.session().shared().to(node), reply -> decide(reply, answer), standIn);
    }

    private static void decide(byte @Nullable [] reply, Answer answer) {
        if (reply == null) {
            unknown(answer);
        } else if (startsWith(reply, DENIED) || startsWith(reply, WRONG_PASSWORD) || startsWith(reply, NO_PASSWORD)) {
            answer.give(Unpooled.wrappedBuffer(reply));
        } else {
            answer.goOn();
        }
    }

    private static void unknown(Answer answer) {
        answer.giveError(ErrorKind.NO_NODE, "MASTERDOWN No node could say whether the user may do this");
    }

    private static boolean startsWith(byte[] reply, byte[] word) {
        return reply.length >= word.length && java.util.Arrays.equals(reply, 0, word.length, word, 0, word.length);
    }
}
