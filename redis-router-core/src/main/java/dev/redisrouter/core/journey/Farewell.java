package dev.redisrouter.core.journey;

import dev.redisrouter.core.session.Phase;
import dev.redisrouter.core.upstream.UpstreamConnection;
import java.util.concurrent.TimeUnit;

/**
 * Waits until the node has forgotten what a client listens to, so that nothing that is asked later, on whatever connection,
 * finds it still there: the end of a connection may be overtaken. Only on the client's event loop.
 */
final class Farewell {
    private Farewell() {}

    /**
     * The client does not listen any more when it goes on with its current command. A node that does not answer is not waited
     * for longer than for a connection.
     */
    static void say(Client client, UpstreamConnection pin, Worker worker) {
        client.stall(Stall.CALL);
        // a client that has ended its input waits for this, as it does not for messages
        client.session().phase(Phase.OPEN);
        long patience = worker.config().nodes().connectTimeout().toNanos();
        worker.loop().schedule(() -> giveUp(client, pin, worker), patience, TimeUnit.NANOSECONDS);
        // one that may not be told so ends with its connection
        NodeCall.send(pin, reply -> over(client), "RESET");
    }

    private static void giveUp(Client client, UpstreamConnection pin, Worker worker) {
        if (client.session().pin() == pin) {
            worker.turn().begin();
            over(client);
        }
    }

    private static void over(Client client) {
        client.session().stopListening();
        client.resumeLater();
    }
}
