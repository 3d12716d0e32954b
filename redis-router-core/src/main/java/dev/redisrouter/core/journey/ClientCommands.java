package dev.redisrouter.core.journey;

import dev.redisrouter.core.command.CommandSpec;
import dev.redisrouter.core.observe.ErrorKind;
import dev.redisrouter.core.resp.FixedReply;
import dev.redisrouter.core.resp.Request;
import dev.redisrouter.core.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;

/** {@code CLIENT} and its subcommands, about the router's own clients. Only on its event loop. */
final class ClientCommands {
    private final Worker worker;
    private final ProfileCommands profiles;
    private final ClientGuard guard;
    private final ClientCensus census;
    private final PauseCommands pauses;

    ClientCommands(Worker worker, ProfileCommands profiles) {
        this.worker = worker;
        this.profiles = profiles;
        this.guard = new ClientGuard(worker);
        this.census = new ClientCensus(worker);
        this.pauses = new PauseCommands(worker);
    }

    /** Answers; false when the client was stalled and the command must be offered again. */
    boolean answer(Client client, Request request, CommandSpec spec) {
        if (spec.subcommand().equals("NO-TOUCH")) {
            return profiles.noTouch(client, request, spec);
        }
        Session session = client.session();
        Answer answer = session.awaited();
        if (answer == null && guard.concerns(client, spec)) {
            answer = new Answer();
            guard.ask(client, spec, answer);
        } else if (answer == null || answer.mayGoOn()) {
            answer = new Answer();
            begin(client, request, spec, answer);
        }
        if (!answer.given()) {
            session.awaits(answer);
            answer.whenGiven(client::resumeLater);
            client.stall(Stall.CALL);
            return false;
        }
        answer.sendTo(client, worker);
        return true;
    }

    /** The command, or what stood in for it, was executed within a transaction. */
    void executed(Client client, Request request, CommandSpec spec, ByteBuf nodesReply, Answer answer) {
        if (spec.subcommand().equals("NO-TOUCH")) {
            profiles.executed(client, request, spec, nodesReply, answer);
        } else if (isAboutTracking(spec)) {
            Redirection redirection = client.session().redirection();
            answer.give(redirection == null ? nodesReply : redirection.shown(ByteBufUtil.getBytes(nodesReply)));
        } else {
            begin(client, request, spec, answer);
        }
    }

    /** Executes the command; the answer is given now or later. */
    private void begin(Client client, Request request, CommandSpec spec, Answer answer) {
        Session session = client.session();
        ByteBuf reply = worker.scratch();
        if (isForeign(spec)) {
            answer.giveError(ErrorKind.USAGE, unknown(request));
            return;
        }
        switch (spec.subcommand()) {
            case "CAPA" -> capabilities(session, request, reply);
            case "ID" -> RespWriter.integer(reply, session.id());
            case "GETNAME" -> writeName(reply, session);
            case "SETNAME" -> setName(session, request, reply, answer);
            case "SETINFO" -> setInfo(session, request, reply, answer);
            case "INFO" ->
                RespWriter.verbatim(
                        reply,
                        ClientLine.of(client, worker.turn().now(), worker.server())
                                        .text() + "\n",
                        session.profile().protocol());
            case "LIST" -> census.list(client, request, answer);
            case "KILL" -> census.kill(client, request, answer);
            case "UNBLOCK" -> worker.unblocking().unblock(request, answer);
            case "PAUSE" -> pauses.pause(request, answer);
            case "UNPAUSE" -> pauses.unpause(answer);
            case "REPLY" -> reply(session.replyMode(), request, reply, answer);
            case "NO-EVICT" -> noEvict(session, request, reply, answer);
            case "GETREDIR", "TRACKINGINFO" -> tellTracking(session, spec, reply, answer);
            case "CACHING" ->
                answer.giveError(
                        ErrorKind.USAGE,
                        "ERR CLIENT CACHING can be called only when the client is in tracking mode with OPTIN or OPTOUT"
                                + " mode enabled");
            default ->
                answer.giveError(
                        isUnknown(spec) ? ErrorKind.USAGE : ErrorKind.REFUSED,
                        isUnknown(spec)
                                ? unknown(request)
                                : "ERR '" + Arguments.shown(spec) + "' is not supported by the router");
        }
        if (!answer.given() && reply.isReadable()) {
            answer.give(reply);
        }
    }

    /** True for what the node of a client that tracks knows better. */
    static boolean isAboutTracking(CommandSpec spec) {
        return switch (spec.subcommand()) {
            case "CACHING", "TRACKINGINFO", "GETREDIR" -> true;
            default -> false;
        };
    }

