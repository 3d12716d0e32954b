package dev.redisrouter.test.link;

import dev.redisrouter.topology.NodeAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Function;

/** The thread of one proxy: waits for sockets and for what it is told, and does both. Thread-safe but for what says otherwise. */
final class LinkLoop {
    private static final int BACKLOG = 512;
    private static final long MILLI = 1_000_000;

    private final Selector selector;
    private final ServerSocketChannel listener;
    private final NodeAddress address;
    private final Thread thread;
    private final Queue<Runnable> told = new ConcurrentLinkedQueue<>();

    /** Only on the thread. */
    private final Links links;

    /** Written under this object's monitor; nothing is offered once it is true. */
    private volatile boolean closed;

    private LinkLoop(NodeAddress server, Selector selector, ServerSocketChannel listener) throws IOException {
        this.selector = selector;
        this.listener = listener;
        this.links = new Links(server, selector);
        this.address = new NodeAddress(
                InetAddress.getLoopbackAddress().getHostAddress(),
                listener.socket().getLocalPort());
        this.thread = new Thread(this::run, "link-proxy-" + address.port());
        thread.setDaemon(true);
    }

    static LinkLoop start(NodeAddress server) throws IOException {
        Selector selector = Selector.open();
        ServerSocketChannel listener = ServerSocketChannel.open();
        try {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
            listener.configureBlocking(false);
            listener.register(selector, SelectionKey.OP_ACCEPT);
            LinkLoop loop = new LinkLoop(server, selector, listener);
            loop.thread.start();
            return loop;
        } catch (IOException e) {
            listener.close();
            selector.close();
            throw e;
        }
    }

    NodeAddress address() {
        return address;
    }

    /** Returns when it is done. */
    void tell(Consumer<Links> what) {
        ask(present -> {
            what.accept(present);
            return true;
        });
    }

    /**
     * Returns the answer.
     *
     * @throws IllegalStateException if the proxy is closed
     */
    <T> T ask(Function<Links, T> question) {
        FutureTask<T> task = new FutureTask<>(() -> question.apply(links));
        if (!offer(task)) {
            throw new IllegalStateException("the proxy at " + address + " is closed");
        }
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** What is accepted is done before the thread ends. */
    private synchronized boolean offer(Runnable task) {
        if (closed) {
            return false;
        }
        told.add(task);
        selector.wakeup();
        return true;
    }

    private void run() {
        try (selector;
                listener) {
            while (!closed) {
                long nanos = links.goOn();
                selector.select(key -> {}, nanos == Long.MAX_VALUE ? 0 : nanos / MILLI + 1);
                links.accept(listener);
                doAsTold();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            closeToOffers();
            doAsTold();
            links.reset();
        }
    }

    private void doAsTold() {
        for (Runnable task = told.poll(); task != null; task = told.poll()) {
            task.run();
        }
    }

    private synchronized void closeToOffers() {
        closed = true;
    }

    /** Idempotent. */
    void close() {
        closeToOffers();
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
