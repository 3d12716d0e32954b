package dev.redisrouter.test.control;

import static org.awaitility.Awaitility.await;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.event.RouterEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a router tells from now on, in order. Thread-safe. */
final class Told {
    /** Generous: a failover on a busy machine. */
    static final Duration SOON = Duration.ofSeconds(60);

    private final List<RouterEvent> events = new CopyOnWriteArrayList<>();

    static Told by(RedisRouter router) {
        Told told = new Told();
        router.addListener(told.events::add);
        return told;
    }

    /** The texts of the events so far whose text contains all of these words. */
    List<String> with(String... words) {
        return events.stream()
                .map(RouterEvent::text)
                .filter(text -> List.of(words).stream().allMatch(text::contains))
                .toList();
    }

    /** Waits for the first such event. */
    String first(String... words) {
        await("an event with " + List.of(words))
                .atMost(SOON)
                .until(() -> !with(words).isEmpty());
        return with(words).get(0);
    }
}
