package dev.redisrouter.examples.demo;

import dev.redisrouter.event.RouterEvent;
import dev.redisrouter.test.LabNode;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** The master gets a SIGSTOP under load: its connections stay open, and nobody answers. */
record MasterHangs(Stage stage, Narrator narrator, RouterLog log, Writers writers) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SOME_WRITES = 200;

    /** Returns what was observed; empty when writes did not go on, or nobody was promoted. */
    Optional<Failover> tell() throws InterruptedException {
        LabNode master = stage.master();
        narrator.step("The master hangs");
        narrator.say(
                "%d clients keep writing, each one SET every %d ms; %s gets a SIGSTOP",
                Writers.COUNT, Writers.REST_MILLIS, master.name());
        await(System.nanoTime(), "of writes before the fault", SOME_WRITES);
        try (PromotionWatch watch = PromotionWatch.over(stage.lab(), master)) {
            long pausedAt = System.nanoTime();
            master.pause();
            long stoppedAt = System.nanoTime();
            boolean goesOn = await(pausedAt, "since the SIGSTOP", SOME_WRITES)
                    && new Waiting(narrator).until(PATIENCE, () -> "waiting for the last Sentinel", watch::complete);
            if (!goesOn) {
                // What follows needs a master again, whichever it is.
                master.resume();
                narrator.promise(new Promise(
                        "writes go on by themselves", false, "not within " + PATIENCE.toSeconds() + " s of the pause"));
                return Optional.empty();
            }
            Failover failover = watch.sightings()
                    .map(seen -> new Failover(
                            pausedAt, stoppedAt, seen, writers.report().longestGap()))
                    .orElseThrow();
            timeline(failover, master).lines().forEach(narrator::say);
            narrator.promise(failover.writesGoOn());
            narrator.promise(writers.report().withoutErrors());
            return Optional.of(failover);
        }
    }

    private boolean await(long since, String what, int writes) throws InterruptedException {
        return new Waiting(narrator)
                .until(
                        PATIENCE,
                        () -> String.format(
                                Locale.ROOT,
                                "%.1f s %s, %d errors",
                                (System.nanoTime() - since) / 1e9,
                                what,
                                writers.report().errorCount()),
                        () -> writers.ackedSince(since) >= writes);
    }

    private Timeline timeline(Failover failover, LabNode master) {
        Timeline timeline = new Timeline(failover.pausedAt());
        timeline.add(failover.pausedAt(), "SIGSTOP to " + master.name());
        timeline.add(failover.gap().from(), "last write acknowledged");
        timeline.add(failover.seen().promotedAt(), failover.seen().promoted() + " calls itself master (ROLE)");
        timeline.add(failover.gap().to(), "writes are acknowledged again");
        for (int i = 0; i < failover.seen().announcedAt().size(); i++) {
            timeline.add(failover.seen().announcedAt().get(i), "+switch-master from Sentinel " + (i + 1));
        }
        log.since(
                        failover.pausedAt(),
                        event -> event instanceof RouterEvent.MasterLost || event instanceof RouterEvent.MasterInUse)
                .forEach(entry ->
                        timeline.add(entry.at(), "router: " + entry.event().text()));
        return timeline;
    }
}
