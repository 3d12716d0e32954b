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
    private static final Set<Phase> AUTHENTICATED = EnumSet.complementOf(EnumSet.of(Phase.UNAUTHENTICATED));

    /** By kind and phase: what the command needs, and the client's next phase where it is another. */
    private static final String TABLE = """
                        OPEN             WATCHING                  WATCH_LOST          TRANSACTION         ABORTED             LISTENING                          LISTENING_WATCHING                 LISTENING_TRANSACTION
            READ        SHARED           PIN                       SHARED              PIN                 QUEUED              LISTEN                             LISTEN                             LISTEN
            WRITE       SHARED           PIN                       SHARED              PIN                 QUEUED              LISTEN                             LISTEN                             LISTEN
            EVERYWHERE  SHARED           PIN                       SHARED              PIN                 QUEUED              LISTEN                             LISTEN                             LISTEN
            PING        LOCAL            LOCAL                     LOCAL               PIN                 QUEUED              LISTEN                             LISTEN                             LISTEN
            ECHO        LOCAL            LOCAL                     LOCAL               PIN                 QUEUED              LISTEN                             LISTEN                             LISTEN
            QUIT        LOCAL            LOCAL>OPEN                LOCAL>OPEN          LOCAL>OPEN          LOCAL>OPEN          LOCAL>OPEN                         LOCAL>OPEN                         LOCAL>OPEN
            RESET       LOCAL            LOCAL>OPEN                LOCAL>OPEN          LOCAL>OPEN          LOCAL>OPEN          LOCAL>OPEN                         LOCAL>OPEN                         LOCAL>OPEN
            HELLO       LOCAL            PIN_CHANGE                LOCAL               PIN_CHANGE          QUEUED              LISTEN_STILL                       LISTEN_STILL                       PIN_CHANGE
            AUTH        LOCAL            PIN_CHANGE                LOCAL               PIN_CHANGE          QUEUED              LISTEN_STILL                       LISTEN_STILL                       PIN_CHANGE
            SELECT      LOCAL            PIN_CHANGE                LOCAL               PIN_CHANGE          QUEUED              LISTEN_STILL                       LISTEN_STILL                       PIN_CHANGE
            CLIENT      LOCAL            LOCAL                     LOCAL               PIN_CHANGE          QUEUED              LISTEN_STILL                       LISTEN_STILL                       PIN_CHANGE
            TRACKING    TRACK            TRACK>LISTENING_WATCHING  UNSUPPORTED         PIN_CHANGE          QUEUED              TRACK                              TRACK                              PIN_CHANGE
            MULTI       PIN>TRANSACTION  PIN>TRANSACTION           OK>ABORTED          PIN                 QUEUED              LISTEN_STILL>LISTENING_TRANSACTION LISTEN_STILL>LISTENING_TRANSACTION LISTEN
            EXEC        NO_MULTI         NO_MULTI                  NO_MULTI            PIN_EXEC>OPEN       EXEC_ABORT>OPEN     LISTEN                             LISTEN                             PIN_EXEC>LISTENING
            DISCARD     NO_MULTI         NO_MULTI                  NO_MULTI            PIN>OPEN            OK>OPEN             LISTEN                             LISTEN                             LISTEN>LISTENING
            WATCH       PIN>WATCHING     PIN                       OK                  PIN                 QUEUED              LISTEN_STILL>LISTENING_WATCHING    LISTEN_STILL                       LISTEN
            UNWATCH     OK               PIN>OPEN                  OK>OPEN             PIN                 QUEUED              LISTEN                             LISTEN>LISTENING                   LISTEN
            SUBSCRIBE   LISTEN>LISTENING LISTEN>LISTENING_WATCHING UNSUPPORTED         UNSUPPORTED>ABORTED QUEUED              LISTEN                             LISTEN                             UNSUPPORTED
            UNSUBSCRIBE LISTEN>LISTENING LISTEN>LISTENING_WATCHING UNSUPPORTED         UNSUPPORTED>ABORTED QUEUED              LISTEN                             LISTEN                             UNSUPPORTED
            MONITOR     LISTEN>LISTENING LISTEN>LISTENING_WATCHING UNSUPPORTED         PIN                 QUEUED              LISTEN                             LISTEN                             LISTEN
            BLOCKING    BLOCK            PIN                       BLOCK               PIN                 QUEUED              LISTEN                             LISTEN                             LISTEN
            BLOCKING_IF BLOCK            PIN                       BLOCK               PIN                 QUEUED              LISTEN                             LISTEN                             LISTEN
            WAIT        BLOCK            PIN                       BLOCK               PIN                 QUEUED              LISTEN                             LISTEN                             LISTEN
            SCAN        SHARED           PIN                       SHARED              PIN                 QUEUED              LISTEN                             LISTEN                             LISTEN
            SCAN_KEYED  SHARED           PIN                       SHARED              PIN                 QUEUED              LISTEN                             LISTEN                             LISTEN
            REFUSED     REFUSE           REFUSE                    REFUSE              REFUSE>ABORTED      QUEUED              REFUSE                             REFUSE                             REFUSE
            ROUTER      LOCAL            LOCAL                     LOCAL               REFUSE>ABORTED      QUEUED              LOCAL                              LOCAL                              LOCAL
            """;

    @Test
    void everyMove() {
        assertThat(table()).isEqualTo(TABLE);
    }

    /** Nothing is sent to a node, and only the answers to AUTH and HELLO lead on. */
    @Test
    void whoHasNotSaidWhoItIsGetsNowhere() {
        Set<Kind> ways = EnumSet.of(Kind.AUTH, Kind.HELLO, Kind.RESET, Kind.QUIT);
        for (Kind kind : Kind.values()) {
            assertThat(SessionMachine.move(Phase.UNAUTHENTICATED, kind))
                    .as("%s", kind)
                    .isEqualTo(new Move(ways.contains(kind) ? Demand.LOCAL : Demand.NO_AUTH, Phase.UNAUTHENTICATED));
        }
    }

    private static String table() {
        StringBuilder table = new StringBuilder(String.format("%-11s", ""));
        for (Phase phase : AUTHENTICATED) {
            table.append(String.format(" %-" + width(phase) + "s", phase));
        }
        for (Kind kind : Kind.values()) {
            table.append(String.format("\n%-11s", kind));
            for (Phase phase : AUTHENTICATED) {
                Move move = SessionMachine.move(phase, kind);
                String next = move.next() == phase ? "" : ">" + move.next();
                table.append(String.format(" %-" + width(phase) + "s", move.demand() + next));
            }
        }
        return table.toString().replaceAll(" +(\n|$)", "$1") + "\n";
    }

    private static int width(Phase phase) {
        return phase.listening() ? 34 : phase == Phase.WATCHING ? 25 : phase == Phase.OPEN ? 16 : 19;
    }

    /** A pin is where the commands of a watch or transaction go; without one they go nowhere else. */
    @ParameterizedTest
    @EnumSource(names = {"WATCHING", "TRANSACTION"})
    void whileThePinHoldsAStateNothingIsSentElsewhere(Phase phase) {
        for (Kind kind : Kind.values()) {
            assertThat(SessionMachine.move(phase, kind).demand())
                    .as("%s", kind)
                    .isIn(
                            Demand.PIN,
                            Demand.PIN_CHANGE,
                            Demand.PIN_EXEC,
                            Demand.LOCAL,
                            Demand.NO_MULTI,
                            Demand.LISTEN,
                            Demand.TRACK,
                            Demand.REFUSE,
                            Demand.UNSUPPORTED);
        }
    }

    private record Situation(Phase phase, boolean watchLost) {}

    /** All phases that any order of commands and lost pins can lead to. */
    @Test
    void noExecSucceedsAfterItsPinWasLost() {
        Set<Kind> forgives = EnumSet.of(Kind.EXEC, Kind.DISCARD, Kind.UNWATCH, Kind.RESET, Kind.QUIT);
        Set<Situation> seen = new HashSet<>();
        Deque<Situation> open = new ArrayDeque<>();
        open.add(new Situation(Phase.UNAUTHENTICATED, false));
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
