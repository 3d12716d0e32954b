package dev.redisrouter.examples.demo;

import dev.redisrouter.test.LabNode;

/** Starts everything, and says what runs where. */
record CurtainUp(Narrator narrator) {

    Stage tell(boolean fast) {
        narrator.step("A master, two replicas, three Sentinels, and a router in front");
        narrator.progress("starting; Sentinel takes a few seconds to find everybody");
        long begun = System.nanoTime();
        Stage stage = Stage.open(fast);
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

    private void say(LabNode server, String what) {
        narrator.say("%-11s%s   pid %-7d %s", server.name(), server.address(), server.pid(), what);
    }
}
