package dev.redisrouter.picker;

import dev.redisrouter.error.ConfigurationException;
import dev.redisrouter.spi.NodePicker;
import dev.redisrouter.spi.ReadNode;
import java.util.List;

/** Narrows the candidates to one zone before another picker chooses. */
record ZonePicker(String preferred, NodePicker then) implements NodePicker {

    ZonePicker {
        if (preferred.isBlank()) {
            throw new ConfigurationException("reads.picker.zone", "'" + preferred + "'", "the name of a zone");
        }
    }

    @Override
    public String name() {
        return "zone+" + then.name();
    }

    @Override
    public boolean perKey() {
        return then.perKey();
    }

    @Override
    public <N extends ReadNode> Selection<N> over(List<N> candidates) {
        List<N> near =
                candidates.stream().filter(n -> n.zone().equals(preferred)).toList();
        return then.over(near.isEmpty() ? candidates : near);
    }
}
