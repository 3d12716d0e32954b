package dev.redisrouter.examples.demo;

import dev.redisrouter.test.LabNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * The paused master goes on, and knows nothing of what happened: until Sentinel tells it, it takes itself for the master
 * and would take writes that are lost a moment later.
 */
record OldMasterReturns(Stage stage, Narrator narrator, Writers writers) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LOOK_MILLIS = 50;

    /** What the old master holds and says of itself. */
    private record Look(boolean master, boolean connected, long keys) {}

    /**
     * Lets it go on and watches it.
     *
     * @param keysPossible how many keys it may hold at most until it follows the new master
     */
    void tell(LabNode old, long keysPossible) throws InterruptedException {
        narrator.step("The old master returns");
        narrator.say("%s gets a SIGCONT; the clients keep writing", old.name());
        long resumedAt = System.nanoTime();
        old.resume();
        Homecoming homecoming = watch(old, resumedAt, keysPossible);
        narrator.say("%,d writes were acknowledged until it followed the new master", writers.ackedSince(resumedAt));
        narrator.promise(homecoming.withoutNewWrites());
        narrator.promise(homecoming.asReplica());
        narrator.promise(writers.report().withoutErrors());
    }

    private Homecoming watch(LabNode old, long resumedAt, long keysPossible) throws InterruptedException {
        Duration asMaster = Duration.ZERO;
        long keysMost = 0;
        Duration since = Duration.ZERO;
        while (since.compareTo(PATIENCE) < 0) {
            Optional<Look> look = look(old);
            since = Duration.ofNanos(System.nanoTime() - resumedAt);
            if (look.isPresent() && look.get().master()) {
                asMaster = since;
                keysMost = Math.max(keysMost, look.get().keys());
            } else if (look.isPresent() && look.get().connected()) {
                return new Homecoming(old.name(), asMaster, keysMost, keysPossible, since);
            }
            String role = look.map(l -> l.master() ? "master" : "replica").orElse("nothing");
            narrator.progress(String.format(Locale.ROOT, "%.1f s, it calls itself %s", since.toMillis() / 1e3, role));
            Thread.sleep(LOOK_MILLIS);
        }
        return new Homecoming(old.name(), asMaster, keysMost, keysPossible, Duration.ZERO);
    }

    /**
     * Empty when the connection was closed, as a change of role does. The keys are counted first: if it still calls itself
     * master after that, it held them as one.
     */
    private static Optional<Look> look(LabNode node) {
        try (Jedis redis = new Jedis(node.host(), node.port())) {
            long keys = redis.dbSize();
            List<Object> role = redis.role();
            return Optional.of(new Look(is(role, 0, "master"), is(role, 3, "connected"), keys));
        } catch (JedisConnectionException e) {
            return Optional.empty();
        }
    }

    /** {@code ["master", offset, replicas]} or {@code ["slave", host, port, state of the link, offset]}. */
    private static boolean is(List<Object> role, int index, String word) {
        return index < role.size() && word.equals(role.get(index));
    }
}
