package dev.redisrouter.test.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.test.Aside;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Several labs in one JVM, started at the same time, share nothing. */
class ParallelLabsIT {

    @Test
    void doNotDisturbEachOther() {
        List<CompletableFuture<RedisLab>> starting = Stream.generate(() -> Aside.supply(() ->
                        RedisLab.builder().downAfter(Duration.ofSeconds(5)).start()))
                .limit(4)
                .toList();
        List<RedisLab> labs = new ArrayList<>();
        try {
            starting.forEach(lab -> labs.add(lab.join()));
            assertThat(labs.stream().flatMap(lab -> Stream.concat(lab.nodes().stream(), lab.sentinels().stream())))
                    .extracting(LabNode::port)
                    .doesNotHaveDuplicates();

            LabNode old = labs.get(0).master();
            old.kill();
            labs.get(1).close();
            labs.get(0).awaitMasterOtherThan(old, Duration.ofSeconds(60));

            for (RedisLab untouched : labs.subList(2, 4)) {
                untouched.awaitSettled(Duration.ofSeconds(10));
                assertThat(untouched.master()).isSameAs(untouched.nodes().get(0));
            }
        } finally {
            labs.forEach(RedisLab::close);
        }
    }
}
