package dev.redisrouter.core.route;

import dev.redisrouter.config.Consistency;
import dev.redisrouter.config.ReadsConfig;
import dev.redisrouter.core.command.CommandSpec;
import dev.redisrouter.core.command.KeyHashes;
import dev.redisrouter.core.consistency.WriteLedger;
import dev.redisrouter.core.node.Node;
import dev.redisrouter.core.observe.RouterMeters;
import dev.redisrouter.spi.NodePicker;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the node for a read: the picker's choice for this turn of the event loop, if it is known to have what the
 * client must see, else the master. One per event loop, and only there.
 */
public final class ReadRouter {
    /*
     * All reads of one turn go to one node, since every further node costs a system call and a wake-up; the next turn
     * goes to the next. What a node has served is counted when its turn is over, before the next choice.
     */
    private static final int NO_KEY = 0;

    private final ReadsConfig reads;
    private final WriteLedger ledger;
    private final RouterMeters meters;
    private final long maxStalenessNanos;

    private @Nullable Node ofThisTurn;
    /** What {@link #ofThisTurn} was chosen from. */
    private NodePicker.@Nullable Selection<Node> chosenFrom;

    private int served;

    public ReadRouter(ReadsConfig reads, WriteLedger ledger, RouterMeters meters) {
        this.reads = reads;
        this.ledger = ledger;
        this.meters = meters;
        this.maxStalenessNanos = reads.maxStaleness().map(d -> d.toNanos()).orElse(Long.MAX_VALUE);
    }

    /** The turn is over: the next read chooses anew. */
    public void turnOver() {
        Node node = ofThisTurn;
        if (node != null) {
            node.addServed(served);
            served = 0;
            ofThisTurn = null;
        }
    }

    /** True while the choice of this turn stands and {@link #turnOver} is owed. */
    public boolean hasChosen() {
        return ofThisTurn != null;
    }

    /**
     * The node that shall serve a read; null while there is none that may.
     *
     * @param keyCount how many keys {@code keys} holds of it, or {@link KeyHashes#UNKNOWN}
     */
    public @Nullable Node route(RoutingView view, CommandSpec spec, KeyHashes keys, int keyCount, long now) {
        NodePicker.Selection<Node> selection = view.selection();
        if (reads.consistency() == Consistency.MASTER) {
            return view.master();
        }
        if (selection == null) {
            return mayFallBack() ? view.master() : null;
        }
        Node node = choose(selection, keyCount > 0 ? keys.hash(0) : NO_KEY);
        if (node == view.master() || freshEnough(node, spec, keys, keyCount, now)) {
            count(node, selection);
            return node;
        }
        meters.freshFallback(1);
        // it has had its turn, else a picker that looks at this figure would choose it again and nobody else
        node.addServed(1);
        Node master = view.master();
        if (master != null && !isAhead(master, view)) {
            master.addServed(1);
        }
        return master;
    }

    /**
     * The node where a scan goes on that this process began; null when it must begin anew. Whatever was written since the
     * scan began, it need not see.
     */
    public @Nullable Node whereScanGoesOn(RoutingView view, int process, long now) {
        Node master = view.master();
        if (process == 0) {
            return null;
        }
        if (master != null && master.process() == process) {
            return master;
        }
        List<Node> readers = view.readers();
        for (int i = 0; i < readers.size(); i++) {
            Node reader = readers.get(i);
            if (reader.process() == process) {
                boolean allowed = reads.consistency() != Consistency.MASTER && !tooStale(reader, now);
                // not counted: it was no choice, and a scan of thousands would keep the node from all other reads
                return allowed ? reader : null;
            }
        }
        return null;
    }

    /**
     * What the master serves for others counts as its own turns, but not in advance: a client that reads for an hour what
     * it has just written would keep the master from all other reads for the next hour.
     */
    private static boolean isAhead(Node master, RoutingView view) {
        List<Node> readers = view.readers();
        for (int i = 0; i < readers.size(); i++) {
            Node reader = readers.get(i);
            if (reader.served() * master.weight() < master.served() * reader.weight()) {
                return true;
            }
        }
        return false;
    }

    /** True when the master may serve a read although no reader can. */
    private boolean mayFallBack() {
        return switch (reads.policy()) {
            case REPLICAS -> false;
            case ALL, REPLICAS_PREFERRED, MASTER -> true;
        };
    }

    private Node choose(NodePicker.Selection<Node> selection, int keyHash) {
        if (reads.picker().perKey()) {
            turnOver();
            return selection.pick(keyHash);
        }
        Node chosen = ofThisTurn;
        return chosen == null || chosenFrom != selection ? selection.pick(NO_KEY) : chosen;
    }

    private void count(Node node, NodePicker.Selection<Node> selection) {
        if (ofThisTurn != node) {
            turnOver();
            ofThisTurn = node;
        }
        chosenFrom = selection;
        served++;
    }

    /**
     * True if this reader may serve a read now.
     *
     * @param keyCount as for {@link #route}
     */
    public boolean mayServe(Node reader, CommandSpec spec, KeyHashes keys, int keyCount, long now) {
        return reads.consistency() != Consistency.MASTER && freshEnough(reader, spec, keys, keyCount, now);
    }

    private boolean tooStale(Node node, long now) {
        return maxStalenessNanos != Long.MAX_VALUE && node.freshUpTo() < now - maxStalenessNanos;
    }

    private boolean freshEnough(Node node, CommandSpec spec, KeyHashes keys, int keyCount, long now) {
        if (tooStale(node, now)) {
            return false;
        }
        long freshUpTo = node.freshUpTo();
        if (reads.consistency() == Consistency.EVENTUAL) {
            return true;
        }
        if (spec.readsKeyspace() || keyCount == KeyHashes.UNKNOWN) {
            return freshUpTo > ledger.lastWriteToAny();
        }
        for (int i = 0; i < keyCount; i++) {
            if (freshUpTo <= ledger.lastWrite(keys.hash(i))) {
                return false;
            }
        }
        return true;
    }
}
