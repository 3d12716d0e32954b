package dev.redisrouter.picker;

import dev.redisrouter.spi.ReadNode;
import dev.redisrouter.topology.NodeAddress;
import java.util.List;
import java.util.stream.IntStream;

/** A node whose figures a test sets. Only on the test's thread. */
final class FakeNode implements ReadNode {
    private final NodeAddress address;
    private final int weight;
    private final String zone;
    long served;
    int outstanding;
    long latencyNanos;

    FakeNode(int port, int weight, String zone) {
        this.address = new NodeAddress("10.0.0.1", port);
        this.weight = weight;
        this.zone = zone;
    }

    /** One node per weight, on ports from 7001. */
    static List<FakeNode> weighing(int... weights) {
        return IntStream.range(0, weights.length)
                .mapToObj(i -> new FakeNode(7001 + i, weights[i], ""))
                .toList();
    }

    @Override
    public NodeAddress address() {
        return address;
    }

    @Override
    public int weight() {
        return weight;
    }

    @Override
    public String zone() {
        return zone;
    }

    @Override
    public long served() {
        return served;
    }

    @Override
    public int outstanding() {
        return outstanding;
    }

    @Override
    public long latencyNanos() {
        return latencyNanos;
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
