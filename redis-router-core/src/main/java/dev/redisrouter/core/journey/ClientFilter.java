package dev.redisrouter.core.journey;

import dev.redisrouter.core.resp.Request;
import dev.redisrouter.core.server.ServerVersion;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which clients a {@code CLIENT KILL} or {@code CLIENT LIST} means: those for which everything that it names holds. Immutable.
 *
 * @param ids null for any
 * @param age in seconds, of the youngest that is meant; 0 for any
 * @param skipped the id of a client that is never meant; 0 for none
 */
record ClientFilter(
        @Nullable String address,
        @Nullable String localAddress,
        @Nullable ClientType type,
        @Nullable String user,
        @Nullable Set<Long> ids,
        long age,
        long skipped) {
    static final ClientFilter ALL = new ClientFilter(null, null, null, null, null, 0, 0);

    /** A request that Redis answers with an error; the message is that error. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed(String error) {
            super(error, null, false, false);
        }
    }

    /** {@code CLIENT KILL address}. */
    static ClientFilter ofAddress(String address) {
        return ALL.address(address);
    }

    /**
     * {@code CLIENT KILL|LIST option value [option value …]}.
     *
     * @param asking the id of the client that asks
     * @param server whose options they are
     */
    ClientFilter with(Request request, long asking, ServerVersion server) throws Malformed {
        ClientFilter filter = this;
        int at = 2;
        while (at < request.argumentCount()) {
            if (server.listsWhatItKills() && Arguments.is(request, at, "ID")) {
                int end = endOfNumbers(request, at + 1);
                filter = filter.ids(ids(request, at + 1, end, filter.ids));
                at = end;
            } else if (at + 1 < request.argumentCount()) {
                filter = filter.with(request, at, asking, server);
                at += 2;
            } else {
                throw new Malformed("ERR syntax error");
            }
        }
        return filter;
    }

    private ClientFilter with(Request request, int at, long asking, ServerVersion server) throws Malformed {
        String value = Arguments.text(request, at + 1);
        if (Arguments.is(request, at, "ID")) {
            return ids(Set.of(id(request, at + 1)));
        } else if (Arguments.is(request, at, "TYPE")) {
            return type(type(value, server));
        } else if (Arguments.is(request, at, "ADDR")) {
            return address(value);
        } else if (Arguments.is(request, at, "LADDR")) {
            return localAddress(value);
        } else if (Arguments.is(request, at, "USER")) {
            return user(value);
        } else if (Arguments.is(request, at, "MAXAGE") && server.knowsClientsByAge()) {
            return age(age(request, at + 1));
        } else if (Arguments.is(request, at, "SKIPME") && Arguments.is(request, at + 1, "YES")) {
            return skipped(asking);
        } else if (Arguments.is(request, at, "SKIPME") && Arguments.is(request, at + 1, "NO")) {
            return skipped(0);
        }
        throw new Malformed("ERR syntax error");
    }

    private static int endOfNumbers(Request request, int start) {
        int end = start;
        while (end < request.argumentCount() && Arguments.isInteger(request, end)) {
            end++;
        }
        return end;
    }

    private static Set<Long> ids(Request request, int start, int end, @Nullable Set<Long> before) throws Malformed {
        Set<Long> ids = before == null ? new HashSet<>() : new HashSet<>(before);
        for (int i = start; i < end; i++) {
            ids.add(id(request, i));
        }
        return ids;
    }

    private static long id(Request request, int argument) throws Malformed {
        long id = Arguments.isInteger(request, argument) ? Arguments.integer(request, argument) : 0;
        if (id < 1) {
            throw new Malformed("ERR client-id should be greater than 0");
        }
        return id;
    }

    private static long age(Request request, int argument) throws Malformed {
        if (!Arguments.isInteger(request, argument)) {
            throw new Malformed("ERR maxage is not an integer or out of range");
        }
        long age = Arguments.integer(request, argument);
        if (age < 1) {
            throw new Malformed("ERR maxage should be greater than 0");
        }
        return age;
    }

    private static ClientType type(String name, ServerVersion server) throws Malformed {
        ClientType type = ClientType.named(name, server);
        if (type == null) {
            throw new Malformed("ERR Unknown client type '" + name + "'");
        }
        return type;
    }

    /**
     * Only on the client's event loop.
     *
     * @param now by the router's clock
     */
    boolean matches(Client client, long now) {
        Session session = client.session();
        long clientId = session.id();
        return clientId != skipped
                && (ids == null || ids.contains(clientId))
                && (type == null || type == ClientType.of(client))
                && (user == null || user.equals(session.user()))
                && TimeUnit.NANOSECONDS.toSeconds(now - session.presence().since()) >= age
                && (address == null
                        || address.equals(ClientLine.address(client.channel().remoteAddress())))
                && (localAddress == null
                        || localAddress.equals(
                                ClientLine.address(client.channel().localAddress())));
    }

    private ClientFilter address(String changed) {
        return new ClientFilter(changed, localAddress, type, user, ids, age, skipped);
    }

    private ClientFilter localAddress(String changed) {
        return new ClientFilter(address, changed, type, user, ids, age, skipped);
    }

    private ClientFilter type(ClientType changed) {
        return new ClientFilter(address, localAddress, changed, user, ids, age, skipped);
    }

    private ClientFilter user(String changed) {
        return new ClientFilter(address, localAddress, type, changed, ids, age, skipped);
    }

    private ClientFilter ids(Set<Long> changed) {
        return new ClientFilter(address, localAddress, type, user, Set.copyOf(changed), age, skipped);
    }

    private ClientFilter age(long changed) {
        return new ClientFilter(address, localAddress, type, user, ids, changed, skipped);
    }

    ClientFilter skipped(long changed) {
        return new ClientFilter(address, localAddress, type, user, ids, age, changed);
    }
}
