package dev.redisrouter.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.core.upstream.FakeNode;
import dev.redisrouter.metrics.RouterMetric;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A client that listens has a connection to the master of its own, follows the master, and is itself again afterwards. */
class SubscriptionTest {
    private static final Duration HOLD = Duration.ofSeconds(2);

    @AutoClose
    private final Corridor corridor = new Corridor(config -> config.failover(f -> f.holdTimeout(HOLD)));

    private final FakeNode master = corridor.node();
    private final FakeNode successor = corridor.node();
    private final FakeClient client = corridor.client();

    private static String confirmed(String kind, String name, int count) {
        return "*3\r\n$" + kind.length() + "\r\n" + kind + "\r\n$" + name.length() + "\r\n" + name + "\r\n:" + count
                + "\r\n";
    }

    private static String message(String channel, String text) {
        return "*3\r\n$7\r\nmessage\r\n$" + channel.length() + "\r\n" + channel + "\r\n$" + text.length() + "\r\n"
                + text + "\r\n";
    }

    private static String pushed(String resp2) {
        return ">" + resp2.substring(1);
    }

    private void subscribed() {
        corridor.view(master, master);
        client.send("SUBSCRIBE a");
        master.connection().send(confirmed("subscribe", "a", 1));
        client.got();
    }

    private void failOver() {
        corridor.view(successor, master, successor);
    }

    @Test
    void messagesAndRepliesPassHoweverTheyAreCut() {
        corridor.view(master, master);
        client.send("SUBSCRIBE a", "PING");
        String all = confirmed("subscribe", "a", 1) + message("a", "hi") + "*2\r\n$4\r\npong\r\n$0\r\n\r\n";
        for (int at = 0; at < all.length(); at++) {
            master.connection().send(all.substring(at, at + 1));
            corridor.settle();
        }

        assertThat(master.received()).containsExactly("SUBSCRIBE a", "PING");
        assertThat(client.got()).isEqualTo(all);
        assertThat(client.client().replies().outstanding()).isZero();
    }

    @Test
    void aLargeMessagePassesInParts() {
        corridor.view(master, master);
        client.send("SUBSCRIBE a");
        String message = message("a", "x".repeat(300_000));
        master.connection().send(confirmed("subscribe", "a", 1) + message.substring(0, 200_000));
        corridor.settle();
        assertThat(client.got()).hasSizeGreaterThan(190_000);

        master.connection().send(message.substring(200_000) + message("a", "small"));
        assertThat(client.got()).endsWith("x\r\n" + message("a", "small"));
    }

    /** The end of its connection could come later than what is sent on another one. */
    @Test
    void resetEndsItOnTheNodeBeforeTheClientGoesOn() {
        corridor.view(master, master);
        client.send("SUBSCRIBE a", "RESET", "PUBLISH a hi");
        master.connection().send(confirmed("subscribe", "a", 1));
        assertThat(client.got()).isEqualTo(confirmed("subscribe", "a", 1));
        assertThat(master.received()).containsExactly("SUBSCRIBE a", "RESET");

        master.connection().send(message("a", "late") + "+RESET\r\n");
        assertThat(client.got()).isEqualTo(message("a", "late") + "+RESET\r\n");
        assertThat(master.open()).hasSize(1);
        master.answer(":0\r\n");
        assertThat(client.got()).isEqualTo(":0\r\n");
    }

    @Test
    void resetIsAnsweredAtOnceWhileTheMasterIsInDoubt() {
        subscribed();
        corridor.view(null, master);
        client.send("RESET", "PING");

        assertThat(client.got()).isEqualTo("+RESET\r\n+PONG\r\n");
        assertThat(master.open()).isEmpty();
    }

    @Test
    void resetDoesNotWaitForeverForANodeThatHangs() {
        subscribed();
        client.send("RESET", "PING");
        Duration patience = corridor.config.nodes().connectTimeout();
        corridor.pass(patience.minusMillis(10));
        assertThat(client.got()).isEmpty();

        corridor.pass(Duration.ofMillis(20));
        assertThat(client.got()).isEqualTo("+RESET\r\n+PONG\r\n");
        assertThat(client.open()).isTrue();
    }

