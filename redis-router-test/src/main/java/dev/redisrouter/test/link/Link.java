package dev.redisrouter.test.link;

import dev.redisrouter.topology.NodeAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection: the client's, and the one to the server that is made for it unless the way there is cut. Only on the proxy's thread. */
final class Link {
    private final SocketChannel client;
    private final SocketChannel server;
    private final NodeAddress address;
    private final Fault fault;
    private final Pipe toServer;
    private final Pipe toClient;

    private Link(SocketChannel client, SocketChannel server, NodeAddress address, Fault fault) {
        this.client = client;
        this.server = server;
        this.address = address;
        this.fault = fault;
        this.toServer = new Pipe(Direction.TO_SERVER, client, server, fault);
        this.toClient = new Pipe(Direction.TO_CLIENT, server, client, fault);
    }

    static Link of(SocketChannel client, NodeAddress address, Fault fault, Selector selector) throws IOException {
        SocketChannel server = SocketChannel.open();
        for (SocketChannel channel : new SocketChannel[] {client, server}) {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.register(selector, 0);
        }
        return new Link(client, server, address, fault);
    }

    /** Does all that can be done at this moment; false when it is over. */
    boolean goOn(ByteBuffer buffer) {
        try {
            if (isConnected()) {
                toServer.pass(buffer);
                toClient.pass(buffer);
            }
            if (toServer.isDone() && toClient.isDone()) {
                client.close();
                server.close();
                return false;
            }
            return true;
        } catch (IOException e) {
            reset();
            return false;
        }
    }

    private boolean isConnected() throws IOException {
        if (server.isConnected()) {
            return true;
        }
        if (fault.isCut(Direction.TO_SERVER)) {
            return false;
        }
        return server.isConnectionPending()
                ? server.finishConnect()
                : server.connect(new InetSocketAddress(address.host(), address.port()));
    }

    /** Tells the selector what this link is waiting for. */
    void register(Selector selector) {
        interest(selector, client, toServer, toClient);
        if (server.isConnected()) {
            interest(selector, server, toClient, toServer);
        } else {
            set(selector, server, server.isConnectionPending() ? SelectionKey.OP_CONNECT : 0);
        }
    }

    private void interest(Selector selector, SocketChannel channel, Pipe out, Pipe in) {
        boolean reads = out.wantsToRead() && server.isConnected();
        set(selector, channel, (reads ? SelectionKey.OP_READ : 0) | (in.wantsToWrite() ? SelectionKey.OP_WRITE : 0));
    }

    private static void set(Selector selector, SocketChannel channel, int operations) {
        SelectionKey key = channel.keyFor(selector);
        if (key != null && key.isValid()) {
            key.interestOps(operations);
        }
    }

    long untilDue() {
        return Math.min(toServer.untilDue(), toClient.untilDue());
    }

    /** Ends both connections with RST. */
    void reset() {
        reset(client);
        reset(server);
    }

    static void reset(SocketChannel channel) {
        try (channel) {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException alreadyClosed) {
            // there is nothing left to reset
        }
    }
}
