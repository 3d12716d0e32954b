package dev.redisrouter.core.transport;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/**
 * Looks up host names with the JVM's resolver, and not on the event loop, where a slow name server would stop every
 * client. Addresses that are numbers need no lookup. Thread-safe.
 */
public final class OffLoopResolver extends AddressResolverGroup<InetSocketAddress> {
    /** Each lookup may take as long as the system's resolver waits; idle threads end by themselves. */
    private final ExecutorService lookups;

    public OffLoopResolver(ThreadFactory threads) {
        this.lookups = Executors.newCachedThreadPool(threads);
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor loop) {
        return new NameLookup(loop, lookups).asAddressResolver();
    }

    @Override
    public void close() {
        super.close();
        lookups.shutdownNow();
    }

    private static final class NameLookup extends InetNameResolver {
        private final Executor lookups;

        NameLookup(EventExecutor loop, Executor lookups) {
            super(loop);
            this.lookups = lookups;
        }

        @Override
        protected void doResolve(String host, Promise<InetAddress> found) {
            lookups.execute(() -> {
                try {
                    found.setSuccess(InetAddress.getByName(host));
                } catch (UnknownHostException e) {
                    found.setFailure(e);
                }
            });
        }

        @Override
        protected void doResolveAll(String host, Promise<List<InetAddress>> found) {
            lookups.execute(() -> {
                try {
                    found.setSuccess(List.of(InetAddress.getAllByName(host)));
                } catch (UnknownHostException e) {
                    found.setFailure(e);
                }
            });
        }
    }
}