    @Test
    void resetEndsItWhenItsNodeIsLostMeanwhile() {
        subscribed();
        client.send("RESET", "PING");
        failOver();

        assertThat(client.got()).isEqualTo("+RESET\r\n+PONG\r\n");
        assertThat(successor.received()).isEmpty();
        assertThat(client.open()).isTrue();
    }

    @Test
    void whoHasUnsubscribedReadsFromReplicasAgain() {
        corridor.view(master, successor);
        corridor.allFresh();
        client.send("SUBSCRIBE a b", "UNSUBSCRIBE");
        String confirmations = confirmed("subscribe", "a", 1)
                + confirmed("subscribe", "b", 2)
                + confirmed("unsubscribe", "b", 1)
                + confirmed("unsubscribe", "a", 0);
        master.connection().send(confirmations);
        assertThat(client.got()).isEqualTo(confirmations);

        client.send("GET k");
        assertThat(successor.received()).containsExactly("GET k");
        assertThat(master.open()).isEmpty();
    }

    @Test
    void aRefusedHandshakeIsTheAnswer() {
        master.answers(command -> command.startsWith("HELLO") ? "-NOAUTH no\r\n" : null);
        corridor.view(master, master);
        client.send("SUBSCRIBE a", "PING");

        assertThat(client.got()).isEqualTo("-NOAUTH no\r\n-NOAUTH no\r\n");
        assertThat(master.connections()).hasSize(1);
    }

    @Nested
    class WhenTheMasterChanges {

        @Test
        void moreThanMayConnectAtTheSameTimeComeOneAfterTheOther() {
            corridor.view(master, master, successor);
            for (int i = 0; i < 300; i++) {
                corridor.client().send("SUBSCRIBE a");
                master.connection().send(confirmed("subscribe", "a", 1));
            }
            successor.door(FakeNode.Door.SILENT);
            corridor.announce(successor, master, successor);
            corridor.loop.run();
            assertThat(successor.attempts()).isLessThanOrEqualTo(130);

            successor.door(FakeNode.Door.OPEN);
            corridor.pass(corridor.config.nodes().connectTimeout().plusMillis(1200));
            assertThat(successor.received()).hasSize(300).containsOnly("SUBSCRIBE a");
        }

        @Test
        void theNewOneIsToldAndItsConfirmationsAreSwallowed() {
            corridor.view(master, master, successor);
            client.send("SUBSCRIBE a b", "PSUBSCRIBE p*", "SSUBSCRIBE s", "UNSUBSCRIBE b");
            master.connection()
                    .send(confirmed("subscribe", "a", 1)
                            + confirmed("subscribe", "b", 2)
                            + confirmed("psubscribe", "p*", 3)
                            + confirmed("ssubscribe", "s", 1)
                            + confirmed("unsubscribe", "b", 2));
            client.got();

            failOver();
            assertThat(successor.received()).containsExactly("SUBSCRIBE a", "PSUBSCRIBE p*", "SSUBSCRIBE s");
            assertThat(master.open()).isEmpty();
            successor
                    .connection()
                    .send(confirmed("subscribe", "a", 1)
                            + message("a", "early")
                            + confirmed("psubscribe", "p*", 2)
                            + confirmed("ssubscribe", "s", 1)
                            + message("a", "late"));

            assertThat(client.got()).isEqualTo(message("a", "early") + message("a", "late"));
            assertThat(corridor.count(RouterMetric.LISTENERS_MOVED)).isEqualTo(1);
            client.send("PING");
            assertThat(successor.received()).endsWith("PING");
        }

        @Test
        void whatTheOldOneHasNotConfirmedIsConfirmedByTheNewOne() {
            corridor.view(master, master, successor);
            client.send("SUBSCRIBE a", "SUBSCRIBE b c d", "UNSUBSCRIBE a");
            String first = confirmed("subscribe", "a", 1) + confirmed("subscribe", "b", 2);
            master.connection().send(first);
            assertThat(client.got()).isEqualTo(first);

            failOver();
            assertThat(successor.received()).containsExactly("SUBSCRIBE a b", "SUBSCRIBE b c d", "UNSUBSCRIBE a");
            String rest =
                    confirmed("subscribe", "c", 3) + confirmed("subscribe", "d", 4) + confirmed("unsubscribe", "a", 3);
            successor
                    .connection()
                    .send(confirmed("subscribe", "a", 1)
                            + confirmed("subscribe", "b", 2)
                            + confirmed("subscribe", "b", 2)
                            + rest);

            assertThat(client.got()).isEqualTo(rest);
            assertThat(client.client().replies().outstanding()).isZero();
        }

