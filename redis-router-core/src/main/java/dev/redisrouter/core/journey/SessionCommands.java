package dev.redisrouter.core.journey;

import dev.redisrouter.core.command.CommandSpec;
import dev.redisrouter.core.observe.ErrorKind;
import dev.redisrouter.core.resp.FixedReply;
import dev.redisrouter.core.resp.Request;
import dev.redisrouter.core.resp.RespWriter;
import dev.redisrouter.core.session.Phase;
import dev.redisrouter.core.upstream.UpstreamConnection;
import io.netty.buffer.ByteBuf;

/** The commands that the router answers itself, in Redis's words. Only on its event loop. */
final class SessionCommands {
    private final Worker worker;
    private final ProfileCommands profiles;
    private final ClientCommands clients;
    private final RouterCommand router;

    SessionCommands(Worker worker) {
        this.worker = worker;
        this.profiles = new ProfileCommands(worker);
        this.clients = new ClientCommands(worker, profiles);
        this.router = new RouterCommand(worker);
    }

    ProfileCommands profiles() {
        return profiles;
    }

    ClientCommands clients() {
        return clients;
    }

    /** Answers; false when the client was stalled and the command must be offered again. */
    boolean answer(Client client, Request request, CommandSpec spec) {
        boolean answered = switch (spec.kind()) {
            case PING -> ping(client, request, spec);
            case ECHO -> echo(client, request);
            case QUIT -> quit(client);
            case RESET -> reset(client);
            case CLIENT -> clients.answer(client, request, spec);
            case SELECT -> profiles.select(client, request);
            case AUTH -> profiles.auth(client, request);
            case HELLO -> profiles.hello(client, request);
            case ROUTER -> router(client, request);
            case READ,
                    WRITE,
                    EVERYWHERE,
                    TRACKING,
                    SCAN,
                    SCAN_KEYED,
                    MULTI,
                    EXEC,
                    DISCARD,
                    WATCH,
                    UNWATCH,
                    SUBSCRIBE,
                    UNSUBSCRIBE,
                    MONITOR,
                    BLOCKING,
                    BLOCKING_IF,
                    WAIT,
                    REFUSED ->
                throw new IllegalStateException(
                        spec.name() + ": " + spec.kind() + " (expected: a kind that is answered locally)");
        };
        if (answered) {
            worker.meters().local(1);
        }
        return answered;
    }

    private boolean ping(Client client, Request request, CommandSpec spec) {
        if (request.argumentCount() > 2) {
            client.answerError(ErrorKind.USAGE, Arguments.wrongNumber(spec));
            return true;
        }
        if (request.argumentCount() == 2) {
            return echo(client, request);
        }
        ByteBuf reply = worker.scratch();
        FixedReply.PONG.writeTo(reply);
        client.answer(reply);
        return true;
    }

    private boolean echo(Client client, Request request) {
        ByteBuf reply = worker.scratch();
        RespWriter.bulk(reply, request.frame(), request.argumentOffset(1), request.argumentLength(1));
        client.answer(reply);
        return true;
    }

    private boolean quit(Client client) {
        client.session().phase(Phase.OPEN);
        ByteBuf reply = worker.scratch();
        FixedReply.OK.writeTo(reply);
        client.answer(reply);
        client.finish();
        return true;
    }

    private boolean reset(Client client) {
        if (!CommandPath.quiet(client)) {
            return false;
        }
        UpstreamConnection pin = client.session().pin();
        if (client.session().listening() != null
                && pin != null
                && pin.ready()
                && pin.node() == worker.view().master()) {
            Farewell.say(client, pin, worker);
            return false;
        }
        client.session().reset();
        client.boundRequests();
        ByteBuf reply = worker.scratch();
        FixedReply.RESET.writeTo(reply);
        client.answer(reply);
        return true;
    }

    private boolean router(Client client, Request request) {
        router.answer(client, request);
        return true;
    }
}
