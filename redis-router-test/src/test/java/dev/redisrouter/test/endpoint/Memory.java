package dev.redisrouter.test.endpoint;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.lang.management.ManagementFactory;

/** What this JVM holds. */
final class Memory {
    private Memory() {}

    /** Bytes of the buffers outside of the heap. */
    static long direct() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
    }

    /** Bytes of all that can be reached on the heap, and of the buffers outside of it. */
    static long live() {
        ManagementFactory.getMemoryMXBean().gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() + direct();
    }
}