        @Test
        void unsubscribingFromEverythingIsConfirmedToTheEnd() {
            corridor.view(master, master, successor);
            client.send("SUBSCRIBE a b", "UNSUBSCRIBE");
            master.connection()
                    .send(confirmed("subscribe", "a", 1)
                            + confirmed("subscribe", "b", 2)
                            + confirmed("unsubscribe", "a", 1));
            client.got();

            failOver();
            successor.connection().send(confirmed("subscribe", "b", 1) + confirmed("unsubscribe", "b", 0));

            assertThat(client.got()).isEqualTo(confirmed("unsubscribe", "b", 0));
            assertThat(client.client().replies().outstanding()).isZero();
        }

        @Test
        void aConnectionThatIsLostIsReplacedAsWell() {
            subscribed();
            master.connection().cut();
            corridor.pass(Duration.ofMillis(500));

            assertThat(client.open()).isTrue();
            master.connection().send(confirmed("subscribe", "a", 1) + message("a", "hi"));
            assertThat(client.got()).isEqualTo(message("a", "hi"));
        }

        @Test
        void aMonitorGoesOn() {
            corridor.view(master, master, successor);
            client.send("MONITOR");
            master.connection().send("+OK\r\n+1700000000.000001 [0 1.2.3.4:5] \"get\" \"k\"\r\n");
            client.got();

            failOver();
            String line = "+1700000001.000001 [0 1.2.3.4:5] \"set\" \"k\"\r\n";
            successor.connection().send("+OK\r\n" + line);

            assertThat(successor.received()).containsExactly("MONITOR");
            assertThat(client.got()).isEqualTo(line);
        }

        @Test
        void itsCommandsOfAnotherKindAreRepeatedOnlyWhereThatIsSafe() {
            corridor.view(master, master, successor);
            client.send("HELLO 3", "SUBSCRIBE a");
            master.connection().send(pushed(confirmed("subscribe", "a", 1)));
            client.got();
            client.send("GET k", "INCR n");
            assertThat(master.received()).endsWith("GET k", "INCR n");

            failOver();
            assertThat(successor.received()).containsExactly("SUBSCRIBE a", "GET k");
            successor
                    .connection()
                    .send(pushed(confirmed("subscribe", "a", 1)) + pushed(message("a", "hi")) + "$1\r\nv\r\n");

            assertThat(client.got()).startsWith(pushed(message("a", "hi")) + "$1\r\nv\r\n-UNCERTAIN ");
        }

        @Test
        void aTransactionCannotFollowAndClosesTheClient() {
            corridor.view(master, master, successor);
            client.send("HELLO 3", "SUBSCRIBE a", "MULTI");
            master.connection().send(pushed(confirmed("subscribe", "a", 1)));
            client.got();
            master.connection().send("+OK\r\n");
            client.got();

            failOver();
            assertThat(client.open()).isFalse();
            assertThat(successor.received()).isEmpty();
        }

        @Test
        void aHalfSentTransactionIsNotTakenApart() {
            corridor.view(master, master, successor);
            client.send("HELLO 3", "SUBSCRIBE a");
            master.connection().send(pushed(confirmed("subscribe", "a", 1)));
            client.got();
            client.send("MULTI", "SET k v", "EXEC");

            failOver();
            assertThat(client.open()).isFalse();
            assertThat(successor.received()).isEmpty();
        }

        @Test
        void aMessageThatIsCutOffClosesTheClient() {
            corridor.view(master, master, successor);
            client.send("SUBSCRIBE a");
            master.connection()
                    .send(confirmed("subscribe", "a", 1)
                            + message("a", "x".repeat(300_000)).substring(0, 200_000));
            client.got();

            failOver();
            assertThat(client.open()).isFalse();
        }

        @Test
        void withoutAMasterInTimeTheClientIsClosed() {
            subscribed();
            corridor.view(null);
            master.connection().cut();
            corridor.pass(HOLD.minusMillis(100));
            assertThat(client.open()).isTrue();

            corridor.pass(Duration.ofMillis(200));
            assertThat(client.open()).isFalse();
            assertThat(corridor.budget.commands()).isZero();
            assertThat(corridor.budget.bytes()).isZero();
        }

