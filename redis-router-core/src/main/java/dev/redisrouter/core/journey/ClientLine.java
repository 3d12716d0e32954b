package dev.redisrouter.core.journey;

import dev.redisrouter.core.command.CommandSpec;
import dev.redisrouter.core.server.ServerVersion;
import dev.redisrouter.core.session.Phase;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A client as {@code CLIENT LIST} and {@code CLIENT INFO} show it: the fields of the server behind the router in
 * their order, and what {@code CLIENT SETINFO} has set in any case. A router
 * has no {@code fd} to show, keeps no arguments, allots no fixed reply buffer and counts no single client's traffic: there it says -1 and 0.
 *
 * @param text without the line's end
 */
record ClientLine(long id, String text) {

    static ClientLine of(Client client, long now, ServerVersion server) {
        Session session = client.session();
        Presence presence = session.presence();
        Listening listening = session.listening();
        Client.Buffers buffers = client.buffers();
        StringBuilder line = new StringBuilder(320);
        line.append("id=").append(session.id());
        field(line, "addr", address(client.channel().remoteAddress()));
        field(line, "laddr", address(client.channel().localAddress()));
        field(line, "fd", -1);
        field(line, "name", ClientName.shown(session.name()));
        field(line, "age", TimeUnit.NANOSECONDS.toSeconds(now - presence.since()));
        field(line, "idle", TimeUnit.NANOSECONDS.toSeconds(now - presence.lastSeen()));
        field(line, "flags", flags(client));
        if (server.knowsCapabilities()) {
            field(line, "capa", presence.isSaidToFollowRedirects() ? "r" : "");
        }
        field(line, "db", session.profile().database());
        field(line, "sub", listening == null ? 0 : listening.channels());
        field(line, "psub", listening == null ? 0 : listening.patterns());
        field(line, "ssub", listening == null ? 0 : listening.shardChannels());
        field(line, "multi", session.queuedCommands());
        if (server.showsWatchedKeys()) {
            field(line, "watch", session.watchedKeys());
        }
        field(line, "qbuf", buffers.unread());
        field(line, "qbuf-free", buffers.unreadRoom());
        field(line, "argv-mem", 0);
        field(line, "multi-mem", 0);
        field(line, "rbs", 0);
        field(line, "rbp", 0);
        field(line, "obl", buffers.replies());
        field(line, "oll", 0);
        field(line, "omem", buffers.unsent());
        field(line, "tot-mem", buffers.unread() + buffers.unreadRoom() + buffers.replies() + buffers.unsent());
        field(line, "events", buffers.unsent() > 0 ? "rw" : "r");
        field(line, "cmd", command(presence.lastCommand()));
        field(line, "user", session.user());
        field(
                line,
                "redir",
                listening != null && listening.isTracking()
                        ? listening.redirection().target()
                        : -1);
        field(line, "resp", session.profile().protocol());
        field(line, "lib-name", ClientName.shown(session.libraryName()));
        field(line, "lib-ver", ClientName.shown(session.libraryVersion()));
        if (server.showsThreads()) {
            field(line, "io-thread", 0);
        }
        if (server.showsTraffic()) {
            field(line, "tot-net-in", 0);
            field(line, "tot-net-out", 0);
            field(line, "tot-cmds", 0);
        }
        return new ClientLine(session.id(), line.toString());
    }

    private static void field(StringBuilder line, String name, String value) {
        line.append(' ').append(name).append('=').append(value);
    }

    private static void field(StringBuilder line, String name, long value) {
        line.append(' ').append(name).append('=').append(value);
    }

    private static String flags(Client client) {
        Session session = client.session();
        Presence presence = session.presence();
        StringBuilder flags = new StringBuilder();
        Listening listening = session.listening();
        flag(flags, 'O', listening != null && listening.monitors());
        flag(flags, 'P', listening != null && listening.isSubscribed());
        flag(flags, 'x', session.queuedCommands() >= 0);
        flag(flags, 'b', client.blocked());
        flag(flags, 't', listening != null && listening.isTracking());
        flag(flags, 'R', listening != null && listening.redirection().broken());
        flag(flags, 'B', listening != null && listening.isBroadcasting());
        flag(flags, 'd', session.phase() == Phase.WATCH_LOST);
        flag(flags, 'c', client.closing());
        flag(flags, 'e', presence.noEvict());
        return flags.isEmpty() ? "N" : flags.toString();
    }

    private static void flag(StringBuilder flags, char letter, boolean set) {
        if (set) {
            flags.append(letter);
        }
    }

    private static String command(@Nullable CommandSpec spec) {
        return spec == null || spec.unknown() ? "NULL" : spec.name().toLowerCase(Locale.ROOT);
    }

    /** As Redis writes an address: an IPv6 one in brackets. */
    static String address(@Nullable SocketAddress address) {
        return address instanceof InetSocketAddress inet
                ? NetUtil.toSocketAddressString(inet)
                : String.valueOf(address);
    }
}
