package dev.redisrouter.core.journey;

import dev.redisrouter.core.command.CommandSpec;
import dev.redisrouter.core.command.Kind;
import dev.redisrouter.core.observe.ErrorKind;
import dev.redisrouter.core.resp.FixedReply;
import dev.redisrouter.core.resp.Request;
import dev.redisrouter.core.session.Phase;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Lets clients in at an endpoint that has users of its own, in Redis's words. Only on its event loop. */
final class Entrance {
    private static final String WRONG = "WRONGPASS invalid username-password pair or user is disabled.";
    private static final String MISSING = "NOAUTH Authentication required.";
    private static final String HELLO_FIRST = "NOAUTH HELLO must be called with the client already authenticated,"
            + " otherwise the HELLO AUTH <user> <pass> option can be used to authenticate the client and select the RESP"
            + " protocol version at the same time";

    private final Worker worker;

    Entrance(Worker worker) {
        this.worker = worker;
    }

    /** Answers {@code AUTH [user] password}. One that is wrong leaves a client what it was. */
    void auth(Client client, Request request) {
        Guard guard = client.session().guard();
        String user = request.argumentCount() == 2 ? guard.admit(request, 1) : guard.admit(request, 1, 2);
        if (user == null) {
            client.answerError(ErrorKind.UNAUTHENTICATED, WRONG);
            return;
        }
        enter(client, user);
        ByteBuf reply = worker.scratch();
        FixedReply.OK.writeTo(reply);
        client.answer(reply);
    }

    /** Who a client will be after its {@code HELLO}; null when it may not say it, which is answered then. */
    @Nullable
    String userOf(Client client, Request request, HelloRequest hello) {
        Session session = client.session();
        if (hello.auth() == 0 && session.phase() == Phase.UNAUTHENTICATED) {
            client.answerError(ErrorKind.UNAUTHENTICATED, HELLO_FIRST);
            return null;
        }
        if (hello.auth() == 0) {
            return session.user();
        }
        String user = session.guard().admit(request, hello.auth() + 1, hello.auth() + 2);
        if (user == null) {
            client.answerError(ErrorKind.UNAUTHENTICATED, WRONG);
        }
        return user;
    }

    void enter(Client client, String user) {
        client.session().admitted(user);
        client.boundRequests();
    }

    /**
     * Answers a command of a client that has not said who it is. Redis says first what is wrong with it; a command that is
     * not in the table may still be one that the nodes know, and they are not asked.
     */
    static boolean refuse(Client client, Request request, CommandSpec spec) {
        if (!spec.unknown() && !spec.accepts(request.argumentCount())) {
            client.answerError(ErrorKind.USAGE, Arguments.wrongNumber(spec));
        } else {
            client.answerError(
                    ErrorKind.UNAUTHENTICATED,
                    spec.kind() == Kind.EXEC ? "EXECABORT Transaction discarded because of: " + MISSING : MISSING);
        }
        return true;
    }
}
