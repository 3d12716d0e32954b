package dev.redisrouter.core.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A queue of commands, oldest first, that merges the runs of one target and forgets nothing by doing so. */
class PendingRepliesTest {
    private record Command(@Nullable ReplyTarget target, long sequence, long position, long time) {}

    private final PendingReplies pending = new PendingReplies();
    private final ReplyTarget target = new RecordingTarget();
    private final ReplyTarget other = new RecordingTarget();

    @Test
    void aRunOfOneTargetAndTurnIsOneEntry() {
        pending.add(target, 5, 100, 1);
        pending.add(target, 6, 120, 1);
        pending.add(target, 7, 140, 1);
        assertThat(pending.count()).isEqualTo(3);
        assertThat(pending.commands()).isEqualTo(3);

        pending.answered(2);
        assertThat(pending.sequence()).isEqualTo(7);
        assertThat(pending.count()).isEqualTo(1);
        assertThat(pending.done()).isEqualTo(2);
        assertThat(pending.position()).isEqualTo(100);

        pending.add(target, 8, 160, 1);
        assertThat(pending.count()).isEqualTo(2);
    }

    @Test
    void anotherTargetTurnOrSequenceBeginsAnEntry() {
        pending.add(target, 5, 100, 1);
        pending.add(other, 6, 110, 1);
        pending.add(other, 7, 120, 2);
        pending.add(other, 9, 130, 2);
        for (int i = 0; i < 4; i++) {
            assertThat(pending.count()).isEqualTo(1);
            pending.answered(1);
        }
        assertThat(pending.isEmpty()).isTrue();
    }

    @Test
    void asAQueueOfSingleCommands() {
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            PendingReplies tried = new PendingReplies();
            ArrayDeque<Command> model = new ArrayDeque<>();
            ReplyTarget[] targets = {target, other, null};
            long[] sequences = new long[3];
            long position = 0;
            long entryPosition = 0;
            for (int step = 0; step < 2_000; step++) {
                if (random.nextInt(5) < 3) {
                    int who = random.nextInt(8) == 0 ? random.nextInt(3) : 0;
                    sequences[who] += random.nextInt(10) == 0 ? 2 : 1;
                    Command command = new Command(targets[who], sequences[who], position, step / 7);
                    tried.add(command.target, command.sequence, command.position, command.time);
                    model.add(command);
                    position += 1 + random.nextInt(50);
                } else if (!model.isEmpty()) {
                    int n = 1 + random.nextInt(tried.count());
                    for (int i = 0; i < n; i++) {
                        model.remove();
                    }
                    tried.answered(n);
                }
                assertThat(tried.commands()).isEqualTo(model.size());
                assertThat(tried.isEmpty()).isEqualTo(model.isEmpty());
                Command oldest = model.peek();
                if (oldest != null) {
                    assertThat(tried.target()).as("seed %d", seed).isSameAs(oldest.target);
                    assertThat(tried.sequence()).isEqualTo(oldest.sequence);
                    assertThat(tried.time()).isEqualTo(oldest.time);
                    assertThat(tried.done() == 0 ? tried.position() : oldest.position)
                            .isEqualTo(oldest.position);
                    assertThat(tried.position()).isBetween(entryPosition, oldest.position);
                    entryPosition = tried.position();
                }
            }
        }
    }

    /** With seals, and with replies that nobody wants any more. */
    @Test
    void tellsWhetherOnlyTheFirstTargetWaits() {
        for (long seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            PendingReplies tried = new PendingReplies();
            ArrayDeque<Command> model = new ArrayDeque<>();
            long[] sequences = new long[3];
            for (int step = 0; step < 300; step++) {
                int choice = random.nextInt(10);
                if (choice < 5) {
                    int who = random.nextInt(12) < 10 ? 0 : 1 + random.nextInt(2);
                    ReplyTarget whose = who == 0 ? target : who == 1 ? other : null;
                    Command command = new Command(whose, ++sequences[who], step, step / 5);
                    tried.add(command.target, command.sequence, command.position, command.time);
                    model.add(command);
                } else if (choice == 5) {
                    tried.seal();
                } else if (!model.isEmpty() && choice == 6 && random.nextBoolean()) {
                    tried.forgetOldest();
                    forget(model, tried.count());
                } else if (!model.isEmpty()) {
                    int n = 1 + random.nextInt(tried.count());
                    for (int i = 0; i < n; i++) {
                        model.remove();
                    }
                    tried.answered(n);
                }
                assertThat(tried.commands()).as("seed %d", seed).isEqualTo(model.size());
                if (!model.isEmpty()) {
                    assertThat(tried.target()).as("seed %d", seed).isSameAs(model.element().target);
                    assertThat(tried.onlyTheFirstTargetWaits())
                            .as("seed %d, step %d", seed, step)
                            .isEqualTo(model.stream()
                                    .allMatch(c -> c.target == null || c.target == model.element().target));
                }
            }
        }
    }

    private static void forget(ArrayDeque<Command> model, int oldest) {
        for (int i = 0; i < model.size(); i++) {
            Command command = model.remove();
            model.add(i < oldest ? new Command(null, command.sequence, command.position, command.time) : command);
        }
    }
}
