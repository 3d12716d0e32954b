package dev.redisrouter.core.journey;

import dev.redisrouter.core.node.Node;
import dev.redisrouter.core.observe.ErrorKind;
import dev.redisrouter.core.resp.FixedReply;
import dev.redisrouter.core.resp.Request;
import dev.redisrouter.core.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * {@code CLIENT LIST} and {@code CLIENT KILL}: about the clients of all event loops, at both doors. Only on the event loop
 * of the client that asks.
 */
final class ClientCensus {
    private final Worker worker;

    ClientCensus(Worker worker) {
        this.worker = worker;
    }

    void list(Client client, Request request, Answer answer) {
        int protocol = client.session().profile().protocol();
        int arguments = request.argumentCount();
        try {
            if (arguments == 2) {
                all(ClientFilter.ALL, protocol, answer);
            } else if (arguments > 3
                    && (worker.server().listsWhatItKills() || (arguments == 4 && Arguments.is(request, 2, "TYPE")))) {
                ClientFilter filter =
                        ClientFilter.ALL.with(request, client.session().id(), worker.server());
                forKnownUser(client, filter, answer, () -> all(filter, protocol, answer));
            } else if (arguments > 3 && Arguments.is(request, 2, "ID")) {
                some(ids(request), protocol, answer);
            } else {
                answer.giveError(ErrorKind.USAGE, "ERR syntax error");
            }
        } catch (ClientFilter.Malformed e) {
            answer.giveError(ErrorKind.USAGE, String.valueOf(e.getMessage()));
        }
    }

    private static List<Long> ids(Request request) throws ClientFilter.Malformed {
        List<Long> ids = new ArrayList<>();
        for (int i = 3; i < request.argumentCount(); i++) {
            try {
                ids.add(Arguments.integer(request, i));
            } catch (NumberFormatException e) {
                throw new ClientFilter.Malformed("ERR Invalid client ID");
            }
        }
        return ids;
    }

    private void all(ClientFilter filter, int protocol, Answer answer) {
        long now = worker.turn().now();
        ask(client -> filter.matches(client, now), lines -> {
            lines.sort(Comparator.comparingLong(ClientLine::id));
            give(lines, protocol, answer);
        });
    }

    /** In the order in which the ids were given, one that was given twice as well. */
    private void some(List<Long> ids, int protocol, Answer answer) {
        Set<Long> wanted = Set.copyOf(ids);
        ask(client -> wanted.contains(client.session().id()), lines -> {
            Map<Long, ClientLine> byId = new HashMap<>();
            lines.forEach(line -> byId.put(line.id(), line));
            List<ClientLine> asked = new ArrayList<>();
            for (long id : ids) {
                ClientLine line = byId.get(id);
                if (line != null) {
                    asked.add(line);
                }
            }
            give(asked, protocol, answer);
        });
    }

    private void ask(Predicate<Client> which, Consumer<List<ClientLine>> then) {
        worker.workers().ask(worker, asked -> asked.lines(which), perWorker -> {
            List<ClientLine> lines = new ArrayList<>();
            perWorker.forEach(lines::addAll);
            then.accept(lines);
        });
    }

    private static void give(List<ClientLine> lines, int protocol, Answer answer) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.text()).append('\n'));
        ByteBuf reply = Unpooled.buffer(text.length() + 16);
        RespWriter.verbatim(reply, text.toString(), protocol);
        answer.give(reply);
    }

    void kill(Client client, Request request, Answer answer) {
        boolean old = request.argumentCount() == 3;
        long asking = client.session().id();
        ClientFilter filter;
        try {
            filter = old
                    ? ClientFilter.ofAddress(Arguments.text(request, 2))
                    : ClientFilter.ALL.skipped(asking).with(request, asking, worker.server());
        } catch (ClientFilter.Malformed e) {
            answer.giveError(ErrorKind.USAGE, String.valueOf(e.getMessage()));
            return;
        }
        forKnownUser(client, filter, answer, () -> kill(client, filter, old, answer));
    }

    /** Goes on, unless the filter names a user whom nobody knows. */
    private void forKnownUser(Client client, ClientFilter filter, Answer answer, Runnable then) {
        String user = filter.user();
        Guard guard = client.session().guard();
        if (user == null || (guard.asks() && guard.knows(user))) {
            then.run();
            return;
        }
        if (guard.asks()) {
            noSuchUser(user, answer);
            return;
        }
        Node node = worker.anyNode();
        NodeCall.send(
                node == null
                        ? null
                        : worker.upstreams().shared(worker.defaultProfile()).to(node),
                reply -> {
                    if (isNull(reply)) {
                        noSuchUser(user, answer);
                    } else {
                        // also when no node says anything about users
                        then.run();
                    }
                },
                "ACL",
                "GETUSER",
                user);
    }

    private static void noSuchUser(String user, Answer answer) {
        answer.giveError(ErrorKind.USAGE, "ERR No such user '" + user + "'");
    }

    private static boolean isNull(byte @Nullable [] reply) {
        return reply != null && reply.length > 1 && (reply[0] == '_' || (reply[0] != '-' && reply[1] == '-'));
    }

    private void kill(Client client, ClientFilter filter, boolean old, Answer answer) {
        long asking = client.session().id();
        worker.workers().ask(worker, asked -> asked.kill(filter, asking), counts -> {
            // the client that asks is left to hear the answer first
            boolean itself =
                    !client.closed() && filter.matches(client, worker.turn().now());
            if (itself) {
                answer.isLast();
            }
            int killed =
                    (itself ? 1 : 0) + counts.stream().mapToInt(count -> count).sum();
            giveKilled(killed, old, answer);
        });
    }

    private static void giveKilled(int killed, boolean old, Answer answer) {
        if (old && killed == 0) {
            answer.giveError(ErrorKind.USAGE, "ERR No such client");
            return;
        }
        ByteBuf reply = Unpooled.buffer(16);
        if (old) {
            FixedReply.OK.writeTo(reply);
        } else {
            RespWriter.integer(reply, killed);
        }
        answer.give(reply);
    }
}
