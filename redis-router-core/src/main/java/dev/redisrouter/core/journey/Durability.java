package dev.redisrouter.core.journey;

import dev.redisrouter.config.DurabilityConfig;
import dev.redisrouter.core.command.CommandSpec;
import dev.redisrouter.core.command.DurableRule;
import dev.redisrouter.core.command.KeyHashes;
import dev.redisrouter.core.node.Node;
import dev.redisrouter.core.resp.Request;
import dev.redisrouter.core.upstream.UpstreamConnection;
import org.jspecify.annotations.Nullable;

/** Which writes wait for replicas, and who says when these have them. Only on its event loop. */
final class Durability {
    private final Worker worker;
    private final DurabilityConfig config;
    private final DurableRule rule;
    private @Nullable Confirmer confirmer;
    private boolean hadReplicas;

    Durability(Worker worker) {
        this.worker = worker;
        this.config = worker.config().durability();
        this.rule = new DurableRule(config);
    }

    /**
     * True for a write whose reply is kept back.
     *
     * @param keyCount what {@link Worker#keys} has read of this request
     */
    boolean concerns(Request request, CommandSpec spec, int keyCount) {
        return rule.applies(request, spec, worker.keys(), keyCount) && replicas() > 0;
    }

    /** As above, for a request whose keys have not been read, and of which only the head may be here. */
    boolean concerns(Client client, Request request, CommandSpec spec, boolean whole) {
        if (!rule.isUsed() || !spec.writes()) {
            return false;
        }
        int database = client.session().profile().database();
        boolean namesItsKeys = whole || spec.namesItsKeysWithin(request.argumentCount());
        return concerns(request, spec, namesItsKeys ? worker.keys().read(request, spec, database) : KeyHashes.UNKNOWN);
    }

    /** A new view is in use: its master will be asked soon. */
    void viewed() {
        Node master = worker.view().master();
        if (rule.isUsed() && master != null && replicas() > 0) {
            confirmer(master);
        }
    }

    /** Who confirms what this node executes from now on; null while that cannot be told. */
    @Nullable
    Confirmer of(Node master) {
        Confirmer found = confirmer(master);
        return found != null && found.connection().ready() ? found : null;
    }

    private @Nullable Confirmer confirmer(Node master) {
        Confirmer known = confirmer;
        if (known != null && known.connection().open() && known.connection().node() == master) {
            return known;
        }
        UpstreamConnection connection = worker.upstreams().pins().take(master, worker.defaultProfile());
        if (connection == null) {
            return null;
        }
        Confirmer opened = new Confirmer(
                worker, connection, this::replicas, config.timeout().toNanos());
        confirmer = opened;
        // at once, and not with the next look at what is held
        connection.whenSettled(worker.holding()::releaseSoon);
        return opened;
    }

    /** How many replicas must have a write: as configured, or as many as make a majority with the master. */
    private int replicas() {
        int others = worker.view().size() / 2;
        // a Sentinel that was reset lists the master alone for a while
        hadReplicas |= others > 0;
        return config.replicas().orElse(hadReplicas ? Math.max(1, others) : 0);
    }
}
