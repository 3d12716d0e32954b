package dev.redisrouter.benchmarks.soak;

import dev.redisrouter.RedisRouter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** All figures at one moment, in the order of {@link Figure}. */
record Sample(List<Long> values) {
    Sample {
        values = List.copyOf(values);
    }

    static Sample of(RedisRouter router, LeakReports leaks) {
        return new Sample(Arrays.stream(Figure.values())
                .map(figure -> figure.read(router, leaks))
                .toList());
    }

    long value(Figure figure) {
        return values.get(figure.ordinal());
    }

    /** One line from which {@link #parse} makes it again. */
    String line() {
        return values.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    static Sample parse(String line) {
        return new Sample(Arrays.stream(line.split(" ")).map(Long::valueOf).toList());
    }
}
