package dev.redisrouter.core.door;

import io.lettuce.core.resource.EventLoopGroupProvider;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.concurrent.TimeUnit;

/** Lends the router's event loops to Lettuce, which may not shut them down. Thread-safe. */
final class BorrowedLoops implements EventLoopGroupProvider {

    private final EventLoopGroup loops;
    private final int count;

    BorrowedLoops(EventLoopGroup loops) {
        this.loops = loops;
        int count = 0;
        for (EventExecutor ignored : loops) {
            count++;
        }
        this.count = count;
    }

    /**
     * The router's loops, whatever class Lettuce asks for: it chooses one to match the sockets that it would open, and
     * stores the result as an {@link EventLoopGroup}.
     */
    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T extends EventLoopGroup> T allocate(Class<T> type) {
        return (T) loops;
    }

    @Override
    public int threadPoolSize() {
        return count;
    }

    @Override
    public Future<Boolean> release(EventExecutorGroup group, long quietPeriod, long timeout, TimeUnit unit) {
        return ImmediateEventExecutor.INSTANCE.newSucceededFuture(true);
    }

    @Override
    public Future<Boolean> shutdown(long quietPeriod, long timeout, TimeUnit unit) {
        return ImmediateEventExecutor.INSTANCE.newSucceededFuture(true);
    }
}
