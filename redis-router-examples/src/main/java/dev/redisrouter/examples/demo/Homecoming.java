package dev.redisrouter.examples.demo;

import java.time.Duration;
import java.util.Locale;

/**
 * The return of a master that was paused and replaced.
 *
 * @param node its name
 * @param asMaster how long after the resume it still called itself master
 * @param keysMost the most keys that it held while it did
 * @param keysPossible how many had been written, or were on the wire to it, before another master was in use
 * @param replicaAfter how long after the resume it was a replica of the new master with a working link; zero if it never was
 */
record Homecoming(String node, Duration asMaster, long keysMost, long keysPossible, Duration replicaAfter) {

    Promise asReplica() {
        boolean came = !replicaAfter.isZero();
        return new Promise(
                node + " comes back as a replica",
                came,
                came ? "after " + seconds(replicaAfter) : "it did not in time");
    }

    Promise withoutNewWrites() {
        return new Promise(
                "it got no more writes, though it called itself master for another " + seconds(asMaster),
                !asMaster.isZero() && keysMost <= keysPossible,
                String.format(
                        Locale.ROOT,
                        "it held %,d keys; %,d had been sent before there was a new master",
                        keysMost,
                        keysPossible));
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
    }
}
