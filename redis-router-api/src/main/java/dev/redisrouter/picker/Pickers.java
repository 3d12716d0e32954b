package dev.redisrouter.picker;

import dev.redisrouter.spi.NodePicker;

/** The built-in ways to choose which healthy node serves a read. */
public final class Pickers {
    private Pickers() {}

    /** The node that has served the least by its weight is next, so the spread stays even. The default. */
    public static NodePicker roundRobin() {
        return RoundRobinPicker.INSTANCE;
    }
}
