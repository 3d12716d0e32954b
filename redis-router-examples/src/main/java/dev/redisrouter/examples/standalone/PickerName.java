package dev.redisrouter.examples.standalone;

import dev.redisrouter.picker.Pickers;
import dev.redisrouter.spi.NodePicker;

/** The built-in pickers by the names that they have on the command line. */
enum PickerName {
    ROUND_ROBIN(Pickers.roundRobin()),
    LEAST_OUTSTANDING(Pickers.leastOutstanding()),
    LATENCY(Pickers.latency()),
    KEY_HASH(Pickers.keyHash());

    private final NodePicker picker;

    PickerName(NodePicker picker) {
        this.picker = picker;
    }

    NodePicker picker() {
        return picker;
    }
}
