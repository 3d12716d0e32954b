package dev.redisrouter.test.partition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.redisrouter.test.partition.RouterOnHost.Counts;
import dev.redisrouter.test.partition.RouterOnHost.Setting;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Five nodes; the master, one replica and the router are cut off with a minority of the Sentinels, the others choose a
 * master, and then the network heals: what became of the acknowledged writes.
 */
@Tag("long")
@Timeout(180)
class PartitionIT {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionIT.class);

    @BeforeAll
    static void onlyWhereThereAreNamespaces() {
        Optional<String> missing = Hosts.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    }

    /** The cut-off master goes on taking writes, and throws them away when it finds its successor: this is what durable writes are for. */
    @Test
    void writesToACutOffMasterAreLostUnlessTheyAreDurable() throws Exception {
        Counts counts = partition(Setting.PLAIN);

        assertThat(counts.lost()).isPositive();
        assertThat(counts.other()).isZero();
    }

    @Test
    void durableWritesAreNotLost() throws Exception {
        Counts counts = partition(Setting.DURABLE);

        assertThat(counts.acknowledged()).isPositive();
        assertThat(counts.uncertain()).as("what was written in the minority").isPositive();
        assertThat(counts.lost()).isZero();
        assertThat(counts.other()).isZero();
    }

    private static Counts partition(Setting setting) throws Exception {
        try (FiveHosts hosts = new FiveHosts()) {
            hosts.start();
            Process router = start(hosts, setting);
            try (BufferedReader answers = router.inputReader(UTF_8);
                    BufferedWriter orders = router.outputWriter(UTF_8)) {
                ask("more", orders, answers);
                hosts.cut();
                int promoted = hosts.awaitMasterOnTheFarSide();
                ask("more", orders, answers);
                assertThat(hosts.isMaster(0))
                        .as("the old master calls itself master")
                        .isTrue();
                hosts.heal();
                hosts.awaitSettledOn(promoted);
                ask("more", orders, answers);
                Counts counts = Counts.parse(ask("check", orders, answers));
                LOG.info("{}: {}, lost {} %", setting, counts, Math.round(counts.lostShare()));
                return counts;
            } finally {
                router.destroyForcibly().waitFor();
            }
        }
    }

    private static Process start(FiveHosts hosts, Setting setting) throws IOException {
        List<String> java = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                RouterOnHost.class.getName(),
                setting.name(),
                hosts.sentinelUri());
        return new ProcessBuilder(hosts.onFirstHost(java))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String ask(String order, BufferedWriter orders, BufferedReader answers) throws IOException {
        orders.write(order + "\n");
        orders.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException(order + ": the router's JVM has ended");
        }
        return answer;
    }
}
