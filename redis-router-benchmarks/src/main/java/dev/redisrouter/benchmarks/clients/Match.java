package dev.redisrouter.benchmarks.clients;

import dev.redisrouter.test.RedisLab;
import java.time.Duration;

/** Where duels take place. Who is first changes from one to the next. */
final class Match {
    private final RedisLab lab;
    private boolean rivalFirst;

    Match(RedisLab lab) {
        this.lab = lab;
    }

    /** What both did, one right after the other. */
    record Round(Sample router, Sample rival) {}

    Round play(Duel duel, Duration duration) throws Exception {
        rivalFirst = !rivalFirst;
        if (rivalFirst) {
            Sample rival = measure(duel.rival(), duel, duration);
            return new Round(measure(duel.router(), duel, duration), rival);
        }
        Sample ofRouter = measure(duel.router(), duel, duration);
        return new Round(ofRouter, measure(duel.rival(), duel, duration));
    }

    private Sample measure(Contestant contestant, Duel duel, Duration duration) throws Exception {
        try (Client client = contestant.connect(lab, duel.threads())) {
            // who opens connections to nodes or for threads does it with the first calls
            Sample.take(client, duel.verb(), duel.threads(), duration.dividedBy(10));
            return Sample.take(client, duel.verb(), duel.threads(), duration);
        }
    }
}
