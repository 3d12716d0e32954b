package dev.redisrouter.benchmarks.soak;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what Netty's leak detector reports; it is still logged. Reports of buffers that were lost on purpose are counted
 * apart. Netty reports each place where something was lost once, and only when it makes another buffer after a collection.
 */
final class LeakReports extends ResourceLeakDetectorFactory {
    /** More than Netty leaves out between two buffers that it watches when it is not paranoid. */
    private static final int LOST_ON_PURPOSE = 2_000;

    private static final int COLLECTIONS = 10;

    private final AtomicLong leaks = new AtomicLong();
    private final AtomicLong planted = new AtomicLong();

    private LeakReports() {}

    /** Before any class of Netty's that watches is loaded. */
    static LeakReports install() {
        LeakReports reports = new LeakReports();
        setResourceLeakDetectorFactory(reports);
        return reports;
    }

    /** How many places lost something. */
    long leaks() {
        return leaks.get();
    }

    /** Has everything reported that was lost, and loses buffers on purpose: true when the detector has seen these. */
    boolean seesWhatIsLost() throws InterruptedException {
        for (int i = 0; i < LOST_ON_PURPOSE; i++) {
            Planted.lose();
        }
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            // it hears of what was collected a little later
            TimeUnit.MILLISECONDS.sleep(50);
            for (int buffer = 0; buffer < LOST_ON_PURPOSE; buffer++) {
                ByteBufAllocator.DEFAULT.buffer(16).release();
            }
        }
        return planted.get() > 0;
    }

    private void reported(String records) {
        (records.contains(Planted.class.getName()) ? planted : leaks).incrementAndGet();
    }

    @Override
    @SuppressWarnings("deprecation") // abstract all the same
    public <T> ResourceLeakDetector<T> newResourceLeakDetector(
            Class<T> resource, int samplingInterval, long maxActive) {
        return newResourceLeakDetector(resource, samplingInterval);
    }

    @Override
    public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int samplingInterval) {
        return new Detector<>(resource, samplingInterval);
    }

    /** Its name stands in the report, where a buffer was created. */
    private static final class Planted {
        static void lose() {
            ByteBufAllocator.DEFAULT.buffer(16);
        }
    }

    private final class Detector<T> extends ResourceLeakDetector<T> {
        Detector(Class<T> resource, int samplingInterval) {
            super(resource, samplingInterval);
        }

        @Override
        protected boolean needReport() {
            return true;
        }

        @Override
        protected void reportTracedLeak(String resourceType, String records) {
            reported(records);
            super.reportTracedLeak(resourceType, records);
        }

        @Override
        protected void reportUntracedLeak(String resourceType) {
            reported("");
            super.reportUntracedLeak(resourceType);
        }
    }
}
