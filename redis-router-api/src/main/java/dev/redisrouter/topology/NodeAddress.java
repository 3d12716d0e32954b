package dev.redisrouter.topology;

import dev.redisrouter.error.ConfigurationException;

/**
 * Where a node or a Sentinel listens.
 *
 * @param host a host name or an IP address; IPv6 without brackets
 * @param port 1 to 65535
 */
public record NodeAddress(String host, int port) implements Comparable<NodeAddress> {

    public NodeAddress {
        if (host.isBlank()) {
            throw new ConfigurationException("host", "'" + host + "'", "a host name or an IP address");
        }
        if (port < 1 || port > 65535) {
            throw new ConfigurationException("port", port, "1-65535");
        }
    }

    /** Parses {@code host:port} or {@code [ipv6]:port}. */
    public static NodeAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0) {
            throw new ConfigurationException("address", text, "host:port");
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        try {
            return new NodeAddress(host, Integer.parseInt(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new ConfigurationException("address", text, "host:port with a port of 1-65535", e);
        }
    }

    @Override
    public int compareTo(NodeAddress other) {
        int byHost = host.compareTo(other.host);
        return byHost != 0 ? byHost : Integer.compare(port, other.port);
    }

    /** {@code host:port}, with brackets around an IPv6 address. */
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
