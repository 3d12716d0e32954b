package dev.redisrouter.config;

import dev.redisrouter.config.EndpointTlsConfig.ClientCertificates;
import dev.redisrouter.error.ConfigurationException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The RESP endpoint.
 *
 * @param enabled false for a router that is used through {@code connect()} alone; true by default
 * @param host the address to bind; 127.0.0.1 by default. Another than a loopback address is accepted only when clients
 *     must say a password, must show a certificate, or {@code allowRemote} is set
 * @param port 0 to 65535; 0, the default, lets the system choose a free one
 * @param allowRemote says in words that everybody who reaches {@code host} may use the nodes; false by default
 * @param maxClients 1 to 1,000,000; 10,000 by default, as Redis's {@code maxclients}. One more is answered with
 *     Redis's error and closed, over TLS without a word
 * @param tcp false to listen on {@code unixSocket} alone; true by default
 * @param unixSocket a Unix domain socket to listen on as well, for processes of the router's own user: its mode is 0600
 *     from its first moment. The file of a socket that nobody listens on is replaced; anything else in its place is an
 *     error at start. Removed when the router closes. None by default. TLS does not concern it, passwords do. On
 *     NIO a client that shuts down its sending side is closed at once
 * @param tls TLS on the port; none by default
 * @param users who may use the endpoint; empty, the default, for everybody. Then {@code AUTH} concerns the nodes;
 *     otherwise it concerns these users, and their commands travel with {@code nodes.credentials}. The connections of
 *     {@code connect()} are not asked
 */
public record EndpointConfig(
        boolean enabled,
        String host,
        int port,
        boolean allowRemote,
        int maxClients,
        boolean tcp,
        Optional<Path> unixSocket,
        Optional<EndpointTlsConfig> tls,
        List<Credentials> users) {

    public EndpointConfig {
        Check.notBlank("endpoint.host", host, "an address of this machine");
        Check.range("endpoint.port", port, 0, 65535);
        Check.range("endpoint.maxClients", maxClients, 1, 1_000_000);
        users = List.copyOf(users);
        for (Credentials user : users) {
            if (user.password().orElse("").isEmpty()) {
                throw new ConfigurationException(
                        "endpoint.users." + user.username().orElse("default"), "''", "a password");
            }
        }
        boolean asksClients = !users.isEmpty() || requiresCertificates(tls);
        if (!allowRemote && !asksClients && !isLoopback(host)) {
            throw new ConfigurationException(
                    "endpoint.host",
                    host,
                    "a loopback address; or before it endpoint.password, endpoint.tls that requires client certificates,"
                            + " or endpoint.allowRemote(true) to open it to others");
        }
    }

    public static EndpointConfig defaults() {
        return new EndpointConfig(
                true, "127.0.0.1", 0, false, 10_000, true, Optional.empty(), Optional.empty(), List.of());
    }

    public EndpointConfig enabled(boolean enabled) {
        return new EndpointConfig(enabled, host, port, allowRemote, maxClients, tcp, unixSocket, tls, users);
    }

    public EndpointConfig host(String host) {
        return new EndpointConfig(enabled, host, port, allowRemote, maxClients, tcp, unixSocket, tls, users);
    }

    public EndpointConfig port(int port) {
        return new EndpointConfig(enabled, host, port, allowRemote, maxClients, tcp, unixSocket, tls, users);
    }

    /** Set it before a {@link #host(String)} that is not loopback: every step is checked. */
    public EndpointConfig allowRemote(boolean allowRemote) {
        return new EndpointConfig(enabled, host, port, allowRemote, maxClients, tcp, unixSocket, tls, users);
    }

    public EndpointConfig maxClients(int maxClients) {
        return new EndpointConfig(enabled, host, port, allowRemote, maxClients, tcp, unixSocket, tls, users);
    }

    public EndpointConfig tcp(boolean tcp) {
        return new EndpointConfig(enabled, host, port, allowRemote, maxClients, tcp, unixSocket, tls, users);
    }

    public EndpointConfig unixSocket(Path unixSocket) {
        return new EndpointConfig(
                enabled, host, port, allowRemote, maxClients, tcp, Optional.of(unixSocket), tls, users);
    }

    /** Set it before a {@link #host(String)} that needs it: every step is checked. */
    public EndpointConfig tls(EndpointTlsConfig tls) {
        return new EndpointConfig(
                enabled, host, port, allowRemote, maxClients, tcp, unixSocket, Optional.of(tls), users);
    }

    /**
     * Lets clients in that say this password as the default user, as with Redis's {@code requirepass}. Called again it adds
     * another one, so that a password can be changed without locking anybody out. Set it before a {@link #host(String)}
     * that needs it.
     */
    public EndpointConfig password(String password) {
        return with(Credentials.password(password));
    }

    /**
     * Lets clients in that say this name and password. Without a {@link #password(String)} the default user is off. May be
     * called for several users, and for several passwords of one.
     */
    public EndpointConfig user(String name, String password) {
        return with(Credentials.user(name, password));
    }

    private EndpointConfig with(Credentials user) {
        List<Credentials> more = Stream.concat(users.stream(), Stream.of(user)).toList();
        return new EndpointConfig(enabled, host, port, allowRemote, maxClients, tcp, unixSocket, tls, more);
    }

    private static boolean requiresCertificates(Optional<EndpointTlsConfig> tls) {
        return tls.isPresent() && tls.get().clientCertificates() == ClientCertificates.REQUIRED;
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new ConfigurationException("endpoint.host", host, "an address of this machine", e);
        }
    }
}
