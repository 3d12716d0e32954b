package dev.redisrouter.core.sentinel;

import dev.redisrouter.config.SentinelConfig;
import dev.redisrouter.core.lettuce.ControlLettuce;
import dev.redisrouter.core.thread.ControlThread;
import dev.redisrouter.core.tls.ClientTls;
import dev.redisrouter.spi.TopologySink;
import dev.redisrouter.spi.TopologySource;
import dev.redisrouter.topology.NodeAddress;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** Sentinel as a source of the topology: the configured Sentinels, and those that they know of. */
public final class SentinelSource implements TopologySource {
    private final SentinelConfig config;
    private final UnaryOperator<NodeAddress> mapper;
    private final ControlThread thread;
    private final SentinelDialer dialer;
    private final Successors successors;
    private final RandomGenerator random;

    /**
     * @param mapper applied to the addresses of Sentinels that another one announces; those of nodes are passed on as
     *     announced
     * @param tls what all Sentinels speak; empty for plain RESP
     */
    public SentinelSource(
            SentinelConfig config,
            UnaryOperator<NodeAddress> mapper,
            ControlThread thread,
            ControlLettuce lettuce,
            Optional<ClientTls> tls,
            Successors successors,
            RandomGenerator random) {
        this(config, mapper, thread, new LettuceSentinelDialer(config, lettuce, thread, tls), successors, random);
    }

    SentinelSource(
            SentinelConfig config,
            UnaryOperator<NodeAddress> mapper,
            ControlThread thread,
            SentinelDialer dialer,
            Successors successors,
            RandomGenerator random) {
        this.config = config;
        this.mapper = mapper;
        this.thread = thread;
        this.dialer = dialer;
        this.successors = successors;
        this.random = random;
    }

    @Override
    public String describe() {
        return "sentinel" + config.sentinels() + " " + config.masterName();
    }

    @Override
    public Watch watch(TopologySink sink) {
        SentinelWatch watch = new SentinelWatch(
                config.sentinels(),
                mapper,
                thread,
                (address, listener) -> new SentinelWatcher(address, config, thread, dialer, listener, random),
                sink,
                successors);
        thread.execute(watch::start);
        return watch;
    }
}
