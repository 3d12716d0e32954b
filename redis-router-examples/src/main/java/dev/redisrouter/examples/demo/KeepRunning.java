package dev.redisrouter.examples.demo;

import java.util.concurrent.CountDownLatch;

/** Leaves everything as it is for the reader's own {@code redis-cli}, until Ctrl-C ends the JVM and with it the stage. */
record KeepRunning(Stage stage, Narrator narrator) {

    void tell() throws InterruptedException {
        narrator.say("It goes on until Ctrl-C. Try:");
        narrator.say("  redis-cli -p %d", stage.router().port());
        narrator.say(
                "  kill -STOP %d   # the present master; -CONT lets it go on",
                stage.master().pid());
        new CountDownLatch(1).await();
    }
}
