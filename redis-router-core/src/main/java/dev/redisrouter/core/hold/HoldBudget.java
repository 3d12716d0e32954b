package dev.redisrouter.core.hold;

import java.util.concurrent.atomic.AtomicLong;

/** How much may be held in one router, on all its event loops together. Thread-safe. */
public final class HoldBudget {
    private final long maxCommands;
    private final long maxBytes;
    private final AtomicLong commands = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    public HoldBudget(long maxCommands, long maxBytes) {
        this.maxCommands = maxCommands;
        this.maxBytes = maxBytes;
    }

    boolean take(long size) {
        if (commands.incrementAndGet() > maxCommands) {
            commands.decrementAndGet();
            return false;
        }
        if (bytes.addAndGet(size) > maxBytes) {
            bytes.addAndGet(-size);
            commands.decrementAndGet();
            return false;
        }
        return true;
    }

    void giveBack(long size) {
        commands.decrementAndGet();
        bytes.addAndGet(-size);
    }

    /** Commands held now. */
    public long commands() {
        return commands.get();
    }

    /** Bytes held now. */
    public long bytes() {
        return bytes.get();
    }
}
