package dev.redisrouter.core.health;

import dev.redisrouter.topology.NodeAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Scripted data nodes: each answers its probes as the test has told it to. */
public final class FakeNodes implements ProbeDialer {
    private final Map<NodeAddress, FakeNode> nodes = new HashMap<>();
    /** Every question that any node received, in order. */
    public final List<NodeAddress> asked = new ArrayList<>();
    /** Every attempt to connect to any node, in order. */
    public final List<NodeAddress> dialled = new ArrayList<>();

    public FakeNode at(NodeAddress address) {
        return nodes.computeIfAbsent(address, a -> new FakeNode(a, asked));
    }

    @Override
    public CompletionStage<Dialed> dial(NodeAddress address) {
        dialled.add(address);
        return at(address).dial();
    }

    /** One of them. It starts as a master that has executed nothing. */
    public static final class FakeNode {
        private final NodeAddress address;
        private final List<NodeAddress> asked;
        private final List<Connection> connections = new ArrayList<>();
        private final List<Runnable> kept = new ArrayList<>();

        private RoleReply role = new RoleReply.Master();
        private Optional<String> complaint = Optional.empty();
        private Optional<ReplicationPoint> point = Optional.empty();
        private Optional<ProbeResult> dialFails = Optional.empty();
        private boolean silent;
        private boolean hangsUp;

        FakeNode(NodeAddress address, List<NodeAddress> asked) {
            this.address = address;
            this.asked = asked;
        }

        public FakeNode master(String history, long offset) {
            role = new RoleReply.Master();
            point = Optional.of(new ReplicationPoint(history, offset));
            return this;
        }

        public FakeNode replicaOf(NodeAddress master, String history, long offset) {
            return replica(master, ReplicaLink.CONNECTED, history, offset);
        }

        public FakeNode replica(NodeAddress master, ReplicaLink link, String history, long offset) {
            role = new RoleReply.Replica(master, link);
            point = Optional.of(new ReplicationPoint(history, offset));
            return this;
        }

        public FakeNode complains(String error) {
            complaint = Optional.of(error);
            return this;
        }

        public FakeNode contented() {
            complaint = Optional.empty();
            return this;
        }

        /** Accepts connections and questions, and answers none of them until it {@link #wakes}. */
        public void hangs() {
            silent = true;
        }

        /** Answers everything that it was asked while it hung, and all that follows. */
        public void wakes() {
            silent = false;
            List<Runnable> answers = List.copyOf(kept);
            kept.clear();
            answers.forEach(Runnable::run);
        }

        /** Its process is gone: connections end, and new ones are refused. */
        public void dies() {
            dialFails = Optional.of(new ProbeResult.Unreachable("connection refused"));
            breakConnections();
        }

        public void returns() {
            dialFails = Optional.empty();
        }

        public void rejects(String error) {
            dialFails = Optional.of(new ProbeResult.Rejected(error));
        }

        /** Accepts connections, and ends each of them at the first question. */
        public void hangsUp() {
            hangsUp = true;
        }

        public void breakConnections() {
            List<Connection> broken = List.copyOf(connections);
            connections.clear();
            broken.forEach(connection -> connection.end("connection lost"));
        }

        public int connections() {
            return connections.size();
        }

        CompletionStage<Dialed> dial() {
            CompletableFuture<Dialed> dialed = new CompletableFuture<>();
            whenAwake(() -> dialed.complete(
                    dialFails.<Dialed>map(Dialed.Failed::new).orElseGet(() -> new Dialed.Connected(connect()))));
            return dialed;
        }

        private Connection connect() {
            Connection connection = new Connection();
            connections.add(connection);
            return connection;
        }

        private void whenAwake(Runnable answer) {
            if (silent) {
                kept.add(answer);
            } else {
                answer.run();
            }
        }

        private final class Connection implements ProbeConnection {
            private final CompletableFuture<String> ended = new CompletableFuture<>();
            private final List<CompletableFuture<ProbeAnswer>> open = new ArrayList<>();

            @Override
            public CompletionStage<ProbeAnswer> ask() {
                asked.add(address);
                CompletableFuture<ProbeAnswer> answer = new CompletableFuture<>();
                open.add(answer);
                if (hangsUp) {
                    connections.remove(this);
                    end("ERR max number of clients reached");
                } else {
                    whenAwake(() -> answer.complete(
                            new ProbeAnswer(complaint, role, point, Optional.empty(), Optional.empty())));
                }
                return answer;
            }

            @Override
            public CompletionStage<String> ended() {
                return ended;
            }

            @Override
            public void close() {
                connections.remove(this);
                end("closed");
            }

            void end(String reason) {
                open.forEach(answer -> answer.completeExceptionally(new IllegalStateException(reason)));
                ended.complete(reason);
            }
        }
    }
}
