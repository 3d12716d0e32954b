package dev.redisrouter.examples.standalone;

import picocli.CommandLine.TypeConversionException;

/**
 * An address to listen on, whose port may be 0.
 *
 * @param host IPv6 without brackets
 */
record Listen(String host, int port) {

    /** Parses {@code host:port} or {@code [ipv6]:port}. */
    static Listen parse(String text) {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (colon <= 0 || !port.matches("\\d{1,5}")) {
            throw new TypeConversionException("'" + text + "' (expected: host:port)");
        }
        return new Listen(text.substring(0, colon).replaceAll("^\\[(.*)]$", "$1"), Integer.parseInt(port));
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
