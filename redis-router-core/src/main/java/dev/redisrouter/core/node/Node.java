package dev.redisrouter.core.node;

import dev.redisrouter.core.server.ServerVersion;
import dev.redisrouter.spi.ReadNode;
import dev.redisrouter.topology.NodeAddress;
import java.util.concurrent.atomic.LongAdder;

/**
 * One node of the deployment, from its discovery to its removal. Safe to use from any thread: the control path
 * writes freshness, every event loop adds to the counters.
 */
public final class Node implements ReadNode {
    /** The largest number that {@link #process} gives. */
    public static final int PROCESSES = 8190;

    private final NodeAddress address;
    private final int slot;
    private final int weight;
    private final String zone;
    /** What the others had served when this node joined, so that it does not have to catch up with them. */
    private final long servedBefore;

    private final LongAdder served = new LongAdder();
    private final LongAdder outstanding = new LongAdder();
    private volatile long freshUpTo;
    private volatile long latencyNanos;
    private volatile int process;
    private volatile ServerVersion server = ServerVersion.REDIS_7_0;

    /** @param slot a small number that no other node of this router ever has, to index per-loop arrays */
    public Node(NodeAddress address, int slot, int weight, String zone, long servedBefore) {
        this.address = address;
        this.slot = slot;
        this.weight = weight;
        this.zone = zone;
        this.servedBefore = servedBefore;
    }

    @Override
    public NodeAddress address() {
        return address;
    }

    public int slot() {
        return slot;
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
        return servedBefore + served.sum();
    }

    @Override
    public int outstanding() {
        return outstanding.intValue();
    }

    @Override
    public long latencyNanos() {
        return latencyNanos;
    }

    /** Counts reads sent to this node. */
    public void addServed(int reads) {
        served.add(reads);
    }

    /** Counts commands sent (positive) or answered (negative). */
    public void addOutstanding(int commands) {
        outstanding.add(commands);
    }

    /** Takes one response time into the moving average: a rise at once, a fall by an eighth. Races lose a sample. */
    public void observeLatency(long nanos) {
        long average = latencyNanos;
        latencyNanos = nanos > average ? nanos : average - ((average - nanos) >> 3);
    }

    /**
     * This node holds every write that the master had executed before this moment of the router's
     * {@link dev.redisrouter.core.clock.NanoClock}; 0 when nothing is known.
     */
    public long freshUpTo() {
        return freshUpTo;
    }

    /** Only the control path says how fresh a node is. */
    public void freshUpTo(long nanos) {
        freshUpTo = nanos;
    }

    /**
     * A number from 1 to {@link #PROCESSES} for the process that answers for this node; 0 while nobody knows which one
     * does. What only a process knows, such as what its cursors mean, ends with its number.
     */
    public int process() {
        return process;
    }

    /** Only the control path says which process answers. */
    public void process(int number) {
        process = number;
    }

    /** Which server it is, as far as it has told. */
    public ServerVersion server() {
        return server;
    }

    /** Only the control path says which server it is. */
    public void server(ServerVersion told) {
        server = told;
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
