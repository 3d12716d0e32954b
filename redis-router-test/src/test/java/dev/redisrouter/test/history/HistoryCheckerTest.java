package dev.redisrouter.test.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisrouter.test.history.Violation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each kind of fault, planted into a history, is found; beside it what looks alike and is right. */
class HistoryCheckerTest {
    private final List<Call> calls = new ArrayList<>();
    private final Map<String, String> values = new HashMap<>();
    private Set<String> members = Set.of();

    @Test
    void findsNothingWhereAllIsRight() {
        set("a", Outcome.ACKNOWLEDGED, 1, 2);
        get("a", 3, 4);
        set("b", Outcome.UNCERTAIN, 5, 6);
        get("a", 7, 8);
        get("b", 9, 10);
        ends("b");

        assertThat(kinds()).isEmpty();
    }

    @Test
    void findsAReadOfWhatWasOverwritten() {
        set("a", Outcome.ACKNOWLEDGED, 1, 2);
        set("b", Outcome.ACKNOWLEDGED, 3, 4);
        get("a", 5, 6);
        ends("b");

        assertThat(kinds()).containsExactly(Kind.STALE_READ);
    }

    @Test
    void findsAReadOfNothingAfterAWrite() {
        set("a", Outcome.ACKNOWLEDGED, 1, 2);
        get(null, 3, 4);
        ends("a");

        assertThat(kinds()).containsExactly(Kind.STALE_READ);
    }

    @Test
    void letsAReadGiveEitherOfTwoWritesAtTheSameTime() {
        set("a", Outcome.ACKNOWLEDGED, 1, 4);
        set("b", Outcome.ACKNOWLEDGED, 2, 3);
        get("a", 5, 6);
        ends("a");

        assertThat(kinds()).isEmpty();
    }

    @Test
    void letsAReadMissAWriteThatEndedAfterItBegan() {
        set("a", Outcome.ACKNOWLEDGED, 1, 2);
        set("b", Outcome.ACKNOWLEDGED, 3, 6);
        get("a", 5, 7);
        ends("b");

        assertThat(kinds()).isEmpty();
    }

    @Test
    void findsAnUncertainWriteThatComesBackAfterItWasSeenAndOverwritten() {
        set("a", Outcome.UNCERTAIN, 1, 2);
        get("a", 3, 4);
        set("b", Outcome.ACKNOWLEDGED, 5, 6);
        get("a", 7, 8);
        ends("b");

        assertThat(kinds()).containsExactly(Kind.STALE_READ);
    }

    @Test
    void letsAnUncertainWriteTakeEffectLate() {
        set("a", Outcome.UNCERTAIN, 1, 2);
        set("b", Outcome.ACKNOWLEDGED, 3, 4);
        get("b", 5, 6);
        get("a", 7, 8);
        ends("a");

        assertThat(kinds()).isEmpty();
    }

    @Test
    void findsAReadThatGoesBackBehindAnother() {
        set("a", Outcome.ACKNOWLEDGED, 1, 2);
        set("b", Outcome.ACKNOWLEDGED, 3, 10);
        get("b", 4, 5);
        get("a", 6, 7);
        ends("b");

        assertThat(kinds()).containsExactly(Kind.STEP_BACK);
    }

    @Test
    void findsAnAcknowledgedWriteThatIsNotThere() {
        set("a", Outcome.ACKNOWLEDGED, 1, 2);
        set("b", Outcome.ACKNOWLEDGED, 3, 4);
        set("c", Outcome.ACKNOWLEDGED, 5, 6);
        ends("a");

        assertThat(kinds()).containsExactly(Kind.LOST_WRITE, Kind.LOST_WRITE);
    }

    @Test
    void findsAllWritesLostWhenNothingIsThere() {
        set("a", Outcome.ACKNOWLEDGED, 1, 2);

        assertThat(kinds()).containsExactly(Kind.LOST_WRITE);
    }

    @Test
    void findsAValueWhoseWriteWasRefused() {
        set("a", Outcome.FAILED, 1, 2);
        get("a", 3, 4);
        ends("a");

        assertThat(kinds()).containsExactly(Kind.PHANTOM, Kind.PHANTOM);
    }

