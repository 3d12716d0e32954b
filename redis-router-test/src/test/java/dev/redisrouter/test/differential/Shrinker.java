package dev.redisrouter.test.differential;

import dev.redisrouter.test.differential.Conversation.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Takes from a conversation that goes wrong whatever it goes wrong without: steps first, then their commands. */
final class Shrinker {
    private final Predicate<List<Step>> wrong;

    /** @param wrong true when what it is given goes wrong too, from empty servers on */
    Shrinker(Predicate<List<Step>> wrong) {
        this.wrong = wrong;
    }

    List<Step> shrink(List<Step> steps) {
        List<Step> shortest = needed(steps, wrong);
        for (int i = 0; i < shortest.size(); i++) {
            List<Step> all = shortest;
            int at = i;
            shortest = replaced(all, at, needed(all.get(at).calls(), calls -> wrong.test(replaced(all, at, calls))));
        }
        return shortest;
    }

    /** Leaves out halves, then quarters, … then single elements, as long as it still goes wrong. */
    private static <T> List<T> needed(List<T> all, Predicate<List<T>> wrong) {
        List<T> needed = all;
        for (int size = Math.max(1, all.size() / 2); size > 0; size /= 2) {
            for (int at = needed.size() - size; at >= 0; at -= size) {
                List<T> fewer = new ArrayList<>(needed);
                fewer.subList(at, at + size).clear();
                if (!fewer.isEmpty() && wrong.test(fewer)) {
                    needed = fewer;
                    at = Math.min(at, needed.size());
                }
            }
        }
        return needed;
    }

    private static List<Step> replaced(List<Step> steps, int at, List<Call> calls) {
        List<Step> replaced = new ArrayList<>(steps);
        replaced.set(at, steps.get(at).with(calls));
        return replaced;
    }
}
