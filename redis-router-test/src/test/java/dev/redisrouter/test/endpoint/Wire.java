package dev.redisrouter.test.endpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.test.LabNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/**
 * A socket that shows what a server really sends: each reply as the bytes it came in, RESP2 or RESP3. Bytes stand in
 * strings as ISO 8859-1, so a reply can be written down in a test. No reply within 10 s is an {@link UncheckedIOException}.
 * For one thread.
 */
public final class Wire implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 10_000;

    private final Socket socket;
    private final InputStream in;

    private Wire(String host, int port, int receiveBuffer) {
        try {
            socket = new Socket();
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
            in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Wire(Socket connected) {
        try {
            socket = connected;
            socket.setSoTimeout(TIMEOUT_MILLIS);
            in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Over a socket of another kind, which is connected. */
    public static Wire over(Socket connected) {
        return new Wire(connected);
    }

    public static Wire to(RedisRouter router) {
        return new Wire(router.host(), router.port(), 0);
    }

    public static Wire to(LabNode node) {
        return new Wire(node.host(), node.port(), 0);
    }

    /** One whose system takes no more than about this many bytes before the test reads them. */
    public static Wire narrow(RedisRouter router, int receiveBuffer) {
        return new Wire(router.host(), router.port(), receiveBuffer);
    }

    /** A command as clients write it. */
    public static String command(String... arguments) {
        StringBuilder command = new StringBuilder("*" + arguments.length + "\r\n");
        for (String argument : arguments) {
            command.append('$')
                    .append(argument.length())
                    .append("\r\n")
                    .append(argument)
                    .append("\r\n");
        }
        return command.toString();
    }

    public Wire send(String bytes) {
        try {
            socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Sends one command and returns its reply. */
    public String call(String... arguments) {
        return send(command(arguments)).reply();
    }

    /** The next reply or push, complete. */
    public String reply() {
        ByteArrayOutputStream reply = new ByteArrayOutputStream(64);
        try {
            read(reply);
        } catch (IOException e) {
            throw new UncheckedIOException("after '" + reply.toString(ISO_8859_1) + "': " + e, e);
        }
        return reply.toString(ISO_8859_1);
    }

    public List<String> replies(int count) {
        List<String> replies = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            replies.add(reply());
        }
        return replies;
    }

    /** Everything until the server closes; a reset counts as that. */
    public String untilClosed() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            for (int b = in.read(); b >= 0; b = in.read()) {
                all.write(b);
            }
        } catch (SocketException reset) {
            return all.toString(ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException("not closed, after '" + all.toString(ISO_8859_1) + "': " + e, e);
        }
        return all.toString(ISO_8859_1);
    }

    /** The address of this end as the server prints it. */
    public String localAddress() {
        return socket.getLocalAddress().getHostAddress() + ":" + socket.getLocalPort();
    }

    /** Ends the sending direction only. */
    public Wire finishSending() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    private void read(ByteArrayOutputStream reply) throws IOException {
        String line = line(reply);
        char type = line.charAt(0);
        switch (type) {
            case '+', '-', ':', '_', '#', ',', '(' -> {}
            case '$', '=', '!' -> bytes(reply, length(line));
            case '*', '~', '>' -> elements(reply, length(line));
            case '%' -> elements(reply, 2 * length(line));
            case '|' -> elements(reply, 2 * length(line) + 1);
            default -> throw new IOException("reply: '" + line + "' (expected: a RESP type)");
        }
    }

    private void elements(ByteArrayOutputStream reply, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            read(reply);
        }
    }

    private void bytes(ByteArrayOutputStream reply, int length) throws IOException {
        if (length >= 0) {
            byte[] bytes = in.readNBytes(length + 2);
            reply.writeBytes(bytes);
            if (bytes.length < length + 2) {
                throw new EOFException("closed inside a reply");
            }
        }
    }

    private static int length(String line) {
        return Integer.parseInt(line.substring(1));
    }

    private String line(ByteArrayOutputStream reply) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("closed by the server");
            }
            reply.write(b);
            if (b != '\r') {
                line.append((char) b);
            }
        }
        reply.write('\n');
        return line.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