    @Test
    void findsAValueThatNobodyWrote() {
        get("x", 3, 4);

        assertThat(kinds()).containsExactly(Kind.PHANTOM);
    }

    @Test
    void boundsACounterFromBelow() {
        incr("1", Outcome.ACKNOWLEDGED);
        incr("2", Outcome.ACKNOWLEDGED);
        incr("UNCERTAIN", Outcome.UNCERTAIN);
        incr("MASTERDOWN", Outcome.FAILED);

        for (String right : List.of("2", "3")) {
            values.put("n", right);
            assertThat(kinds()).as(right).isEmpty();
        }
        values.put("n", "1");
        assertThat(kinds()).containsExactly(Kind.LOST_WRITE);
        values.put("n", "4");
        assertThat(kinds()).containsExactly(Kind.DUPLICATE);
    }

    @Test
    void findsANumberThatACounterGaveTwice() {
        incr("1", Outcome.ACKNOWLEDGED);
        incr("1", Outcome.ACKNOWLEDGED);
        incr("UNCERTAIN", Outcome.UNCERTAIN);
        values.put("n", "2");

        assertThat(kinds()).containsExactly(Kind.LOST_WRITE);
    }

    @Test
    void findsWhatASetDoesNotHave() {
        sadd("m", "1", Outcome.ACKNOWLEDGED);
        sadd("u", "UNCERTAIN", Outcome.UNCERTAIN);

        members = Set.of("m", "u");
        assertThat(kinds()).isEmpty();
        members = Set.of("u");
        assertThat(kinds()).containsExactly(Kind.LOST_WRITE);
    }

    @Test
    void findsWhatASetShouldNotHave() {
        sadd("m", "MASTERDOWN", Outcome.FAILED);
        members = Set.of("m", "x");

        assertThat(kinds()).containsExactly(Kind.PHANTOM, Kind.PHANTOM);
    }

    @Test
    void findsAMemberThatWasAddedTwice() {
        sadd("m", "0", Outcome.ACKNOWLEDGED);
        members = Set.of("m");

        assertThat(kinds()).containsExactly(Kind.DUPLICATE);
    }

    @Test
    void asksForValuesOfTheirOwnAndOneTypeForEachKey() {
        set("a", Outcome.ACKNOWLEDGED, 1, 2);
        set("a", Outcome.ACKNOWLEDGED, 3, 4);
        assertThatThrownBy(this::kinds).hasMessageContaining("each value of a key once");

        calls.clear();
        set("a", Outcome.ACKNOWLEDGED, 1, 2);
        call(Operation.INCR, "k", "", Outcome.ACKNOWLEDGED, "1", 3, 4);
        assertThatThrownBy(this::kinds).hasMessageContaining("one type for each key");
    }

    private List<Kind> kinds() {
        FinalState end = new FinalState() {
            @Override
            public Optional<String> value(String key) {
                return Optional.ofNullable(values.get(key));
            }

            @Override
            public Set<String> members(String key) {
                return members;
            }
        };
        return HistoryChecker.check(calls, end).violations().stream()
                .map(Violation::kind)
                .toList();
    }

    private void set(String value, Outcome outcome, long began, long ended) {
        call(Operation.SET, "k", value, outcome, "OK", began, ended);
    }

    private void get(@Nullable String value, long began, long ended) {
        call(Operation.GET, "k", "", Outcome.ACKNOWLEDGED, value, began, ended);
    }

    private void incr(String reply, Outcome outcome) {
        long at = calls.size();
        call(Operation.INCR, "n", "", outcome, reply, at, at);
    }

    private void sadd(String member, String reply, Outcome outcome) {
        call(Operation.SADD, "s", member, outcome, reply, 1, 2);
    }

    private void ends(String value) {
        values.put("k", value);
    }

    private void call(
            Operation operation,
            String key,
            String argument,
            Outcome outcome,
            @Nullable String reply,
            long began,
            long ended) {
        calls.add(new Call(operation, key, argument, outcome, Optional.ofNullable(reply), began, ended));
    }
}
