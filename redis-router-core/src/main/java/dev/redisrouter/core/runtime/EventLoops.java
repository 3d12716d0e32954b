package dev.redisrouter.core.runtime;

import io.netty.channel.EventLoopGroup;
import java.util.concurrent.TimeUnit;

/** Ends event loops. */
final class EventLoops {
    private static final long TIMEOUT_SECONDS = 5;

    private EventLoops() {}

    /** Returns when the threads have ended, or after a few seconds. */
    static void shutDown(EventLoopGroup loops) {
        loops.shutdownGracefully(0, TIMEOUT_SECONDS, TimeUnit.SECONDS);
        if (!loops.terminationFuture().awaitUninterruptibly(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("event loops still run after " + TIMEOUT_SECONDS + " s");
        }
    }
}
