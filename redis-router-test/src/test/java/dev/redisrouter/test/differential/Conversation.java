package dev.redisrouter.test.differential;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What some clients ask in turn, about the same keys: a pipeline of one, and when it is answered, one of the next.
 *
 * @param seed what all of it follows from
 */
record Conversation(long seed, List<Step> steps) {
    /**
     * A pipeline of one client.
     *
     * @param listening whether the client may hear what is published
     * @param lagging whether one replica hears nothing of its master meanwhile
     */
    record Step(int client, boolean listening, boolean lagging, List<Call> calls) {
        Step with(List<Call> calls) {
            return new Step(client, listening, lagging, calls);
        }

        @Override
        public String toString() {
            return (listening ? "listening " : "") + "client " + client + (lagging ? ", while one replica lags" : "")
                    + calls.stream().map(Call::toString).collect(Collectors.joining("\n  ", "\n  ", ""));
        }
    }

    static final int CLIENTS = 12;
    /** The last of the clients. */
    static final int LISTENERS = 3;

    private static final Grammar READS = Grammar.read("reads.grammar");
    private static final Grammar WRITES = Grammar.read("writes.grammar");
    private static final Grammar RARE = Grammar.read("rare.grammar");
    private static final Grammar NEWER = Grammar.read("newer.grammar");
    private static final Grammar SESSION = Grammar.read("session.grammar");
    private static final Grammar PUBLISH = Grammar.read("publish.grammar");
    private static final Grammar LISTENING = Grammar.read("listening.grammar");
    private static final int MAX_PIPELINES = 6;
    private static final int MAX_CALLS = 16;
    /** Whether Redis takes a line of more than 64 KiB depends on how much of it comes at once. */
    private static final int LONGEST_LINE = 16_000;

    static Conversation of(long seed) {
        // seeds in a row give first numbers in a row
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        boolean quiet = random.nextBoolean();
        List<Deque<List<Call>>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(new ArrayDeque<>(listens(i) ? heard(random) : new Writer(random, quiet).write()));
        }
        List<Step> steps = new ArrayList<>();
        boolean lagging = false;
        while (!clients.stream().allMatch(Deque::isEmpty)) {
            for (int i = 0; i < CLIENTS; i++) {
                List<Call> pipeline = clients.get(i).poll();
                if (pipeline != null) {
                    lagging ^= random.nextInt(10) == 0;
                    steps.add(new Step(i, listens(i), lagging, pipeline));
                }
            }
        }
        return new Conversation(seed, List.copyOf(steps));
    }

    private static boolean listens(int client) {
        return client >= CLIENTS - LISTENERS;
    }

    /** The pipelines of a client that listens. */
    private static List<List<Call>> heard(Random random) {
        List<List<Call>> pipelines = new ArrayList<>();
        pipelines.add(List.of(call("HELLO", random.nextBoolean() ? "2" : "3")));
        int count = 1 + random.nextInt(MAX_PIPELINES);
        for (int i = 0; i < count; i++) {
            int calls = 1 + random.nextInt(MAX_CALLS / 2);
            pipelines.add(
                    Stream.generate(() -> LISTENING.any(random)).limit(calls).toList());
        }
        return pipelines;
    }

    private static Call call(String... words) {
        return new Call(List.of(words), Likeness.EXACT, false);
    }

    /** Makes the choices of one client, and knows what state its connection is in. */
    private static final class Writer {
        private enum State {
            OPEN,
            WATCHING,
            QUEUEING
        }

        private final Random random;
        /** Nothing but single reads and writes of known keys, so that replicas are asked most of the time. */
        private final boolean quiet;

        private State state = State.OPEN;
        /** Replicas are asked as long as nothing was written, so some pipelines begin with reads and some end with them. */
        private int readsFirst;

        Writer(Random random, boolean quiet) {
            this.random = random;
            this.quiet = quiet;
        }

        List<List<Call>> write() {
            List<List<Call>> pipelines = new ArrayList<>();
            pipelines.add(List.of(call("HELLO", random.nextBoolean() ? "2" : "3")));
            int count = 1 + random.nextInt(MAX_PIPELINES);
            for (int i = 0; i < count; i++) {
                List<Call> pipeline = new ArrayList<>();
                int calls = 1 + random.nextInt(MAX_CALLS);
                readsFirst = random.nextInt(2 * MAX_CALLS);
                for (int j = 0; j < calls; j++) {
                    boolean read = j < readsFirst && state == State.OPEN;
                    pipeline.add(read ? READS.any(random) : quiet ? readOrWrite() : mangled(next()));
                }
                pipelines.add(List.copyOf(pipeline));
            }
            if (state != State.OPEN) {
                pipelines.add(List.of(call("EXEC")));
            }
            return pipelines;
        }

        private Call next() {
            int choice = random.nextInt(100);
            return switch (state) {
                case OPEN -> choice < 4 ? to(State.QUEUEING, call("MULTI")) : choice < 7 ? watch() : open(choice);
                case WATCHING ->
                    choice < 30
                            ? to(State.QUEUEING, call("MULTI"))
                            : choice < 40 ? to(State.OPEN, call("UNWATCH")) : data();
                case QUEUEING ->
                    choice < 20
                            ? to(State.OPEN, call("EXEC"))
                            : choice < 25 ? to(State.OPEN, call("DISCARD")) : queued(choice);
            };
        }

        private Call open(int choice) {
            return choice < 15 ? SESSION.any(random) : choice < 22 ? PUBLISH.any(random) : data();
        }

        private Call data() {
            return switch (random.nextInt(60)) {
                case 0, 1 -> RARE.any(random);
                case 2, 3 -> NEWER.any(random);
                case 4 -> PUBLISH.any(random);
                default -> readOrWrite();
            };
        }

        private Call readOrWrite() {
            return (random.nextInt(5) < 2 ? READS : WRITES).any(random);
        }

        private Call queued(int choice) {
            return switch (choice) {
                case 25 -> call("MULTI");
                case 26 -> call("WATCH", Words.of("key", random).get(0));
                case 27 -> call("PING");
                case 28 -> call("NOSUCH", "in", "between");
                default -> exact();
            };
        }

        private Call exact() {
            Call call = data();
            while (call.likeness() != Likeness.EXACT) {
                call = data();
            }
            return call;
        }

        private Call watch() {
            return to(
                    State.WATCHING,
                    call(
                            "WATCH",
                            Words.of("key", random).get(0),
                            Words.of("str", random).get(0)));
        }

        private Call to(State next, Call call) {
            state = next;
            return call;
        }

        /** Now and then with an argument too few or too many, or as a line; what changes the state is left as it is. */
        private Call mangled(Call call) {
            if (call.words().size() < 2) {
                return call;
            }
            return switch (random.nextInt(40)) {
                case 0 ->
                    call.likeness() == Likeness.EXACT ? call.cut(call.words().size() - 1) : call;
                case 1 -> call.likeness() == Likeness.EXACT && !isWatch(call) ? call.with("more") : call;
                case 2, 3 -> call.bytes().length() < LONGEST_LINE ? call.inlined() : call;
                default -> call;
            };
        }

        private static boolean isWatch(Call call) {
            return call.words().get(0).equals("WATCH");
        }
    }
}
