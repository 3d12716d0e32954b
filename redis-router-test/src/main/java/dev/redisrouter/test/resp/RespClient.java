package dev.redisrouter.test.resp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A blocking RESP2 connection. Answers are {@link String}, {@link Long}, {@link List} of answers, or null.
 *
 * <p>For one thread. After any {@link IOException} that is no {@link ErrorReply} the connection is unusable.
 */
public final class RespClient implements AutoCloseable {
    private static final int MAX_LINE = 64 * 1024;
    private static final int MAX_BULK = 64 * 1024 * 1024;
    private static final int MAX_ELEMENTS = 1024 * 1024;
    private static final int MAX_DEPTH = 16;

    private final Socket socket;
    private final InputStream in;

    private RespClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** Connects; {@code timeout} bounds the connect and then each wait for bytes of an answer. */
    public static RespClient connect(SocketFactory sockets, String host, int port, Duration timeout)
            throws IOException {
        Socket socket = sockets.createSocket();
        try {
            int millis = Math.toIntExact(Math.max(1, timeout.toMillis()));
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(millis);
            socket.connect(new InetSocketAddress(host, port), millis);
            return new RespClient(socket);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Sends one command and waits for its answer.
     *
     * @throws ErrorReply if the server answers with an error
     */
    public @Nullable Object call(String... command) throws IOException {
        send(command);
        Object answer;
        try {
            answer = read(0);
        } catch (NumberFormatException e) {
            throw new IOException("reply: " + e.getMessage() + " (expected: a RESP2 length or number)", e);
        }
        if (answer instanceof ErrorReply error) {
            throw error;
        }
        return answer;
    }

    /** Sends one command and does not wait for its answer; the connection is good for nothing else then. */
    public void send(String... command) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream(64);
        request.writeBytes(("*" + command.length + "\r\n").getBytes(UTF_8));
        for (String argument : command) {
            byte[] bytes = argument.getBytes(UTF_8);
            request.writeBytes(("$" + bytes.length + "\r\n").getBytes(UTF_8));
            request.writeBytes(bytes);
            request.writeBytes(new byte[] {'\r', '\n'});
        }
        socket.getOutputStream().write(request.toByteArray());
    }

    /** An error inside an array stays where it is, as an {@link ErrorReply} among the elements. */
    private @Nullable Object read(int depth) throws IOException {
        String line = line();
        if (line.isEmpty() || depth > MAX_DEPTH) {
            throw new IOException("reply: '" + line + "' at depth " + depth + " (expected: a RESP2 reply)");
        }
        String value = line.substring(1);
        return switch (line.charAt(0)) {
            case '+' -> value;
            case '-' -> new ErrorReply(value);
            case ':' -> Long.parseLong(value);
            case '$' -> bulk(length(value, MAX_BULK));
            case '*' -> array(length(value, MAX_ELEMENTS), depth);
            default -> throw new IOException("reply: '" + line + "' (expected: one of + - : $ *)");
        };
    }

    private @Nullable String bulk(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length || in.read() != '\r' || in.read() != '\n') {
            throw new EOFException("connection closed inside a reply of " + length + " bytes");
        }
        return new String(bytes, UTF_8);
    }

    private @Nullable List<@Nullable Object> array(int length, int depth) throws IOException {
        if (length < 0) {
            return null;
        }
        List<@Nullable Object> elements = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            elements.add(read(depth + 1));
        }
        return elements;
    }

    private static int length(String digits, int max) throws IOException {
        int length = Integer.parseInt(digits);
        if (length < -1 || length > max) {
            throw new IOException("length: " + digits + " (expected: -1-" + max + ")");
        }
        return length;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(32);
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("connection closed by the server");
            }
            if (line.size() >= MAX_LINE) {
                throw new IOException("line: more than " + MAX_LINE + " bytes");
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
