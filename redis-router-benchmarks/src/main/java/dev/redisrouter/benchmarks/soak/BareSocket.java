package dev.redisrouter.benchmarks.soak;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;

/** Writes commands, and does not understand what is answered. For one thread. */
final class BareSocket implements AutoCloseable {
    private final Socket connected;
    private final Socket socket;
    private final OutputStream out;
    private final BufferedReader in;

    /**
     * @param connected the connection itself
     * @param socket the same, or what encrypts it
     */
    BareSocket(Socket connected, Socket socket) throws IOException {
        this.connected = connected;
        this.socket = socket;
        out = new BufferedOutputStream(socket.getOutputStream());
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
    }

    /** Under way with the next {@link #flush}. */
    BareSocket command(String... arguments) throws IOException {
        begin(arguments.length);
        for (String argument : arguments) {
            out.write(("$" + argument.length() + "\r\n" + argument + "\r\n").getBytes(ISO_8859_1));
        }
        return this;
    }

    /** Of a command that has so many arguments, if they ever come. */
    BareSocket begin(int arguments) throws IOException {
        out.write(("*" + arguments + "\r\n").getBytes(ISO_8859_1));
        return this;
    }

    /** Says an argument of this length and sends a part of it. */
    BareSocket partOf(int length, String part) throws IOException {
        out.write(("$" + length + "\r\n" + part).getBytes(ISO_8859_1));
        return this;
    }

    BareSocket flush() throws IOException {
        out.flush();
        return this;
    }

    /** Returns when this line has come, whatever comes before it. */
    void awaitLine(String expected) throws IOException {
        for (String line = in.readLine(); !expected.equals(line); line = in.readLine()) {
            if (line == null) {
                throw new EOFException("closed by the router");
            }
        }
    }

    /** Returns when the first of an answer has come. */
    void awaitSome() throws IOException {
        if (in.read() < 0) {
            throw new EOFException("closed by the router");
        }
    }

    /** Closes it as a process that is killed with unread data: with a reset. */
    void reset() throws IOException {
        // TLS would say goodbye first
        connected.setSoLinger(true, 0);
        connected.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
