package dev.redisrouter.benchmarks.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;

/**
 * How clients reach the router: its port on 127.0.0.1, in clear or encrypted. They wait a minute at most for an answer.
 *
 * @param encrypted makes the sockets of clients that speak TLS
 */
record WayIn(int port, Optional<SSLSocketFactory> encrypted) {
    private static final int TIMEOUT_MILLIS = 60_000;

    Jedis jedis() {
        DefaultJedisClientConfig config = DefaultJedisClientConfig.builder()
                .socketTimeoutMillis(TIMEOUT_MILLIS)
                .blockingSocketTimeoutMillis(TIMEOUT_MILLIS)
                .build();
        return new Jedis(this::socketOfJedis, config);
    }

    BareSocket bareSocket() throws IOException {
        return new BareSocket(socket());
    }

    private Socket socketOfJedis() {
        try {
            return socket();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Socket socket() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        Socket socket =
                encrypted.isPresent() ? encrypted.get().createSocket(loopback, port) : new Socket(loopback, port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }
}
