package dev.redisrouter.core.journey;

import dev.redisrouter.RouterConfig;
import dev.redisrouter.config.LimitsConfig;
import dev.redisrouter.core.clock.NanoClock;
import dev.redisrouter.core.command.CommandTable;
import dev.redisrouter.core.command.KeyHashes;
import dev.redisrouter.core.consistency.WriteLedger;
import dev.redisrouter.core.hold.HoldBudget;
import dev.redisrouter.core.node.Node;
import dev.redisrouter.core.node.NodeFeedback;
import dev.redisrouter.core.node.TrafficFeedback;
import dev.redisrouter.core.observe.RouterMeters;
import dev.redisrouter.core.route.ReadRouter;
import dev.redisrouter.core.route.RoutingView;
import dev.redisrouter.core.server.ServerVersion;
import dev.redisrouter.core.upstream.LoopTurn;
import dev.redisrouter.core.upstream.Profile;
import dev.redisrouter.core.upstream.UpstreamConnection;
import dev.redisrouter.core.upstream.UpstreamContext;
import dev.redisrouter.core.upstream.Upstreams;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event loop and everything that lives on it: its clients, its connections to the nodes, and what it holds. Only on
 * that event loop, apart from what says otherwise.
 */
public final class Worker {
    private static final int SCRATCH = 256;
    /** An ECHO of hundreds of megabytes must not keep as much for good. */
    private static final int SCRATCH_KEPT = 64 * 1024;

    /**
     * How many connections a router opens to one node at the same time: below a server's usual backlog of 511, so that a few
     * routers can come back at the same moment.
     */
    private static final int CONNECTING = 128;

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final Shared shared;
    private final EventLoop loop;
    private final LoopTurn turn;
    private final Upstreams upstreams;
    private final KeyHashes keys = new KeyHashes();
    private final Scans scans = new Scans(this);
    private final Holding holding;
    private final Dispatcher dispatcher;
    private final PinPath pins;
    private final CommandPath path;
    private final Unblocking unblocking;
    private final Pause pause = new Pause(this);
    private final Durability durability;
    private final SilenceWatch silence;
    private final Profile defaultProfile;
    private final Map<Long, Client> clients = new HashMap<>();
    private final ByteBuf scratch = Unpooled.buffer(SCRATCH);
    private final OutputBuffers outputBuffers = new OutputBuffers();

    private RoutingView view = RoutingView.EMPTY;
    private CommandTable table;
    private @Nullable Node lastMaster;
    /** The master in use is new, and no write to it was answered yet. */
    private boolean firstWriteDue;

    private boolean closed;

    /** What all workers of a router have in common; thread-safe. */
    public record Shared(
            RouterConfig config,
            CommandTable table,
            NanoClock clock,
            WriteLedger ledger,
            HoldBudget holdBudget,
            NodeFeedback feedback,
            TrafficFeedback traffic,
            RouterMeters meters,
            Inspection inspection,
            Workers workers) {}

    public Worker(Shared shared, EventLoop loop, UpstreamContext.Connector connector) {
        this.shared = shared;
        this.table = shared.table();
        this.loop = loop;
        this.turn = new LoopTurn(loop, shared.clock());
        RouterConfig config = shared.config();
        this.holding = new Holding(this, shared.holdBudget());
        this.upstreams = new Upstreams(new UpstreamContext(
                loop,
                turn,
                connector,
                config.nodes().connectTimeout(),
                Math.max(1, CONNECTING / config.runtime().eventLoops()),
                shared.feedback(),
                holding::releaseSoon,
                shared.meters()));
        this.defaultProfile = new Profile(0, config.nodes().credentials(), 2);
        upstreams.join(defaultProfile);
        this.dispatcher = new Dispatcher(this, new ReadRouter(config.reads(), shared.ledger(), shared.meters()));
        this.durability = new Durability(this);
        this.silence = new SilenceWatch(this);
        this.pins = new PinPath(this);
        this.path = new CommandPath(this, dispatcher);
        this.unblocking = new Unblocking(this);
        shared.workers().add(this);
    }

    /** The event loop; from any thread. */
    public EventLoop loop() {
        return loop;
    }

    /** Takes in a client that has connected. */
    public Client accept(Channel channel, long id, Guard guard) {
        turn.begin();
        Client client = new Client(this, channel, id, guard);
        clients.put(id, client);
        return client;
    }