        @Test
        void whatTheNewOneRefusesClosesTheClient() {
            corridor.view(master, master, successor);
            client.send("SUBSCRIBE a");
            master.connection().send(confirmed("subscribe", "a", 1));
            client.got();

            failOver();
            successor.connection().send("-NOPERM no\r\n");
            corridor.settle();
            assertThat(client.open()).isFalse();
        }

        @Test
        void whoHasResetMeanwhileIsNotSubscribedAgain() {
            corridor.view(master, master, successor);
            client.send("SUBSCRIBE a");
            master.connection().send(confirmed("subscribe", "a", 1));
            client.got();
            corridor.view(null, successor);
            master.connection().cut();
            corridor.settle();
            client.send("RESET");
            assertThat(client.got()).isEqualTo("+RESET\r\n");

            failOver();
            assertThat(successor.received()).isEmpty();
            client.send("INCR n");
            successor.answer(":1\r\n");
            assertThat(client.got()).isEqualTo(":1\r\n");
        }

        @Test
        void whoHasUnsubscribedBeforeIsNotMoved() {
            corridor.view(master, master, successor);
            client.send("SUBSCRIBE a", "UNSUBSCRIBE a");
            master.connection().send(confirmed("subscribe", "a", 1) + confirmed("unsubscribe", "a", 0));
            client.got();
            failOver();
            client.send("INCR n");
            successor.answer(":1\r\n");

            assertThat(client.got()).isEqualTo(":1\r\n");
            assertThat(successor.received()).containsExactly("INCR n");
        }

        @Test
        void aLossWhileItMovesLosesNoConfirmation() {
            corridor.view(master, master, successor);
            client.send("SUBSCRIBE a b c");
            master.connection().send(confirmed("subscribe", "a", 1) + confirmed("subscribe", "b", 2));
            client.got();
            failOver();
            successor.connection().send(confirmed("subscribe", "a", 1));
            corridor.settle();
            successor.connection().cut();
            corridor.pass(Duration.ofMillis(500));
            successor
                    .connection()
                    .send(confirmed("subscribe", "a", 1)
                            + confirmed("subscribe", "b", 2)
                            + confirmed("subscribe", "a", 2)
                            + confirmed("subscribe", "b", 2)
                            + confirmed("subscribe", "c", 3));

            assertThat(client.got()).isEqualTo(confirmed("subscribe", "c", 3));
            assertThat(client.client().replies().outstanding()).isZero();
        }

        @Test
        void aCutOffMessageClosesAlsoWhoWaitsForAnAnswer() {
            corridor.view(master, master, successor);
            client.send("SUBSCRIBE a");
            master.connection()
                    .send(confirmed("subscribe", "a", 1)
                            + message("a", "x".repeat(300_000)).substring(0, 200_000));
            client.got();
            client.send("PING");
            failOver();

            assertThat(client.open()).isFalse();
        }

        @Test
        void commandsGivenMeanwhileFollow() {
            corridor.view(master, master, successor);
            client.send("SUBSCRIBE a");
            master.connection().send(confirmed("subscribe", "a", 1));
            client.got();
            corridor.view(null);
            master.connection().cut();
            corridor.settle();
            client.send("SUBSCRIBE b");

            failOver();
            assertThat(successor.received()).containsExactly("SUBSCRIBE a", "SUBSCRIBE b");
            successor.connection().send(confirmed("subscribe", "a", 1) + confirmed("subscribe", "b", 2));
            assertThat(client.got()).isEqualTo(confirmed("subscribe", "b", 2));
        }
    }

    @Nested
    class InResp3 {
        private void subscribed() {
            corridor.view(master, master, successor);
            client.send("HELLO 3", "SUBSCRIBE a");
            master.connection().send(pushed(confirmed("subscribe", "a", 1)));
            client.got();
        }

        @Test
        void repliesThatLookLikeMessagesAreReplies() {
            subscribed();
            client.send("LRANGE l 0 -1");
            master.connection().send(message("a", "from a list"));

            assertThat(client.got()).isEqualTo(message("a", "from a list"));
            assertThat(client.client().replies().outstanding()).isZero();
        }

