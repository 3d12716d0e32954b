package dev.redisrouter.core.consistency;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * When each key was last written through this router, as far as it is known to its clients. Thread-safe.
 *
 * <p>Times are those of {@link dev.redisrouter.core.clock.NanoClock}, taken after the reply to the write arrived and
 * before it is passed on; 0 means never.
 */
public final class WriteLedger {
    /*
     * One slot for many keys: a collision makes a key look newer than it is, which sends a read to the master and is
     * never wrong. Slots only ever grow. 2^16 slots of 8 bytes; with 50,000 writes a second and replicas known to be
     * fresh up to 150 ms ago, one read in nine goes to the master without need.
     */
    private static final int SLOTS = 1 << 16;

    private final AtomicLongArray written = new AtomicLongArray(SLOTS);
    /** The last write whose keys are not known. */
    private final AtomicLong unknown = new AtomicLong();
    /** The last write to any key. */
    private final AtomicLong any = new AtomicLong();

    /** A key with this hash was written. */
    public void wrote(int keyHash, long now) {
        int slot = keyHash & (SLOTS - 1);
        long seen = written.get(slot);
        while (seen < now && !written.compareAndSet(slot, seen, now)) {
            seen = written.get(slot);
        }
        raise(any, now);
    }

    /** Any key may have been written. */
    public void wroteUnknown(long now) {
        raise(unknown, now);
        raise(any, now);
    }

    /** When a key with this hash was last written, or may have been. */
    public long lastWrite(int keyHash) {
        return Math.max(written.get(keyHash & (SLOTS - 1)), unknown.get());
    }

    /** When any key was last written, for reads that look at the whole keyspace. */
    public long lastWriteToAny() {
        return any.get();
    }

    private static void raise(AtomicLong time, long now) {
        long seen = time.get();
        while (seen < now && !time.compareAndSet(seen, now)) {
            seen = time.get();
        }
    }
}
