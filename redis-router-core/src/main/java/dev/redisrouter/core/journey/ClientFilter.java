package dev.redisrouter.core.journey;

import dev.redisrouter.core.resp.Request;
import org.jspecify.annotations.Nullable;

/**
 * Which clients a {@code CLIENT KILL} means: those for which everything that it names holds. Immutable.
 *
 * @param id 0 for any
 * @param skipped the id of a client that is never meant; 0 for none
 */
record ClientFilter(
        @Nullable String address,
        @Nullable String localAddress,
        @Nullable ClientType type,
        @Nullable String user,
        long id,
        long skipped) {
    private static final ClientFilter ALL = new ClientFilter(null, null, null, null, 0, 0);

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

    /** {@code CLIENT KILL option value [option value …]}. */
    static ClientFilter ofOptions(Request request, long asking) throws Malformed {
        ClientFilter filter = ALL.skipped(asking);
        for (int at = 2; at < request.argumentCount(); at += 2) {
            if (at + 1 == request.argumentCount()) {
                throw new Malformed("ERR syntax error");
            }
            String value = Arguments.text(request, at + 1);
            if (Arguments.is(request, at, "ID")) {
                filter = filter.id(id(request, at + 1));
            } else if (Arguments.is(request, at, "TYPE")) {
                filter = filter.type(type(value));
            } else if (Arguments.is(request, at, "ADDR")) {
                filter = filter.address(value);
            } else if (Arguments.is(request, at, "LADDR")) {
                filter = filter.localAddress(value);
            } else if (Arguments.is(request, at, "USER")) {
                filter = filter.user(value);
            } else if (Arguments.is(request, at, "SKIPME") && Arguments.is(request, at + 1, "YES")) {
                filter = filter.skipped(asking);
            } else if (Arguments.is(request, at, "SKIPME") && Arguments.is(request, at + 1, "NO")) {
                filter = filter.skipped(0);
            } else {
                throw new Malformed("ERR syntax error");
            }
        }
        return filter;
    }

    private static long id(Request request, int argument) throws Malformed {
        long id;
        try {
            id = Arguments.integer(request, argument);
        } catch (NumberFormatException e) {
            id = 0;
        }
        if (id < 1) {
            throw new Malformed("ERR client-id should be greater than 0");
        }
        return id;
    }

    static ClientType type(String name) throws Malformed {
        ClientType type = ClientType.named(name);
        if (type == null) {
            throw new Malformed("ERR Unknown client type '" + name + "'");
        }
        return type;
    }

    /** Only on the client's event loop. */
    boolean matches(Client client) {
        long clientId = client.session().id();
        return clientId != skipped
                && (id == 0 || id == clientId)
                && (type == null || type == ClientType.of(client))
                && (user == null || user.equals(client.session().user()))
                && (address == null
                        || address.equals(ClientLine.address(client.channel().remoteAddress())))
                && (localAddress == null
                        || localAddress.equals(
                                ClientLine.address(client.channel().localAddress())));
    }

    private ClientFilter address(String changed) {
        return new ClientFilter(changed, localAddress, type, user, id, skipped);
    }

    private ClientFilter localAddress(String changed) {
        return new ClientFilter(address, changed, type, user, id, skipped);
    }

    private ClientFilter type(ClientType changed) {
        return new ClientFilter(address, localAddress, changed, user, id, skipped);
    }

    private ClientFilter user(String changed) {
        return new ClientFilter(address, localAddress, type, changed, id, skipped);
    }

    private ClientFilter id(long changed) {
        return new ClientFilter(address, localAddress, type, user, changed, skipped);
    }

    private ClientFilter skipped(long changed) {
        return new ClientFilter(address, localAddress, type, user, id, changed);
    }
}