        @Test
        void whatATransactionPublishesToItsOwnClientIsNoElementOfItsReply() {
            subscribed();
            client.send("MULTI", "GET k", "PUBLISH a hi", "EXEC", "PING");
            String exec = "*2\r\n$1\r\nv\r\n" + pushed(message("a", "hi")) + ":1\r\n";
            master.connection().send("+OK\r\n+QUEUED\r\n+QUEUED\r\n" + exec + "+PONG\r\n");

            assertThat(client.got()).isEqualTo("+OK\r\n+QUEUED\r\n+QUEUED\r\n" + exec + "+PONG\r\n");
            assertThat(client.client().replies().outstanding()).isZero();
        }

        @Test
        void aTransactionThatSubscribesIsNeverExecuted() {
            subscribed();
            client.send("MULTI", "SUBSCRIBE b", "EXEC");
            master.connection().send("+OK\r\n");

            assertThat(client.got())
                    .isEqualTo("+OK\r\n-ERR 'subscribe' is not supported by the router while the client listens\r\n");
            assertThat(client.open()).isFalse();
            assertThat(master.received()).doesNotContain("EXEC");
        }

        @Test
        void theRouterAnswersWhatIsItsOwn() {
            subscribed();
            client.send("CLIENT SETNAME me", "CLIENT GETNAME");

            assertThat(client.got()).isEqualTo("+OK\r\n$2\r\nme\r\n");
        }

        @Test
        void theSessionFollowsTheNodeThatHasSelected() {
            subscribed();
            client.send("SELECT 1", "PING");
            assertThat(master.connection().commands()).last().isEqualTo("SELECT 1");
            master.connection().send(pushed(message("a", "hi")) + "+OK\r\n");

            assertThat(client.got()).isEqualTo(pushed(message("a", "hi")) + "+OK\r\n");
            assertThat(client.client().session().profile().database()).isEqualTo(1);
            assertThat(master.received()).last().isEqualTo("PING");
            corridor.view(successor, successor);
            assertThat(successor.connection().commands()).startsWith("HELLO 3", "SELECT 1", "SUBSCRIBE a");
        }

        @Test
        void aSelectionIsNotSentAgain() {
            subscribed();
            client.send("SELECT 1");
            corridor.view(successor, successor);

            assertThat(client.got()).startsWith("-UNCERTAIN ");
            assertThat(client.client().session().profile().database()).isZero();
            assertThat(successor.connection().commands()).startsWith("HELLO 3", "SUBSCRIBE a");
        }

        @Test
        void aTransactionChangesTheSessionAmongWhatIsPublished() {
            subscribed();
            client.send("MULTI");
            master.connection().send("+OK\r\n");
            client.send("PUBLISH a hi", "SELECT 1", "CLIENT ID", "EXEC");
            String queued = "+QUEUED\r\n+QUEUED\r\n+QUEUED\r\n";
            String hi = pushed(message("a", "hi"));
            master.connection().send(queued + "*3\r\n" + hi + ":1\r\n+OK\r\n:77\r\n" + hi);

            assertThat(client.got()).isEqualTo("+OK\r\n" + queued + "*3\r\n" + hi + ":1\r\n+OK\r\n:1\r\n" + hi);
            assertThat(client.client().session().profile().database()).isEqualTo(1);
        }

        @Test
        void theKeysOfALastWriteAreNotWrittenByEveryReply() {
            subscribed();
            client.send("SET k v");
            master.connection().send("+OK\r\n");
            client.got();
            corridor.allFresh();
            client.send("PING");
            master.connection().send("+PONG\r\n");
            client.got();

            corridor.view(master, successor);
            corridor.client().send("GET k");
            assertThat(successor.received()).containsExactly("GET k");
        }
    }

    @Test
    void aListThatLooksLikeAMessageIsAReplyToWhoHasNoSubscriptionLeft() {
        corridor.view(master, master);
        client.send("SUBSCRIBE a", "UNSUBSCRIBE a", "LRANGE l 0 -1");
        String all = confirmed("subscribe", "a", 1) + confirmed("unsubscribe", "a", 0) + message("a", "from a list");
        master.connection().send(all);

        assertThat(client.got()).isEqualTo(all);
        assertThat(client.client().replies().outstanding()).isZero();
    }
}
