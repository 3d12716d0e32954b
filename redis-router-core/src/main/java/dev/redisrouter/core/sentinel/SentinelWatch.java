package dev.redisrouter.core.sentinel;

import dev.redisrouter.core.thread.ControlThread;
import dev.redisrouter.error.RouterException;
import dev.redisrouter.spi.TopologyClaim;
import dev.redisrouter.spi.TopologySink;
import dev.redisrouter.spi.TopologySource;
import dev.redisrouter.topology.NodeAddress;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** All Sentinels of one deployment, and what they say. Its state lives on the control thread. */
final class SentinelWatch implements TopologySource.Watch, SentinelWatcher.Listener {
    private final ControlThread thread;
    private final UnaryOperator<NodeAddress> mapper;
    private final BiFunction<NodeAddress, SentinelWatcher.Listener, SentinelWatcher> watchers;
    private final TopologySink sink;
    private final Successors successors;

    private final SentinelRoster roster;
    private final Map<NodeAddress, Heard> sentinels = new HashMap<>();
    private boolean closed;
    /** What each said last, in words; read from any thread. */
    private final Map<NodeAddress, String> answers = new ConcurrentSkipListMap<>();

    /** One Sentinel, and what it said last. */
    private static final class Heard {
        final SentinelWatcher watcher;
        Optional<TopologyClaim> claim = Optional.empty();
        /** Whether the loss of it was reported already. */
        boolean lost;
        /** The last that it announced; 0 before. */
        long epoch;
        /** Of the failover that it tries to lead or led last; 0 before. */
        long failoverEpoch;

        Heard(SentinelWatcher watcher) {
            this.watcher = watcher;
        }
    }

    SentinelWatch(
            List<NodeAddress> configured,
            UnaryOperator<NodeAddress> mapper,
            ControlThread thread,
            BiFunction<NodeAddress, SentinelWatcher.Listener, SentinelWatcher> watchers,
            TopologySink sink,
            Successors successors) {
        this.roster = new SentinelRoster(configured);
        this.mapper = mapper;
        this.thread = thread;
        this.watchers = watchers;
        this.sink = sink;
        this.successors = successors;
        configured.forEach(address -> answers.put(address, "not asked yet"));
    }

    void start() {
        follow();
    }

    @Override
    public void refresh() {
        thread.execute(() -> sentinels.values().forEach(heard -> heard.watcher.ask()));
    }

