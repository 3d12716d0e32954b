package dev.redisrouter.examples.demo;

import java.util.List;

/**
 * What was seen of a failover without asking the router. Times are those of {@link System#nanoTime}.
 *
 * @param promoted the node that called itself master in its answer to {@code ROLE}
 * @param promotedAt when it did so first
 * @param announcedAt when each Sentinel published {@code +switch-master}, in ascending order
 */
record Sightings(String promoted, long promotedAt, List<Long> announcedAt) {
    Sightings {
        announcedAt = announcedAt.stream().sorted().toList();
    }
}
