package dev.redisrouter.core.upstream;

import dev.redisrouter.topology.NodeAddress;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import java.util.ArrayList;
import java.util.List;

/** The nodes that can be reached from one {@link FakeLoop}. */
public final class FakeNodes {
    private final FakeLoop loop;
    private final List<FakeNode> nodes = new ArrayList<>();

    public FakeNodes(FakeLoop loop) {
        this.loop = loop;
    }

    public FakeNode add() {
        FakeNode node = new FakeNode(loop, nodes.size());
        nodes.add(node);
        return node;
    }

    public FakeNode get(int index) {
        return nodes.get(index);
    }

    public List<FakeNode> all() {
        return nodes;
    }

    /** Opens a channel to the node with this address. */
    public ChannelFuture connect(NodeAddress address, ChannelHandler handler) {
        for (FakeNode node : nodes) {
            if (node.node().address().equals(address)) {
                return node.connect(handler);
            }
        }
        throw new IllegalStateException("node: " + address + " (expected: one of " + nodes + ")");
    }

    /** Runs the loop, with all nodes taking in what was sent, until nothing happens any more. */
    public void settle() {
        boolean busy = true;
        while (busy) {
            loop.run();
            busy = read();
        }
    }

    /** The nodes take in what was sent; true if that was anything. */
    public boolean read() {
        boolean any = false;
        for (FakeNode node : List.copyOf(nodes)) {
            any |= node.read();
        }
        return any;
    }
}
