package dev.redisrouter.test.link;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** What is wrong with a link at present. Only on the proxy's thread. */
final class Fault {
    private final Set<Direction> cut = EnumSet.noneOf(Direction.class);
    private long delayNanos;
    private boolean refusing;

    void delay(Duration delay) {
        delayNanos = delay.toNanos();
    }

    void cut(Direction direction) {
        cut.add(direction);
    }

    void refuse() {
        refusing = true;
    }

    void heal() {
        cut.clear();
        delayNanos = 0;
        refusing = false;
    }

    long delayNanos() {
        return delayNanos;
    }

    boolean isCut(Direction direction) {
        return cut.contains(direction);
    }

    boolean isRefusing() {
        return refusing;
    }
}