    /** Runs this on the event loop, later; from any thread. False when the loop has ended. */
    boolean post(Runnable task) {
        try {
            loop.execute(() -> {
                turn.begin();
                task.run();
            });
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** Its client with this id; null when it has none. */
    @Nullable
    Client client(long id) {
        return clients.get(id);
    }

    Pause pause() {
        return pause;
    }

    Unblocking unblocking() {
        return unblocking;
    }

    /** A node to ask what all know alike, rather the master; null while there is none. */
    @Nullable
    Node anyNode() {
        if (view.master() != null) {
            return view.master();
        }
        return view.readers().isEmpty() ? null : view.readers().get(0);
    }

    /** Which server the clients take the router for: the one that the master is, or was. */
    ServerVersion server() {
        Node node = lastMaster != null ? lastMaster : anyNode();
        return node == null ? ServerVersion.REDIS_7_0 : node.server();
    }

    /** What is to be said of those of its clients. */
    List<ClientLine> lines(Predicate<Client> which) {
        return clients.values().stream()
                .filter(which)
                .map(client -> ClientLine.of(client, turn.now(), server()))
                .toList();
    }

    /**
     * Ends those clients at once and says how many.
     *
     * @param spared the id of a client that is left alone all the same
     */
    int kill(ClientFilter which, long spared) {
        int killed = 0;
        for (Client client : clients.values().toArray(Client[]::new)) {
            if (client.session().id() != spared && which.matches(client, turn.now())) {
                client.close("CLIENT KILL");
                // at once, so that nobody sees it any more
                client.gone();
                killed++;
            }
        }
        return killed;
    }

    void forget(Client client) {
        clients.remove(client.session().id());
        pause.forget(client);
        holding.clientLeft();
    }

    /** Takes a new view of the nodes; from any thread. */
    public void view(RoutingView changed) {
        // the control path outlives the loops when the router closes
        try {
            loop.execute(() -> take(changed));
        } catch (RejectedExecutionException e) {
            LOG.debug("view-dropped version={} reason=\"the router is closing\"", changed.version());
        }
    }

    /** A node's reply to {@code COMMAND}, unread; from any thread, completes on the event loop. */
    public CompletionStage<byte[]> commandsOf(Node node) {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        try {
            loop.execute(() -> ask(node, answer));
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(e);
        }
        return answer;
    }

    private void ask(Node node, CompletableFuture<byte[]> answer) {
        turn.begin();
        // a connection to a node that is in no view would stay open
        boolean used = !closed && view.uses(node);
        UpstreamConnection connection = used ? upstreams.shared(defaultProfile).to(node) : null;
        if (connection == null) {
            answer.completeExceptionally(new IllegalStateException("no connection to " + node));
        } else {
            CommandQuestion.ask(connection, answer);
        }
    }

    /** Takes another table of commands for those to come; from any thread. */
    public void table(CommandTable changed) {
        try {
            loop.execute(() -> table = changed);
        } catch (RejectedExecutionException e) {
            LOG.debug("table-dropped reason=\"the router is closing\"");
        }
    }

    private void take(RoutingView changed) {
        if (closed || changed.version() <= view.version()) {
            return;
        }
        turn.begin();
        view = changed;
        Node master = changed.master();
        if (master == null && lastMaster != null) {
            upstreams.closeUnready(lastMaster, "its master is not in use now");
            upstreams.offerBack(lastMaster);
        }
        if (master != null) {
            if (master != lastMaster) {
                firstWriteDue = true;
                holding.masterChanged();
            }
            lastMaster = master;
            upstreams.retryNow(master);
        }
        for (Node reader : changed.readers()) {
            upstreams.retryNow(reader);
        }
        Node mayComeBack = lastMaster;
        upstreams.close(node -> !changed.uses(node) && !(master == null && node == mayComeBack), "no longer in use");
        if (master != null) {
            upstreams.closePins(node -> node != master, "its node is not the master any more");
        }
        durability.viewed();
        shared.traffic().viewed(this, changed.version(), shared.workers().count());
        holding.releaseSoon();
    }

    /** Nothing waits on this event loop any more, and this node is the new master. */
    void released(Node master) {
        shared.traffic().released(master, shared.workers().count());
    }

    /** Writes were answered by this node. */
    void wrote(Node node) {
        if (firstWriteDue && node == view.master()) {
            firstWriteDue = false;
            shared.traffic().wrote(node);
        }
    }

    /** Ends all clients and connections; from any thread, done when the loop has run it. */
    public void close() {
        loop.execute(() -> {
            turn.begin();
            closed = true;
            view = RoutingView.EMPTY;
            for (Client client : clients.values().toArray(Client[]::new)) {
                client.close("the router is closing");
                // at once, so that what comes back from the nodes is not sent to others
                client.gone();
            }
            holding.clear();
            upstreams.close(node -> true, "the router is closing");
            outputBuffers.release();
        });
    }

    /** True once {@link #close} has begun: nothing is held any more. */
    boolean closed() {
        return closed;
    }

    RouterConfig config() {
        return shared.config();
    }

    LimitsConfig limits() {
        return shared.config().limits();
    }

    CommandTable table() {
        return table;
    }

    RoutingView view() {
        return view;
    }

    public LoopTurn turn() {
        return turn;
    }

    NanoClock clock() {
        return shared.clock();
    }

    WriteLedger ledger() {
        return shared.ledger();
    }

    RouterMeters meters() {
        return shared.meters();
    }

    NodeFeedback feedback() {
        return shared.feedback();
    }

    Inspection inspection() {
        return shared.inspection();
    }

    Workers workers() {
        return shared.workers();
    }

    Upstreams upstreams() {
        return upstreams;
    }

    KeyHashes keys() {
        return keys;
    }

    Holding holding() {
        return holding;
    }

    SilenceWatch silence() {
        return silence;
    }

    Durability durability() {
        return durability;
    }

    Scans scans() {
        return scans;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    PinPath pins() {
        return pins;
    }

    CommandPath path() {
        return path;
    }

    Profile defaultProfile() {
        return defaultProfile;
    }

    OutputBuffers outputBuffers() {
        return outputBuffers;
    }

    /** An empty buffer for one reply, to be used up before the next call. */
    ByteBuf scratch() {
        if (scratch.capacity() > SCRATCH_KEPT) {
            scratch.clear().capacity(SCRATCH);
        }
        return scratch.clear();
    }
}
