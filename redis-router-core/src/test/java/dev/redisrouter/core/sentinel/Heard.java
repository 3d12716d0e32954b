package dev.redisrouter.core.sentinel;

import dev.redisrouter.spi.TopologyClaim;
import dev.redisrouter.spi.TopologySink;
import dev.redisrouter.topology.NodeAddress;
import java.util.ArrayList;
import java.util.List;

/** Writes down what a source says, in order. */
final class Heard implements TopologySink, Successors {
    final List<TopologyClaim> claims = new ArrayList<>();
    /** Everything, one line each. */
    final List<String> lines = new ArrayList<>();

    @Override
    public void claim(TopologyClaim claim) {
        claims.add(claim);
        lines.add("claim " + claim.origin() + " "
                + claim.master().map(NodeAddress::toString).orElse("nobody") + " " + claim.epoch());
    }

    @Override
    public void connected(String origin) {
        lines.add("connected " + origin);
    }

    @Override
    public void lost(String origin, String reason) {
        lines.add("lost " + origin + ": " + reason);
    }

    @Override
    public void report(String origin, String what) {
        lines.add("report " + origin + ": " + what);
    }

    @Override
    public void chosen(String origin, NodeAddress node, long epoch) {
        lines.add("chosen " + origin + " " + node + " " + epoch);
    }

    @Override
    public void abandoned(String origin) {
        lines.add("abandoned " + origin);
    }
}
