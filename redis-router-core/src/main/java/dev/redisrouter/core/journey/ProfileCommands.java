package dev.redisrouter.core.journey;

import dev.redisrouter.config.Credentials;
import dev.redisrouter.core.command.CommandSpec;
import dev.redisrouter.core.node.Node;
import dev.redisrouter.core.observe.ErrorKind;
import dev.redisrouter.core.resp.FixedReply;
import dev.redisrouter.core.resp.Request;
import dev.redisrouter.core.upstream.Profile;
import dev.redisrouter.core.upstream.UpstreamConnection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
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
        if (request.argumentCount() > 3) {
            client.answerError(ErrorKind.USAGE, "ERR syntax error");
            return true;
        }
        if (client.session().guard().asks()) {
            entrance.auth(client, request);
            return true;
        }
        return change(client, client.session().profile().credentials(credentials(request)), connection -> ok(client));
    }

    private static Credentials credentials(Request request) {
        return request.argumentCount() == 2
                ? Credentials.password(Arguments.text(request, 1))
                : Credentials.user(Arguments.text(request, 1), Arguments.text(request, 2));
    }

    boolean hello(Client client, Request request) {
        HelloRequest hello = HelloRequest.parse(request, client.session().profile(), worker.server());
        if (hello.error() != null) {
            if (hello.clientName() != null) {
                client.session().name(hello.clientName());
            }
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

    /** {@code CLIENT NO-TOUCH}, which Redis knows since 7.2: in its words, whatever its version says. */
    boolean noTouch(Client client, Request request, CommandSpec spec) {
        Profile present = client.session().profile();
        boolean on = Arguments.is(request, 2, "ON");
        boolean off = Arguments.is(request, 2, "OFF");
        if (on || (off && present.noTouch())) {
            return change(client, present.noTouch(on), connection -> ok(client));
        }
        // changes nothing, so that any connection of this profile may be asked
        return worker.dispatcher().dispatch(client, request, spec);
    }

    /** A node has executed the command on the client's pin: if it agreed, the session follows. */
    void executed(Client client, Request request, CommandSpec spec, ByteBuf nodesReply, Answer answer) {
        byte type = nodesReply.getByte(nodesReply.readerIndex());
        if (type == '-' || type == '!') {
            answer.give(nodesReply);
            return;
        }
        Session session = client.session();
        Profile present = session.profile();
        switch (spec.kind()) {
            case SELECT -> session.profile(present.database((int) Arguments.integer(request, 1)));
            case AUTH -> session.profile(present.credentials(credentials(request)));
            case CLIENT -> session.profile(present.noTouch(Arguments.is(request, 2, "ON")));
            default -> {
                HelloRequest hello = HelloRequest.parse(request, present, worker.server());
                session.profile(hello.profile());
                if (hello.clientName() != null) {
                    session.name(hello.clientName());
                }
                ByteBuf reply = worker.scratch();
                HelloReply.write(reply, ByteBufUtil.getBytes(nodesReply), session.id());
                answer.give(reply);
                return;
            }
        }
        answer.give(nodesReply);
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
        Node node = worker.anyNode();
        UpstreamConnection connection =
                node == null ? null : worker.upstreams().shared(asked).to(node);
        if (connection == null) {
            worker.holding().waitForAnyNode(client);
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
}