    /** True for what only Valkey knows, when the router stands in front of something else. */
    boolean isForeign(CommandSpec spec) {
        return switch (spec.subcommand()) {
            case "CAPA", "IMPORT-SOURCE" -> !worker.server().knowsCapabilities();
            default -> false;
        };
    }

    private static boolean isUnknown(CommandSpec spec) {
        return spec.unknown() || spec.subcommand().isEmpty();
    }

    private static String unknown(Request request) {
        return "ERR unknown subcommand '" + Arguments.text(request, 1) + "'. Try CLIENT HELP.";
    }

    /** Any are taken. What they stand for the router does itself: its clients are told of no other node. */
    private static void capabilities(Session session, Request request, ByteBuf reply) {
        for (int i = 2; i < request.argumentCount(); i++) {
            if (Arguments.is(request, i, "REDIRECT")) {
                session.presence().followsRedirects();
            }
        }
        FixedReply.OK.writeTo(reply);
    }

    private void setName(Session session, Request request, ByteBuf reply, Answer answer) {
        String name = ClientName.read(request, 2);
        if (ClientName.isAllowed(name, worker.server())) {
            session.name(name);
            FixedReply.OK.writeTo(reply);
        } else {
            answer.giveError(ErrorKind.USAGE, ClientName.REFUSAL);
        }
    }

    private void setInfo(Session session, Request request, ByteBuf reply, Answer answer) {
        String option = Arguments.text(request, 2);
        String value = ClientName.read(request, 3);
        boolean isName = Arguments.is(request, 2, "LIB-NAME");
        if (!isName && !Arguments.is(request, 2, "LIB-VER")) {
            answer.giveError(ErrorKind.USAGE, "ERR Unrecognized option '" + option + "'");
        } else if (!ClientName.isAllowed(value, worker.server())) {
            answer.giveError(
                    ErrorKind.USAGE, "ERR " + option + " cannot contain spaces, newlines or special characters.");
        } else {
            if (isName) {
                session.libraryName(value);
            } else {
                session.libraryVersion(value);
            }
            FixedReply.OK.writeTo(reply);
        }
    }

    private static void reply(ReplyMode mode, Request request, ByteBuf reply, Answer answer) {
        if (Arguments.is(request, 2, "ON")) {
            mode.on();
            FixedReply.OK.writeTo(reply);
        } else if (Arguments.is(request, 2, "OFF")) {
            mode.off();
            answer.giveNothing();
        } else if (Arguments.is(request, 2, "SKIP")) {
            mode.skipNext();
            answer.giveNothing();
        } else {
            answer.giveError(ErrorKind.USAGE, "ERR syntax error");
        }
    }

    /** Remembered, and shown; the router evicts nobody. */
    private static void noEvict(Session session, Request request, ByteBuf reply, Answer answer) {
        boolean on = Arguments.is(request, 2, "ON");
        if (on || Arguments.is(request, 2, "OFF")) {
            session.presence().noEvict(on);
            FixedReply.OK.writeTo(reply);
        } else {
            answer.giveError(ErrorKind.USAGE, "ERR syntax error");
        }
    }

    /** About a client that does not track, or has redirected what becomes invalid. */
    private static void tellTracking(Session session, CommandSpec spec, ByteBuf reply, Answer answer) {
        Redirection redirection = session.redirection();
        if (redirection != null) {
            NodeCall.send(session.pin(), said -> giveTracking(redirection, said, answer), "CLIENT", spec.subcommand());
        } else if (spec.subcommand().equals("GETREDIR")) {
            RespWriter.integer(reply, -1);
        } else {
            writeTrackingInfo(reply, session.profile().protocol());
        }
    }

    private static void giveTracking(Redirection redirection, byte @Nullable [] said, Answer answer) {
        if (said == null) {
            answer.giveError(ErrorKind.NO_NODE, "MASTERDOWN The connection to the master was lost");
        } else {
            answer.give(redirection.shown(said));
        }
    }

    private static void writeTrackingInfo(ByteBuf reply, int protocol) {
        RespWriter.map(reply, 3, protocol);
        RespWriter.bulk(reply, "flags");
        RespWriter.set(reply, 1, protocol);
        RespWriter.bulk(reply, "off");
        RespWriter.bulk(reply, "redirect");
        RespWriter.integer(reply, -1);
        RespWriter.bulk(reply, "prefixes");
        RespWriter.array(reply, 0);
    }

    private static void writeName(ByteBuf reply, Session session) {
        if (session.name().isEmpty()) {
            RespWriter.nil(reply, session.profile().protocol());
        } else {
            ClientName.writeTo(reply, session.name());
        }
    }
}
