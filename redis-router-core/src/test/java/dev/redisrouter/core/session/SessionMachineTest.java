package dev.redisrouter.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.core.command.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every command has one legal move in every phase, and after a lost pin no way leads to an EXEC that succeeds. */
class SessionMachineTest {
    /** By kind and phase: what the command needs, and the client's next phase where it is another. */
    private static final String TABLE = """
                        OPEN                WATCHING            WATCH_LOST          TRANSACTION         ABORTED             RAW
            READ        SHARED              PIN                 SHARED              PIN                 QUEUED              RAW
            WRITE       SHARED              PIN                 SHARED              PIN                 QUEUED              RAW
            EVERYWHERE  SHARED              PIN                 SHARED              PIN                 QUEUED              RAW
            PING        LOCAL               LOCAL               LOCAL               PIN                 QUEUED              RAW
            ECHO        LOCAL               LOCAL               LOCAL               PIN                 QUEUED              RAW
            QUIT        LOCAL               LOCAL>OPEN          LOCAL>OPEN          LOCAL>OPEN          LOCAL>OPEN          RAW
            RESET       LOCAL               LOCAL>OPEN          LOCAL>OPEN          LOCAL>OPEN          LOCAL>OPEN          LOCAL>OPEN
            HELLO       LOCAL               UNSUPPORTED         LOCAL               UNSUPPORTED>ABORTED QUEUED              RAW
            AUTH        LOCAL               UNSUPPORTED         LOCAL               UNSUPPORTED>ABORTED QUEUED              RAW
            SELECT      LOCAL               UNSUPPORTED         LOCAL               UNSUPPORTED>ABORTED QUEUED              RAW
            CLIENT      LOCAL               LOCAL               LOCAL               UNSUPPORTED>ABORTED QUEUED              RAW
            MULTI       PIN>TRANSACTION     PIN>TRANSACTION     OK>ABORTED          PIN                 QUEUED              RAW
            EXEC        NO_MULTI            NO_MULTI            NO_MULTI            PIN>OPEN            EXEC_ABORT>OPEN     RAW
            DISCARD     NO_MULTI            NO_MULTI            NO_MULTI            PIN>OPEN            OK>OPEN             RAW
            WATCH       PIN>WATCHING        PIN                 OK                  PIN                 QUEUED              RAW
            UNWATCH     OK                  PIN>OPEN            OK>OPEN             PIN                 QUEUED              RAW
            SUBSCRIBE   RAW>RAW             UNSUPPORTED         UNSUPPORTED         UNSUPPORTED>ABORTED QUEUED              RAW
            UNSUBSCRIBE RAW>RAW             UNSUPPORTED         UNSUPPORTED         UNSUPPORTED>ABORTED QUEUED              RAW
            MONITOR     RAW>RAW             UNSUPPORTED         UNSUPPORTED         UNSUPPORTED>ABORTED QUEUED              RAW
            BLOCKING    BLOCK               PIN                 BLOCK               PIN                 QUEUED              RAW
            BLOCKING_IF BLOCK               PIN                 BLOCK               PIN                 QUEUED              RAW
            WAIT        BLOCK               PIN                 BLOCK               PIN                 QUEUED              RAW
            SCAN        SHARED              PIN                 SHARED              PIN                 QUEUED              RAW
            SCAN_KEYED  SHARED              PIN                 SHARED              PIN                 QUEUED              RAW
            REFUSED     REFUSE              REFUSE              REFUSE              REFUSE>ABORTED      QUEUED              REFUSE
            ROUTER      LOCAL               LOCAL               LOCAL               REFUSE>ABORTED      QUEUED              RAW
            """;

    @Test
    void everyMove() {
        assertThat(table()).isEqualTo(TABLE);
    }

    private static String table() {
        StringBuilder table = new StringBuilder(String.format("%-11s", ""));
        for (Phase phase : Phase.values()) {
            table.append(String.format(" %-19s", phase));
        }
        for (Kind kind : Kind.values()) {
            table.append(String.format("\n%-11s", kind));
            for (Phase phase : Phase.values()) {
                Move move = SessionMachine.move(phase, kind);
                String next = move.next() == phase ? "" : ">" + move.next();
                table.append(String.format(" %-19s", move.demand() + next));
            }
        }
        return table.toString().replaceAll(" +(\n|$)", "$1") + "\n";
    }

    /** A pin is where the commands of a watch or transaction go; without one they go nowhere else. */
    @ParameterizedTest
    @EnumSource(names = {"WATCHING", "TRANSACTION"})
    void whileThePinHoldsAStateNothingIsSentElsewhere(Phase phase) {
        for (Kind kind : Kind.values()) {
            assertThat(SessionMachine.move(phase, kind).demand())
                    .as("%s", kind)
                    .isIn(Demand.PIN, Demand.LOCAL, Demand.NO_MULTI, Demand.REFUSE, Demand.UNSUPPORTED);
        }
    }

    private record Situation(Phase phase, boolean watchLost) {}

    /** All phases that any order of commands and lost pins can lead to. */
    @Test
    void noExecSucceedsAfterItsPinWasLost() {
        Set<Kind> forgives = EnumSet.of(Kind.EXEC, Kind.DISCARD, Kind.UNWATCH, Kind.RESET, Kind.QUIT);
        Set<Situation> seen = new HashSet<>();
        Deque<Situation> open = new ArrayDeque<>();
        open.add(new Situation(Phase.OPEN, false));
        while (!open.isEmpty()) {
            Situation now = open.remove();
            if (!seen.add(now)) {
                continue;
            }
            boolean atStake = now.phase == Phase.WATCHING || now.phase == Phase.TRANSACTION;
            open.add(new Situation(now.phase.afterPinLost(), now.watchLost || atStake));
            for (Kind kind : Kind.values()) {
                Move move = SessionMachine.move(now.phase, kind);
                if (now.watchLost && kind == Kind.EXEC) {
                    assertThat(move.demand()).as("EXEC in %s", now).isIn(Demand.EXEC_ABORT, Demand.NO_MULTI);
                }
                boolean forgiven = forgives.contains(kind) && move.next() == Phase.OPEN;
                open.add(new Situation(move.next(), now.watchLost && !forgiven));
            }
        }
        assertThat(seen).extracting(Situation::phase).contains(Phase.values());
    }
}
