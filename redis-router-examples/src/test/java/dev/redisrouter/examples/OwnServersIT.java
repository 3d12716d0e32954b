package dev.redisrouter.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.examples.events.EventsAndTopology;
import org.junit.jupiter.api.Test;

/** Without an argument an example brings its own servers, and a failover where it is about one. */
class OwnServersIT {

    @Test
    void tellsOfAFailover() throws Exception {
        try (Program program = Program.main(EventsAndTopology.class)) {
            assertThat(program.exitCode(60)).isZero();
            assertThat(program.out())
                    .anyMatch(line -> line.startsWith("master-in-use node="))
                    .anyMatch(line -> line.matches("no master for \\d+ ms"))
                    .contains("new master in use: true");
        }
    }
}
