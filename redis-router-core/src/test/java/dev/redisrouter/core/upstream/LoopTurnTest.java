package dev.redisrouter.core.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Everything that happens in one turn of the loop is written at its end, nodes first. */
class LoopTurnTest {
    private final FakeLoop loop = new FakeLoop();
    private final LoopTurn turn = new LoopTurn(loop.eventLoop(), loop.clock());
    private final List<String> done = new ArrayList<>();

    @Test
    void nodesThenClientsThenTheRest() {
        turn.afterwards(() -> done.add("afterwards"));
        turn.writeToClient(() -> done.add("client"));
        turn.writeToNode(() -> done.add("node"));
        assertThat(done).isEmpty();
        loop.run();
        assertThat(done).containsExactly("node", "client", "afterwards");
    }

    @Test
    void whatComesUpAtTheEndBelongsToTheNextTurn() {
        turn.begin();
        long first = turn.number();
        turn.writeToNode(() -> {
            done.add("node");
            turn.writeToNode(() -> done.add("node in turn +" + (turn.number() - first)));
        });
        turn.writeToClient(() -> done.add("client"));
        turn.afterwards(() -> turn.writeToClient(() -> done.add("client in turn +" + (turn.number() - first))));
        loop.run();
        assertThat(done).containsExactly("node", "client", "node in turn +1", "client in turn +1");
    }

    @Test
    void oneTimeForAllOfATurn() {
        turn.begin();
        long began = turn.now();
        loop.tick(Duration.ofMillis(3));
        turn.begin();
        assertThat(turn.now())
                .isEqualTo(began)
                .isEqualTo(loop.now() - Duration.ofMillis(3).toNanos());
        loop.run();
        turn.begin();
        assertThat(turn.now()).isEqualTo(loop.now());
    }

    @Test
    void oneThatFailsDoesNotKeepTheOthers() {
        turn.writeToNode(() -> {
            throw new IllegalStateException("broken on purpose");
        });
        turn.writeToNode(() -> done.add("node"));
        turn.writeToClient(() -> done.add("client"));
        loop.run();
        loop.run();
        assertThat(done).containsExactly("node", "client");
    }
}
