package dev.redisrouter.core.journey;

import dev.redisrouter.core.command.CommandSpec;
import dev.redisrouter.core.observe.ErrorKind;
import dev.redisrouter.core.resp.FixedReply;
import dev.redisrouter.core.resp.Request;
import dev.redisrouter.core.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import java.util.Locale;

/** {@code CLIENT} and its subcommands, about the router's own clients. Only on its event loop. */
final class ClientCommands {
    static final String BAD_NAME = "ERR Client names cannot contain spaces, newlines or special characters.";

    private final Worker worker;

    ClientCommands(Worker worker) {
        this.worker = worker;
    }

    boolean answer(Client client, Request request, CommandSpec spec) {
        Session session = client.session();
        ByteBuf reply = worker.scratch();
        switch (spec.subcommand()) {
            case "ID" -> RespWriter.integer(reply, session.id());
            case "GETNAME" -> writeName(reply, session);
            case "SETNAME" -> {
                String name = Arguments.text(request, 2);
                if (!isName(name)) {
                    client.answerError(ErrorKind.USAGE, BAD_NAME);
                    return true;
                }
                session.name(name);
                FixedReply.OK.writeTo(reply);
            }
            case "SETINFO" -> {
                return setInfo(client, request);
            }
            case "INFO" ->
                RespWriter.verbatim(
                        reply, describe(client) + "\n", session.profile().protocol());
            default -> {
                client.answerError(
                        spec.unknown() || spec.subcommand().isEmpty() ? ErrorKind.USAGE : ErrorKind.REFUSED,
                        refusal(request, spec));
                return true;
            }
        }
        client.answer(reply);
        return true;
    }

    private static String refusal(Request request, CommandSpec spec) {
        return spec.unknown() || spec.subcommand().isEmpty()
                ? "ERR unknown subcommand '" + Arguments.text(request, 1) + "'. Try CLIENT HELP."
                : "ERR '" + Arguments.shown(spec) + "' is not supported by the router";
    }

    private boolean setInfo(Client client, Request request) {
        String value = Arguments.text(request, 3);
        Session session = client.session();
        if (!isName(value)) {
            String option = Arguments.text(request, 2).toLowerCase(Locale.ROOT);
            client.answerError(
                    ErrorKind.USAGE, "ERR " + option + " cannot contain spaces, newlines or special characters.");
            return true;
        }
        if (Arguments.is(request, 2, "LIB-NAME")) {
            session.libraryName(value);
        } else if (Arguments.is(request, 2, "LIB-VER")) {
            session.libraryVersion(value);
        } else {
            client.answerError(ErrorKind.USAGE, "ERR Unrecognized option '" + Arguments.text(request, 2) + "'");
            return true;
        }
        ByteBuf reply = worker.scratch();
        FixedReply.OK.writeTo(reply);
        client.answer(reply);
        return true;
    }

    private static void writeName(ByteBuf reply, Session session) {
        if (session.name().isEmpty()) {
            RespWriter.nil(reply, session.profile().protocol());
        } else {
            RespWriter.bulk(reply, session.name());
        }
    }

    private static String describe(Client client) {
        Session session = client.session();
        return "id=" + session.id() + " addr=" + address(client.channel().remoteAddress()) + " laddr="
                + address(client.channel().localAddress()) + " name=" + session.name() + " db="
                + session.profile().database() + " multi=-1 user="
                + session.user() + " lib-name="
                + session.libraryName() + " lib-ver=" + session.libraryVersion() + " resp="
                + session.profile().protocol();
    }

    private static String address(java.net.SocketAddress address) {
        return address instanceof java.net.InetSocketAddress inet
                ? inet.getAddress().getHostAddress() + ":" + inet.getPort()
                : String.valueOf(address);
    }

    /** Redis's rule for names: printable ASCII without spaces, or nothing. */
    static boolean isName(String name) {
        return name.chars().allMatch(c -> c > ' ' && c <= '~');
    }
}