    @Override
    public CompletionStage<Void> failOver() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        thread.execute(() -> {
            // one with an old view would replace a master that is none any more
            long newest = sentinels.values().stream()
                    .flatMap(heard -> heard.claim.stream())
                    .mapToLong(TopologyClaim::epoch)
                    .max()
                    .orElse(0);
            Iterator<SentinelWatcher> asked = sentinels.values().stream()
                    .filter(heard -> heard.watcher.isSubscribed())
                    .filter(heard ->
                            heard.claim.filter(claim -> claim.epoch() == newest).isPresent())
                    .map(heard -> heard.watcher)
                    .toList()
                    .iterator();
            failOver(asked, done, "no Sentinel can be asked");
        });
        return done;
    }

    /** One after the other, until one accepts; not behind one that may have: two at once would promote two nodes. */
    private static void failOver(Iterator<SentinelWatcher> left, CompletableFuture<Void> done, String reason) {
        if (!left.hasNext()) {
            done.completeExceptionally(new RouterException(reason));
            return;
        }
        SentinelWatcher next = left.next();
        next.failOver().whenComplete((refusal, error) -> {
            if (error != null) {
                done.completeExceptionally(new RouterException(next.address() + ": " + error.getMessage()));
            } else if (refusal.isEmpty()) {
                done.complete(null);
            } else {
                failOver(left, done, next.address() + ": " + refusal.get());
            }
        });
    }

    @Override
    public String answers() {
        return answers.entrySet().stream()
                .map(answer -> answer.getKey() + ": " + answer.getValue())
                .collect(Collectors.joining("; "));
    }

    @Override
    public void close() {
        thread.execute(() -> {
            closed = true;
            sentinels.values().forEach(heard -> heard.watcher.close());
            sentinels.clear();
        });
    }

    @Override
    public void connected(SentinelWatcher who) {
        Heard heard = heard(who);
        heard.lost = false;
        sink.connected(origin(who));
    }

    @Override
    public void lost(SentinelWatcher who, String reason) {
        Heard heard = heard(who);
        answers.put(who.address(), reason);
        heard.epoch = 0;
        if (!heard.lost) {
            heard.lost = true;
            sink.lost(origin(who), reason);
        }
        roster.lost(who.address());
        follow();
    }

    @Override
    public void answered(SentinelWatcher who, SentinelAnswer answer) {
        if (answer instanceof SentinelAnswer.Told told) {
            claim(who, told);
            Map<String, NodeAddress> others = new HashMap<>();
            told.others().forEach((id, address) -> others.put(id, mapper.apply(address)));
            roster.told(who.address(), told.id().orElse(null), others);
            follow();
        } else if (answer instanceof SentinelAnswer.Refused refused) {
            String before = answers.put(who.address(), refused.reason());
            if (!refused.reason().equals(before)) {
                sink.report(origin(who), refused.reason());
            }
        }
    }

    @Override
    public void happened(SentinelWatcher who, SentinelEvent event) {
        Heard heard = heard(who);
        if (event instanceof SentinelEvent.NewEpoch next) {
            heard.epoch = next.epoch();
        } else if (event instanceof SentinelEvent.FailoverTried tried) {
            heard.failoverEpoch = heard.epoch;
            sink.report(origin(who), tried.text());
        } else if (event instanceof SentinelEvent.SuccessorChosen chosen) {
            sink.report(origin(who), chosen.text());
            long epoch = heard.failoverEpoch;
            afterReport(() -> successors.chosen(origin(who), chosen.node(), epoch));
        } else if (event instanceof SentinelEvent.FailoverAborted aborted) {
            sink.report(origin(who), aborted.text());
            afterReport(() -> successors.abandoned(origin(who)));
        } else if (event instanceof SentinelEvent.Noted noted) {
            sink.report(origin(who), noted.text());
        }
    }

    /** The report goes through a queue, and what it leads to should not be told before it. */
    private void afterReport(Runnable then) {
        thread.execute(then);
    }

    private void claim(SentinelWatcher who, SentinelAnswer.Told told) {
        answers.put(who.address(), "master " + told.master() + " in epoch " + told.epoch());
        Heard heard = heard(who);
        TopologyClaim claim = new TopologyClaim(origin(who), Optional.of(told.master()), told.nodes(), told.epoch());
        if (!heard.claim.equals(Optional.of(claim))) {
            heard.claim = Optional.of(claim);
            sink.claim(claim);
        }
    }

    /** Watches those that the roster has, and no others. */
    private void follow() {
        Set<NodeAddress> wanted = closed ? Set.of() : roster.addresses();
        for (NodeAddress address : Set.copyOf(sentinels.keySet())) {
            if (!wanted.contains(address)) {
                Heard gone = java.util.Objects.requireNonNull(sentinels.remove(address));
                gone.watcher.close();
                answers.remove(address);
                // A claim of nothing: what it said last must not count for ever.
                sink.claim(new TopologyClaim(origin(gone.watcher), Optional.empty(), Set.of(), 0));
            }
        }
        for (NodeAddress address : wanted) {
            if (!sentinels.containsKey(address)) {
                Heard joined = new Heard(watchers.apply(address, this));
                sentinels.put(address, joined);
                joined.watcher.start();
            }
        }
    }

    private Heard heard(SentinelWatcher who) {
        Heard heard = sentinels.get(who.address());
        if (heard == null) {
            throw new IllegalStateException(who.address() + " (expected: a Sentinel that is watched)");
        }
        return heard;
    }

    private static String origin(SentinelWatcher who) {
        return who.address().toString();
    }
}
