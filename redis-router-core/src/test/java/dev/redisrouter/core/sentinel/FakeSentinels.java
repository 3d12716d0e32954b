package dev.redisrouter.core.sentinel;

import dev.redisrouter.topology.NodeAddress;
import io.lettuce.core.RedisCommandExecutionException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Scripted Sentinels. */
final class FakeSentinels implements SentinelDialer {
    private final Map<NodeAddress, FakeSentinel> sentinels = new HashMap<>();

    FakeSentinel at(NodeAddress address) {
        return sentinels.computeIfAbsent(address, a -> new FakeSentinel(a.toString()));
    }

    /** Another address of the same Sentinel. */
    void alias(NodeAddress alias, NodeAddress of) {
        sentinels.put(alias, at(of));
    }

    @Override
    public CompletionStage<SentinelLink> dial(NodeAddress address, BiConsumer<String, String> messages) {
        return at(address).dial(messages);
    }

    static final class FakeSentinel {
        private final String id;
        private final List<Link> links = new ArrayList<>();
        private final Map<String, NodeAddress> others = new HashMap<>();
        private @Nullable NodeAddress master;
        private long epoch;
        private final Set<NodeAddress> nodes = new LinkedHashSet<>();
        private @Nullable String error;
        private boolean gone;
        private boolean silent;
        int dials;
        int questions;
        int failOvers;

        FakeSentinel(String id) {
            this.id = id;
        }

        FakeSentinel names(NodeAddress named, long inEpoch, NodeAddress... replicas) {
            master = named;
            epoch = inEpoch;
            nodes.clear();
            nodes.add(named);
            nodes.addAll(Arrays.asList(replicas));
            return this;
        }

        FakeSentinel knows(NodeAddress... peers) {
            others.clear();
            for (NodeAddress peer : peers) {
                others.put(peer.toString(), peer);
            }
            return this;
        }

        /** Knows the Sentinel of this id by another address than the test does. */
        FakeSentinel knows(String peerId, NodeAddress address) {
            others.put(peerId, address);
            return this;
        }

        FakeSentinel answers(String withError) {
            error = withError;
            return this;
        }

        void dies() {
            gone = true;
            breakLinks();
        }

        void returns() {
            gone = false;
        }

        void hangs() {
            silent = true;
        }

        void breakLinks() {
            List<Link> broken = List.copyOf(links);
            links.clear();
            broken.forEach(link -> link.ended.complete("connection lost"));
        }

        /** Publishes an event to whoever is subscribed. */
        void publishes(String channel, String message) {
            links.stream().filter(link -> link.subscribed).forEach(link -> link.messages.accept(channel, message));
        }

        int links() {
            return links.size();
        }

        private CompletionStage<SentinelLink> dial(BiConsumer<String, String> messages) {
            dials++;
            if (gone) {
                return CompletableFuture.failedFuture(new ConnectException("Connection refused"));
            }
            Link link = new Link(messages);
            links.add(link);
            return CompletableFuture.completedFuture(link);
        }

        private SentinelAnswer answer() {
            NodeAddress named = master;
            if (error != null || named == null) {
                return new SentinelAnswer.Refused(error == null ? "ERR No such master with that name" : error);
            }
            return new SentinelAnswer.Told(Optional.of(id), named, epoch, Set.copyOf(nodes), Map.copyOf(others));
        }

        private final class Link implements SentinelLink {
            private final BiConsumer<String, String> messages;
            private final CompletableFuture<String> ended = new CompletableFuture<>();
            private boolean subscribed;

            Link(BiConsumer<String, String> messages) {
                this.messages = messages;
            }

            @Override
            public CompletionStage<Void> subscribe() {
                subscribed = !silent;
                return silent ? new CompletableFuture<>() : CompletableFuture.allOf();
            }

            @Override
            public CompletionStage<SentinelAnswer> ask() {
                questions++;
                return silent ? new CompletableFuture<>() : CompletableFuture.completedFuture(answer());
            }

            @Override
            public CompletionStage<Void> failOver() {
                failOvers++;
                if (silent) {
                    return new CompletableFuture<>();
                }
                return error == null
                        ? CompletableFuture.allOf()
                        : CompletableFuture.failedFuture(new RedisCommandExecutionException(error));
            }

            @Override
            public CompletionStage<Void> ping() {
                return silent ? new CompletableFuture<>() : CompletableFuture.allOf();
            }

            @Override
            public CompletionStage<String> ended() {
                return ended;
            }

            @Override
            public void close() {
                links.remove(this);
                ended.complete("closed");
            }
        }
    }
}
