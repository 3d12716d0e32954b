package dev.redisrouter.benchmarks.soak;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.redisrouter.RedisRouter;
import dev.redisrouter.metrics.RouterMetric;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What is looked at, and by how much it may grow from one quarter of the time to another. */
enum Figure {
    /** First, since what the others see depends on the collection. */
    HEAP("heap, KiB", 10, 4 * 1024) {
        @Override
        long read(RedisRouter router, LeakReports leaks) {
            ManagementFactory.getMemoryMXBean().gc();
            return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024;
        }
    },
    /** Of all pools: what is free in them counts too. */
    DIRECT("direct, KiB", 10, 16 * 1024) {
        @Override
        long read(RedisRouter router, LeakReports leaks) {
            // the same one in Netty 4.1
            return Stream.of(ByteBufAllocator.DEFAULT, PooledByteBufAllocator.DEFAULT)
                            .distinct()
                            .map(ByteBufAllocatorMetricProvider.class::cast)
                            .mapToLong(pool -> pool.metric().usedDirectMemory())
                            .sum()
                    / 1024;
        }
    },
    /** 0 where there is no /proc. */
    RSS("RSS, KiB", 10, 32 * 1024) {
        @Override
        long read(RedisRouter router, LeakReports leaks) {
            Path status = Path.of("/proc/self/status");
            if (!Files.exists(status)) {
                return 0;
            }
            try {
                return Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    },
    THREADS("threads", 0, 2) {
        @Override
        long read(RedisRouter router, LeakReports leaks) {
            return ManagementFactory.getThreadMXBean().getThreadCount();
        }
    },
    FILES("open files", 10, 15) {
        @Override
        long read(RedisRouter router, LeakReports leaks) {
            return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                    ? unix.getOpenFileDescriptorCount()
                    : 0;
        }
    },
    CLIENTS("clients", 10, 5) {
        @Override
        long read(RedisRouter router, LeakReports leaks) {
            return (long) router.metrics().gauge(RouterMetric.CLIENTS);
        }
    },
    CONNECTIONS("connections to nodes", 10, 10) {
        @Override
        long read(RedisRouter router, LeakReports leaks) {
            return (long) router.metrics().gauge(RouterMetric.CONNECTIONS);
        }
    },
    COMMANDS("commands") {
        @Override
        long read(RedisRouter router, LeakReports leaks) {
            return router.metrics().counter(RouterMetric.COMMANDS);
        }
    },
    ERRORS("errors") {
        @Override
        long read(RedisRouter router, LeakReports leaks) {
            return router.metrics().counter(RouterMetric.ERRORS);
        }
    },
    LEAKS("leaks") {
        @Override
        long read(RedisRouter router, LeakReports leaks) {
            return leaks.leaks();
        }
    };

    private final String title;
    private final int percent;
    private final long more;

    /** One that may grow: a counter. */
    Figure(String title) {
        this(title, 0, Long.MAX_VALUE);
    }

    Figure(String title, int percent, long more) {
        this.title = title;
        this.percent = percent;
        this.more = more;
    }

    String title() {
        return title;
    }

    abstract long read(RedisRouter router, LeakReports leaks);

    /** True when it is more than it may be after it was {@code before}. */
    boolean hasGrown(long before, long after) {
        return after - before > before * percent / 100 + more;
    }
}
