package dev.redisrouter.core.journey;

import dev.redisrouter.config.Credentials;
import dev.redisrouter.core.node.Node;
import dev.redisrouter.core.observe.ErrorKind;
import dev.redisrouter.core.resp.FixedReply;
import dev.redisrouter.core.resp.Request;
import dev.redisrouter.core.upstream.Profile;
import dev.redisrouter.core.upstream.UpstreamConnection;
import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;

/**
 * {@code SELECT}, {@code AUTH} and {@code HELLO}: the commands that change a client's {@link Profile}. Whether the
 * new profile is possible is what a node says to a connection that is set to it: its handshake makes the same demands,
 * and its refusal is the client's answer.
 */
final class ProfileCommands {
    private final Worker worker;
    private final Entrance entrance;

    ProfileCommands(Worker worker) {
        this.worker = worker;
        this.entrance = new Entrance(worker);
    }

    boolean select(Client client, Request request) {
        long database;
        try {
            database = Arguments.integer(request, 1);
        } catch (NumberFormatException e) {
            client.answerError(ErrorKind.USAGE, "ERR value is not an integer or out of range");
            return true;
        }
        if (database != (int) database) {
            client.answerError(
                    ErrorKind.USAGE, "ERR value is out of range, value must between -2147483648 and 2147483647");
            return true;
        }
        Profile asked = client.session().profile().database((int) database);
        return change(client, asked, connection -> ok(client));
    }

    boolean auth(Client client, Request request) {
        int arguments = request.argumentCount();
        if (arguments > 3) {
            client.answerError(ErrorKind.USAGE, "ERR syntax error");
            return true;
        }
        if (client.session().guard().asks()) {
            entrance.auth(client, request);
            return true;
        }
        Credentials credentials = arguments == 2
                ? Credentials.password(Arguments.text(request, 1))
                : Credentials.user(Arguments.text(request, 1), Arguments.text(request, 2));
        return change(client, client.session().profile().credentials(credentials), connection -> ok(client));
    }

    boolean hello(Client client, Request request) {
        HelloRequest hello = HelloRequest.parse(request, client.session().profile());
        if (hello.error() != null) {
            client.answerError(hello.errorKind(), hello.error());
            return true;
        }
        Session session = client.session();
        String user = session.user();
        Profile asked = hello.profile();
        if (session.guard().asks()) {
            user = entrance.userOf(client, request, hello);
            if (user == null) {
                return true;
            }
            asked = asked.credentials(session.profile().credentials());
        }
        String as = user;
        return change(client, asked, connection -> {
            entrance.enter(client, as);
            if (hello.clientName() != null) {
                client.session().name(hello.clientName());
            }
            ByteBuf reply = worker.scratch();
            HelloReply.write(reply, connection.hello(), client.session().id());
            client.answer(reply);
        });
    }

    private void ok(Client client) {
        ByteBuf reply = worker.scratch();
        FixedReply.OK.writeTo(reply);
        client.answer(reply);
    }

    /** Gives the client this profile once a node has agreed to it; false while that is not known. */
    private boolean change(Client client, Profile asked, Consumer<UpstreamConnection> answer) {
        if (!CommandPath.quiet(client)) {
            return false;
        }
        Session session = client.session();
        byte[] refusal = session.takeRefusal();
        if (refusal != null) {
            client.answerRefusal(refusal);
            return true;
        }
        Node node = anyNode();
        UpstreamConnection connection =
                node == null ? null : worker.upstreams().shared(asked).to(node);
        if (connection == null) {
            worker.waitForAnyNode(client);
            return !client.stalled();
        }
        if (!connection.ready()) {
            client.stall(Stall.CALL);
            connection.whenSettled(() -> {
                session.refusal(connection.refusal());
                if (connection.refusal() != null && !asked.equals(worker.defaultProfile())) {
                    worker.upstreams().forget(asked);
                }
                client.resumeLater();
            });
            return false;
        }
        session.profile(asked);
        answer.accept(connection);
        return true;
    }

    private @org.jspecify.annotations.Nullable Node anyNode() {
        Node master = worker.view().master();
        if (master != null) {
            return master;
        }
        return worker.view().readers().isEmpty()
                ? null
                : worker.view().readers().get(0);
    }
}
