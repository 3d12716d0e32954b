package dev.redisrouter.core.control;

import dev.redisrouter.RouterConfig;
import dev.redisrouter.core.clock.NanoClock;
import dev.redisrouter.core.health.HealthMonitor;
import dev.redisrouter.core.health.Observation;
import dev.redisrouter.core.health.ProbeDialer;
import dev.redisrouter.core.health.ProbeResult;
import dev.redisrouter.core.health.RoleReply;
import dev.redisrouter.core.node.Doubts;
import dev.redisrouter.core.node.MasterChoice;
import dev.redisrouter.core.node.Member;
import dev.redisrouter.core.node.Node;
import dev.redisrouter.core.node.NodeFeedback;
import dev.redisrouter.core.node.NodeFreshness;
import dev.redisrouter.core.node.NodeSet;
import dev.redisrouter.core.node.NodeVerdict;
import dev.redisrouter.core.node.ReaderChoice;
import dev.redisrouter.core.observe.ControlMeters;
import dev.redisrouter.core.observe.EventLog;
import dev.redisrouter.core.sentinel.Successors;
import dev.redisrouter.core.thread.ControlThread;
import dev.redisrouter.core.topology.Nomination;
import dev.redisrouter.core.topology.Succession;
import dev.redisrouter.core.topology.TopologyTracker;
import dev.redisrouter.error.SwitchOverException;
import dev.redisrouter.event.RouterEvent;
import dev.redisrouter.spi.TopologyClaim;
import dev.redisrouter.spi.TopologySource;
import dev.redisrouter.topology.NodeAddress;
import dev.redisrouter.topology.NodeInfo;
import dev.redisrouter.topology.Role;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Where everything that is learnt meets: each input is taken in, then {@link #settle} draws the conclusions. Only on the
 * control thread.
 */
final class ControlLoop implements Successors {
    /** How often the source is asked again while there is no master in use. */
    private static final Duration REFRESH_WITHOUT_MASTER = Duration.ofMillis(200);

    private final RouterConfig config;
    private final ControlThread thread;
    private final EventLog events;
    private final ControlMeters meters;
    private final ViewPublisher publisher;

    private final TopologyTracker tracker;
    private final NodeSet nodes;
    private final NodeFreshness freshness = new NodeFreshness();
    private final HealthMonitor monitor;
    private final Announcer announcer;
    private final Handover handover;
    private final Promotion promotion;
    private final FreshStart freshStart;
    private final Isolation isolation;
    private final Doubts doubts;

    private final NanoClock clock;
    private TopologySource.@Nullable Watch watch;
    private @Nullable SwitchOver switchOver;
    private ControlThread.Timer switchOverDeadline = () -> {};
    private @Nullable Node master;
    private @Nullable Node lastMaster;
    private boolean refreshDue;
    private boolean closed;

    ControlLoop(
            RouterConfig config,
            ControlThread thread,
            NanoClock clock,
            ProbeDialer dialer,
            EventLog events,
            ControlMeters meters,
            ViewPublisher publisher,
            RandomGenerator random) {
        this.config = config;
        this.clock = clock;
        this.thread = thread;
        this.events = events;
        this.meters = meters;
        this.publisher = publisher;
        this.tracker = new TopologyTracker(config.nodes().addressMapper());
        this.nodes = new NodeSet(config.nodes(), config.health().failuresToDown(), this::removed);
        this.monitor = new HealthMonitor(config.health(), clock, thread, dialer, this::observed, random);
        this.announcer = new Announcer(events, clock);
        this.handover = new Handover(clock);
        this.promotion = new Promotion(clock);
        this.freshStart = new FreshStart(clock);
        this.isolation = new Isolation(config.failover().isolationTimeout(), clock, thread, this::settle);
        this.doubts = new Doubts(clock, thread, this::doubted);
    }

    NodeFeedback feedback() {
        return doubts;
    }

    /** Begins with this source, which may have claimed something already. */
    void start(TopologySource.Watch started) {
        watch = started;
        monitor.start();
        settle();
    }

    void claim(TopologyClaim claim) {
        tracker.claim(claim);
        reshape();
    }

    void connected(String origin) {
        tracker.connected(origin);
        events.publish(new RouterEvent.SourceConnected(events.now(), origin));
        reshape();
    }

    void lost(String origin, String reason) {
        tracker.lost(origin);
        events.publish(new RouterEvent.SourceLost(events.now(), origin, reason));
        reshape();
    }

    void reported(String origin, String what) {
        events.publish(new RouterEvent.SourceReported(events.now(), origin, what));
        monitor.askNow();
    }

    @Override
    public void chosen(String origin, NodeAddress node, long epoch) {
        tracker.chosen(origin, node, epoch);
        settle();
    }

    @Override
    public void abandoned(String origin) {
        tracker.abandoned(origin);
        settle();
    }

    /** Changes the master as planned. */
    void switchOver(Duration timeout, CompletableFuture<NodeAddress> result) {
        Node old = master;
        TopologySource.Watch source = watch;
        boolean used = old != null && publisher.view().master() == old;
        if (switchOver != null || old == null || !used || source == null || closed) {
            result.completeExceptionally(new SwitchOverException(
                    switchOver != null ? "another switch-over is under way" : "no master is in use"));
            return;
        }
        SwitchOver begun =
                new SwitchOver(old, clock, () -> onThread(failOver(source)), result, timeout, this::switchOverEnded);
        switchOver = begun;
        settle();
        begun.holding(publisher.view().version());
        switchOverDeadline = thread.after(timeout, () -> {
            begun.timedOut();
            settle();
        });
    }

    private void switchOverEnded() {
        switchOver = null;
        switchOverDeadline.cancel();
    }

    /** A source of the user's may throw. */
    private static CompletionStage<Void> failOver(TopologySource.Watch source) {
        try {
            return source.failOver();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletionStage<Void> onThread(CompletionStage<Void> stage) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        stage.whenComplete((value, error) -> thread.execute(() -> {
            if (error == null) {
                done.complete(null);
            } else {
                done.completeExceptionally(error);
                settle();
            }
        }));
        return done;
    }

    /** An event loop uses this view from now on. */
    void viewed(Object viewing, long version, int loops) {
        if (switchOver != null) {
            switchOver.viewed(viewing, version, loops);
        }
    }

    void close() {
        closed = true;
        if (switchOver != null) {
            switchOver.cancelled();
        }
        monitor.close();
        if (watch != null) {
            watch.close();
        }
    }

    private void observed(Observation observation) {
        Optional<Member> before = nodes.at(observation.node());
        nodes.observed(observation.node(), observation.result()).ifPresent(member -> {
            count(observation);
            promotion.look(before, member);
            if (switchOver != null) {
                switchOver.observed(observation, nodes.members());
            }
            if (master == null || !before.map(member::tellsTheSameAs).orElse(false)) {
                settle();
            }
            if (freshness.observed(observation, member, Optional.ofNullable(master), nodes.members())) {
                settle();
            }
        });
    }

    private void doubted(Node node, long at) {
        boolean known = nodes.at(node.address()).filter(m -> m.node() == node).isPresent();
        if (!known) {
            doubts.forget(node);
            return;
        }
        freshness.distrust(node, at);
        monitor.askNow(node.address());
        refresh();
    }

    private void removed(Node node) {
        freshness.forget(node);
        doubts.forget(node);
        meters.forget(node.address());
    }

    private void count(Observation observation) {
        if (observation.result() instanceof ProbeResult.Answered answered) {
            meters.probed(observation.node(), true);
            boolean saysMaster = answered.answer().role() instanceof RoleReply.Master;
            if (saysMaster && master != null && master.address().equals(observation.node())) {
                meters.confirmed();
            }
        } else if (!(observation.result() instanceof ProbeResult.Lost)) {
            meters.probed(observation.node(), false);
        }
    }

    /** The nodes or the nomination may have changed. */
    private void reshape() {
        if (!closed) {
            nodes.keep(tracker.nodes());
            monitor.watch(tracker.nodes());
            settle();
        }
    }

    /** Draws the conclusions. */
    private void settle() {
        if (closed) {
            return;
        }
        MasterChoice choice = permitted(choose());
        publish(choice);
        Optional<NodeAddress> probedFirst = Optional.ofNullable(master).map(Node::address);
        // without one the rounds follow each other quickly
        monitor.master(switchOver == null ? probedFirst : Optional.empty());
        if (master == null) {
            refreshSoon();
        }
        startOverIfDue();
    }

    private MasterChoice choose() {
        Optional<Succession> succession = tracker.succession();
        MasterChoice choice = MasterChoice.of(
                tracker.nomination(),
                succession,
                handover.isOn(succession),
                promotion.unnamed(),
                lastMaster != null,
                nodes.members());
        if (choice instanceof MasterChoice.InUse inUse) {
            Node chosen = inUse.member().node();
            succession.filter(s -> s.node().equals(chosen.address())).ifPresent(tracker::succeeded);
            if (chosen != lastMaster) {
                freshness.reset(nodes.members());
            }
            master = chosen;
            lastMaster = chosen;
            if (switchOver != null && chosen != switchOver.old()) {
                switchOver.succeeded(chosen.address());
            }
        } else {
            master = null;
        }
        return choice;
    }

    /** A master that is not to be written to now is known all the same: replicas are as fresh as they are beside it. */
    private MasterChoice permitted(MasterChoice choice) {
        boolean isolated = isolation.isOn(tracker.hearsMost());
        if (!(choice instanceof MasterChoice.InUse inUse)) {
            return choice;
        }
        if (switchOver != null && inUse.member().node() == switchOver.old()) {
            return new MasterChoice.Vacant("a switch-over from " + switchOver.old() + " is under way");
        }
        return isolated ? new MasterChoice.Vacant(isolation.reason()) : choice;
    }

    /** The topology before the view, since whoever hears of a view may look at the topology; the events behind both. */
    private void publish(MasterChoice choice) {
        Nomination nomination = tracker.nomination();
        Collection<Member> members = nodes.members();
        List<NodeInfo> infos = members.stream()
                .map(m -> NodeVerdict.of(m, choice, nomination, freshness))
                .toList();
        long epoch = nomination instanceof Nomination.Named named ? named.epoch() : 0;
        Optional<Node> written = inUse(choice).map(Member::node);
        publisher.publish(epoch, written.map(Node::address), infos);
        publisher.publish(
                written.orElse(null),
                ReaderChoice.of(config.reads().policy(), inUse(choice), named(nomination), members, freshness),
                members.size());
        announcer.nodes(infos);
        announcer.master(choice);
    }

    private static Optional<Member> inUse(MasterChoice choice) {
        return choice instanceof MasterChoice.InUse inUse ? Optional.of(inUse.member()) : Optional.empty();
    }

    private Optional<NodeAddress> named(Nomination nomination) {
        return nomination instanceof Nomination.Named named
                ? Optional.of(named.node())
                : Optional.ofNullable(lastMaster).map(Node::address);
    }

    private void startOverIfDue() {
        Optional<Nomination.Named> agreed = tracker.startedOver()
                .filter(next -> !worksAsMaster(tracker.nomination()))
                .filter(this::worksAsMaster);
        freshStart.look(agreed).ifPresent(next -> {
            events.publish(new RouterEvent.SourceReported(
                    events.now(),
                    "all",
                    "the deployment was set up anew: master " + next.node() + " in epoch " + next.epoch()));
            tracker.startOver(next);
            reshape();
        });
    }

    /** True for a master that is named and says so itself, whether or not it is in use. */
    private boolean worksAsMaster(Nomination nomination) {
        return nomination instanceof Nomination.Named named
                && nodes.at(named.node())
                        .filter(member -> member.health().isUp(Role.MASTER))
                        .isPresent();
    }

    private void refreshSoon() {
        if (!refreshDue) {
            refreshDue = true;
            thread.after(REFRESH_WITHOUT_MASTER, () -> {
                refreshDue = false;
                if (master == null && !closed) {
                    refresh();
                    refreshSoon();
                }
            });
        }
    }

    private void refresh() {
        if (watch != null) {
            watch.refresh();
        }
    }
}
