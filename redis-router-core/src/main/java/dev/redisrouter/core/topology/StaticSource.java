package dev.redisrouter.core.topology;

import dev.redisrouter.config.SourceConfig;
import dev.redisrouter.spi.TopologyClaim;
import dev.redisrouter.spi.TopologySink;
import dev.redisrouter.spi.TopologySource;
import java.util.Optional;
import java.util.Set;

/** The nodes that the configuration lists; it names no master. */
public final class StaticSource implements TopologySource {
    private static final String ORIGIN = "configuration";

    private final SourceConfig.StaticNodes config;

    public StaticSource(SourceConfig.StaticNodes config) {
        this.config = config;
    }

    @Override
    public String describe() {
        return "nodes" + config.nodes();
    }

    @Override
    public Watch watch(TopologySink sink) {
        sink.claim(new TopologyClaim(ORIGIN, Optional.empty(), Set.copyOf(config.nodes()), 0));
        return new Watch() {
            @Override
            public void refresh() {
                // The list does not change.
            }

            @Override
            public String answers() {
                return "a fixed list, whose roles decide";
            }

            @Override
            public void close() {
                // Nothing runs.
            }
        };
    }
}
