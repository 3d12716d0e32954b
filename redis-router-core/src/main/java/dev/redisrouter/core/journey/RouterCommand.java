package dev.redisrouter.core.journey;

import dev.redisrouter.core.command.CommandSpec;
import dev.redisrouter.core.command.KeyHashes;
import dev.redisrouter.core.command.Placement;
import dev.redisrouter.core.node.Node;
import dev.redisrouter.core.observe.ErrorKind;
import dev.redisrouter.core.resp.Request;
import dev.redisrouter.core.resp.RespWriter;
import dev.redisrouter.core.route.RoutingView;
import dev.redisrouter.event.FailoverTimeline;
import dev.redisrouter.topology.NodeInfo;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code ROUTER}: what the router knows of itself, for people. Only on its event loop. */
final class RouterCommand {
    private static final List<String> HELP = List.of(
            "ROUTER <subcommand> [<arg> [value] ...]. Subcommands are:",
            "EXPLAIN <command> [<arg> ...]",
            "    Tell which nodes may answer this command now, and why; it is not executed.",
            "FAILOVERS",
            "    Tell how the last changes of the master went.",
            "NODES",
            "    Tell what is known of each node.",
            "STATS",
            "    Tell what the router has counted.",
            "HELP",
            "    Print this help.");

    private final Worker worker;

    RouterCommand(Worker worker) {
        this.worker = worker;
    }

    void answer(Client client, Request request) {
        int arguments = request.argumentCount();
        String subcommand = arguments < 2 ? "" : Arguments.text(request, 1).toUpperCase(Locale.ROOT);
        boolean alone = arguments == 2;
        if (subcommand.equals("EXPLAIN") && arguments > 2) {
            text(client, explain(client, request));
        } else if (subcommand.equals("FAILOVERS") && alone) {
            text(client, failovers());
        } else if (subcommand.equals("NODES") && alone) {
            text(client, nodes());
        } else if (subcommand.equals("STATS") && alone) {
            text(client, List.of(worker.inspection().metrics().get().text().stripTrailing()));
        } else if (subcommand.equals("HELP") && alone) {
            help(client);
        } else if (arguments < 2) {
            client.answerError(ErrorKind.USAGE, "ERR wrong number of arguments for 'router' command");
        } else {
            client.answerError(
                    ErrorKind.USAGE,
                    "ERR unknown subcommand or wrong number of arguments for '" + Arguments.text(request, 1)
                            + "'. Try ROUTER HELP.");
        }
    }

    private void text(Client client, List<String> lines) {
        ByteBuf reply = Unpooled.buffer();
        String text = lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
        RespWriter.verbatim(reply, text, client.session().profile().protocol());
        client.answer(reply);
    }

    private static void help(Client client) {
        ByteBuf reply = Unpooled.buffer();
        RespWriter.array(reply, HELP.size());
        HELP.forEach(line -> RespWriter.simple(reply, line));
        client.answer(reply);
    }

    private List<String> failovers() {
        return worker.inspection().failovers().get().stream()
                .map(RouterCommand::line)
                .toList();
    }

    private static String line(FailoverTimeline failover) {
        return "at="
                + failover.at(FailoverTimeline.Step.IN_USE)
                        .map(Object::toString)
                        .orElse("unknown") + " " + failover.text();
    }

    private List<String> nodes() {
        RoutingView view = worker.view();
        return worker.inspection().topology().get().nodes().stream()
                .map(info -> line(info, view))
                .toList();
    }

    private static String line(NodeInfo info, RoutingView view) {
        Node master = view.master();
        boolean inUse = master != null && master.address().equals(info.address());
        Node reader = view.readers().stream()
                .filter(node -> node.address().equals(info.address()))
                .findFirst()
                .orElse(null);
        Node used = reader == null && inUse ? master : reader;
        String figures = used == null
                ? ""
                : " reads-served=" + used.served() + " outstanding=" + used.outstanding() + " latency-us="
                        + used.latencyNanos() / 1_000;
        return "node=" + info.address() + " role=" + info.role() + " state=" + info.state() + " writes=" + yes(inUse)
                + " reads=" + yes(reader != null) + figures + " reason=\"" + info.reason() + '"';
    }

    private List<String> explain(Client client, Request request) {
        ByteBuf bytes = Unpooled.buffer();
        RespWriter.array(bytes, request.argumentCount() - 2);
        for (int i = 2; i < request.argumentCount(); i++) {
            RespWriter.bulk(bytes, request.frame(), request.argumentOffset(i), request.argumentLength(i));
        }
        Request asked = worker.dispatcher().decode(bytes);
        CommandSpec spec = worker.table().lookup(asked);
        int keys = worker.keys().read(asked, spec, client.session().profile().database());
        List<String> lines = new ArrayList<>();
        lines.add("command=" + (spec.name().isEmpty() ? "unknown" : spec.name().replace('|', ' ')) + " goes-to=\""
                + Placement.where(spec).replace("`", "") + "\" because=\"" + Placement.why(spec) + "\" keys="
                + (keys == KeyHashes.UNKNOWN ? "any" : keys) + " durable="
                + yes(worker.durability().concerns(asked, spec, keys)));
        if (Placement.goesToNode(spec)) {
            choices(spec, keys, lines);
        }
        return lines;
    }

    private void choices(CommandSpec spec, int keys, List<String> lines) {
        RoutingView view = worker.view();
        Node master = view.master();
        if (master == null) {
            lines.add("node=none serves=no reason=\"no master is in use: commands for it are held\"");
        } else {
            lines.add(choice(master, true, "master in use"));
        }
        for (Node reader : view.readers()) {
            if (reader != master && spec.anyNode()) {
                boolean serves = worker.dispatcher().mayServe(reader, spec, keys);
                lines.add(choice(
                        reader,
                        serves,
                        serves
                                ? "has everything that must be seen"
                                : "not known to have everything that must be seen"));
            }
        }
    }

    private static String choice(Node node, boolean serves, String reason) {
        return "node=" + node + " serves=" + yes(serves) + " reason=\"" + reason + '"';
    }

    private static String yes(boolean is) {
        return is ? "yes" : "no";
    }
}
