package dev.redisrouter.core.hold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What waits is bounded in number, bytes and time, and what one owner waits for keeps its order. */
class HoldQueueTest {
    private static final long TIMEOUT = 1_000;

    private final HoldBudget budget = new HoldBudget(3, 100);
    private final HoldQueue queue = new HoldQueue(budget, TIMEOUT);
    private final List<String> events = new ArrayList<>();
    private final Set<String> stuck = new HashSet<>();
    private final Set<String> abandoned = new HashSet<>();

    /** Writes down what is done to it. */
    private record Fake(String owner, String name, int bytes, HoldQueueTest test) implements Held {
        @Override
        public boolean abandoned() {
            return test.abandoned.contains(owner);
        }

        @Override
        public boolean release() {
            boolean goes = !test.stuck.contains(name);
            test.events.add((goes ? "released " : "stuck ") + name);
            return goes;
        }

        @Override
        public void expire() {
            test.events.add("expired " + name);
        }

        @Override
        public void done() {
            test.events.add("done " + name);
        }
    }

    private boolean offer(String name, int bytes, long since) {
        return queue.offer(new Fake(name.substring(0, 1).intern(), name, bytes, this), since);
    }

    @Test
    void onlySoManyAreTaken() {
        assertThat(offer("a1", 10, 0)).isTrue();
        assertThat(offer("a2", 10, 0)).isTrue();
        assertThat(offer("a3", 10, 0)).isTrue();
        assertThat(offer("a4", 10, 0)).isFalse();
        assertThat(events).isEmpty();

        queue.release();
        assertThat(budget.commands()).isZero();
        assertThat(budget.bytes()).isZero();
        assertThat(offer("a4", 10, 0)).isTrue();
    }

    @Test
    void onlySoManyBytesAreTaken() {
        assertThat(offer("a1", 60, 0)).isTrue();
        assertThat(offer("a2", 41, 0)).isFalse();
        assertThat(offer("a3", 40, 0)).isTrue();
        assertThat(budget.bytes()).isEqualTo(100);
        assertThat(budget.commands()).isEqualTo(2);
    }

    @Test
    void theBudgetIsSharedByAllQueues() {
        HoldQueue other = new HoldQueue(budget, TIMEOUT);
        assertThat(offer("a1", 60, 0)).isTrue();
        assertThat(other.offer(new Fake("b", "b1", 60, this), 0)).isFalse();
        queue.clear();
        assertThat(other.offer(new Fake("b", "b1", 60, this), 0)).isTrue();
    }

    @Test
    void anOwnerWhoseOldestIsStuckWaitsAsAWhole() {
        offer("a1", 1, 0);
        offer("b1", 1, 0);
        offer("a2", 1, 0);
        stuck.add("a1");
        queue.release();
        assertThat(events).containsExactly("stuck a1", "released b1", "done b1");

        events.clear();
        stuck.clear();
        queue.release();
        assertThat(events).containsExactly("released a1", "done a1", "released a2", "done a2");
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void whatOwnersThatAreGoneHeldIsDropped() {
        offer("a1", 1, 0);
        offer("b1", 1, 0);
        abandoned.add("a");
        stuck.add("b1");
        queue.release();
        assertThat(events).containsExactly("done a1", "stuck b1");
        assertThat(budget.commands()).isEqualTo(1);
    }

    @Test
    void aWaitEndsWhenItsTimeIsOver() {
        offer("a1", 1, 0);
        offer("a2", 1, 500);
        queue.expire(TIMEOUT - 1);
        assertThat(events).isEmpty();
        queue.expire(TIMEOUT);
        assertThat(events).containsExactly("expired a1", "done a1");
        queue.expire(TIMEOUT + 500);
        assertThat(queue.isEmpty()).isTrue();
        assertThat(budget.commands()).isZero();
    }

    /** One that was held before goes on waiting, behind younger ones. */
    @Test
    void alsoForOneThatStandsBehindYoungerOnes() {
        offer("a1", 1, 500);
        offer("b1", 1, 0);
        queue.expire(TIMEOUT);
        assertThat(events).containsExactly("expired b1", "done b1");
        abandoned.add("a");
        queue.expire(TIMEOUT + 500);
        assertThat(events).containsExactly("expired b1", "done b1", "done a1");
    }

    @Test
    void clearingDropsAllWithoutAWord() {
        offer("a1", 1, 0);
        offer("b1", 1, 0);
        queue.clear();
        assertThat(events).containsExactly("done a1", "done b1");
        assertThat(queue.isEmpty()).isTrue();
        assertThat(budget.commands()).isZero();
    }
}
