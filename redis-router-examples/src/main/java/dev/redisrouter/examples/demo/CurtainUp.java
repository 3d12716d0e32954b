package dev.redisrouter.examples.demo;

import dev.redisrouter.test.LabNode;
import dev.redisrouter.topology.NodeState;
import java.time.Duration;

/** Starts everything, and says what runs where. */
record CurtainUp(Narrator narrator) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    Stage tell(boolean fast) throws InterruptedException {
        narrator.step("A master, two replicas, three Sentinels, and a router in front");
        narrator.progress("starting; Sentinel takes a few seconds to find everybody");
        long begun = System.nanoTime();
        Stage stage = Stage.open(fast);
        // The router is ready with the master alone; the story begins when the replicas take part.
        int nodes = stage.lab().nodes().size();
        new Waiting(narrator).until(PATIENCE, () -> "waiting for the replicas", () -> nodesUp(stage) == nodes);
        stage.lab().nodes().forEach(node -> say(node, node.role().equals("master") ? "master" : "replica"));
        stage.lab().sentinels().forEach(sentinel -> say(sentinel, "Sentinel"));
        narrator.say(
                "%-11s%s:%d   what clients know",
                "router", stage.router().host(), stage.router().port());
        narrator.note(
                "all up after %.1f s; Sentinel's timers are %s",
                (System.nanoTime() - begun) / 1e9,
                fast ? "cut to a tenth" : "its own, down-after-milliseconds is 1000");
        narrator.note("failover.replayIdempotentWrites is on: a SET whose reply was lost is sent again");
        return stage;
    }

    private static long nodesUp(Stage stage) {
        return stage.router().topology().nodes().stream()
                .filter(node -> node.state() == NodeState.UP)
                .count();
    }

    private void say(LabNode server, String what) {
        narrator.say("%-11s%s   pid %-7d %s", server.name(), server.address(), server.pid(), what);
    }
}
