package dev.redisrouter.test.doors;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** As much of a {@link Socket} as a client needs, over a Unix domain socket, for which the JDK has channels only. */
public final class UnixSocket extends Socket {
    // not the streams of Channels: they keep each other waiting
    private final SocketChannel channel;

    public UnixSocket(Path path) throws IOException {
        this.channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
    }

    @Override
    public InputStream getInputStream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                return channel.read(ByteBuffer.wrap(into, from, length));
            }
        };
    }

    @Override
    public OutputStream getOutputStream() {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                ByteBuffer left = ByteBuffer.wrap(bytes, from, length);
                while (left.hasRemaining()) {
                    channel.write(left);
                }
            }
        };
    }

    /** Reads wait for ever: a test that fails so is ended by the build. */
    @Override
    public void setSoTimeout(int millis) {}

    /** It is connected from its beginning. */
    @Override
    public void connect(SocketAddress ignored, int millis) {}

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
    }
}
