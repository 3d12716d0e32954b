package dev.redisrouter.config;

import dev.redisrouter.error.ConfigurationException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * The RESP endpoint.
 *
 * @param enabled false for a router that is used through {@code connect()} alone; true by default
 * @param host the address to bind; 127.0.0.1 by default. Only a loopback address is accepted unless {@code
 *     allowRemote} is set, since the endpoint asks for no password
 * @param port 0 to 65535; 0, the default, lets the system choose a free one
 * @param allowRemote says in words that everybody who reaches {@code host} may use the nodes; false by default
 * @param maxClients 1 to 1,000,000; 10,000 by default, as Redis's {@code maxclients}. One more is answered with
 *     Redis's error and closed
 */
public record EndpointConfig(boolean enabled, String host, int port, boolean allowRemote, int maxClients) {

    public EndpointConfig {
        Check.notBlank("endpoint.host", host, "an address of this machine");
        Check.range("endpoint.port", port, 0, 65535);
        Check.range("endpoint.maxClients", maxClients, 1, 1_000_000);
        if (!allowRemote && !isLoopback(host)) {
            throw new ConfigurationException(
                    "endpoint.host", host, "a loopback address, or endpoint.allowRemote(true) to open it to others");
        }
    }

    public static EndpointConfig defaults() {
        return new EndpointConfig(true, "127.0.0.1", 0, false, 10_000);
    }

    public EndpointConfig enabled(boolean enabled) {
        return new EndpointConfig(enabled, host, port, allowRemote, maxClients);
    }

    public EndpointConfig host(String host) {
        return new EndpointConfig(enabled, host, port, allowRemote, maxClients);
    }

    public EndpointConfig port(int port) {
        return new EndpointConfig(enabled, host, port, allowRemote, maxClients);
    }

    /** Set it before a {@link #host(String)} that is not loopback: every step is checked. */
    public EndpointConfig allowRemote(boolean allowRemote) {
        return new EndpointConfig(enabled, host, port, allowRemote, maxClients);
    }

    public EndpointConfig maxClients(int maxClients) {
        return new EndpointConfig(enabled, host, port, allowRemote, maxClients);
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new ConfigurationException("endpoint.host", host, "an address of this machine", e);
        }
    }
}
