package dev.redisrouter.test.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Things that were over at some time: answers in one binary search which of those that were over before a moment has the
 * highest rank. Immutable.
 *
 * @param <T> what is to be found
 */
final class Latest<T> {
    /**
     * One of them.
     *
     * @param over from when on it counts
     * @param rank the greater, the later
     */
    record Entry<T>(long over, long rank, T value) {}

    private final long[] over;
    private final List<Entry<T>> highest = new ArrayList<>();

    Latest(List<Entry<T>> entries) {
        List<Entry<T>> sorted =
                entries.stream().sorted(Comparator.comparingLong(Entry::over)).toList();
        this.over = sorted.stream().mapToLong(Entry::over).toArray();
        Entry<T> best = null;
        for (Entry<T> entry : sorted) {
            best = best == null || entry.rank() > best.rank() ? entry : best;
            highest.add(best);
        }
    }

    /** The one of highest rank among those that were over before {@code moment}. */
    Optional<Entry<T>> before(long moment) {
        int index = Arrays.binarySearch(over, moment);
        int count = index < 0 ? -index - 1 : index;
        while (count > 0 && over[count - 1] == moment) {
            count--;
        }
        return count == 0 ? Optional.empty() : Optional.of(highest.get(count - 1));
    }
}
