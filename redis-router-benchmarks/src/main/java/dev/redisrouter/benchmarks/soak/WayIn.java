package dev.redisrouter.benchmarks.soak;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * How clients reach the router: its port on 127.0.0.1, in clear or encrypted. They wait a minute at most for an answer.
 *
 * @param encrypted makes the sockets of clients that speak TLS
 */
record WayIn(int port, Optional<SSLSocketFactory> encrypted) {
    private static final String HOST = "127.0.0.1";
    private static final int TIMEOUT_MILLIS = 60_000;

    Jedis jedis() {
        DefaultJedisClientConfig config = DefaultJedisClientConfig.builder()
                .socketTimeoutMillis(TIMEOUT_MILLIS)
                .blockingSocketTimeoutMillis(TIMEOUT_MILLIS)
                .build();
        return new Jedis(this::socketOfJedis, config);
    }

    BareSocket bareSocket() throws IOException {
        Socket connected = connect();
        return new BareSocket(connected, over(connected));
    }

    private Socket socketOfJedis() {
        try {
            return over(connect());
        } catch (IOException e) {
            throw new JedisConnectionException(e);
        }
    }

    /** Itself, or TLS over it, which closes it as well. */
    private Socket over(Socket connected) throws IOException {
        try {
            return encrypted.isPresent() ? encrypted.get().createSocket(connected, HOST, port, true) : connected;
        } catch (IOException e) {
            connected.close();
            throw e;
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
