package dev.redisrouter.core.upstream;

import dev.redisrouter.config.Credentials;

/**
 * What a connection to a node must be set to before a client's commands may travel on it. Clients with equal profiles
 * share connections.
 *
 * @param database the number given to {@code SELECT}
 * @param credentials given to {@code AUTH}
 * @param protocol 2 or 3, given to {@code HELLO}
 * @param noTouch true for {@code CLIENT NO-TOUCH ON}
 */
public record Profile(int database, Credentials credentials, int protocol, boolean noTouch) {

    public Profile(int database, Credentials credentials, int protocol) {
        this(database, credentials, protocol, false);
    }

    public Profile database(int database) {
        return new Profile(database, credentials, protocol, noTouch);
    }

    public Profile credentials(Credentials credentials) {
        return new Profile(database, credentials, protocol, noTouch);
    }

    public Profile protocol(int protocol) {
        return new Profile(database, credentials, protocol, noTouch);
    }

    public Profile noTouch(boolean noTouch) {
        return new Profile(database, credentials, protocol, noTouch);
    }
}
