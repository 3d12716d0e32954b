package dev.redisrouter.examples.standalone;

import dev.redisrouter.RouterConfig;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The process itself: its threads, its log and its figures. */
final class ProcessOptions implements OptionGroup {

    @Option(
            names = "--event-loops",
            paramLabel = "N",
            description = "Threads that carry commands, 1 to 128; half the processors by default.")
    private @Nullable Integer eventLoops;

    @Option(
            names = "--stats",
            paramLabel = "DURATION",
            description = "Print the router's metrics this often, such as 10s; never by default.")
    private @Nullable Duration stats;

    @Option(names = "--log-level", paramLabel = "LEVEL", description = "error, warn, info (default), debug, trace.")
    private LogLevel logLevel = LogLevel.INFO;

    @Override
    public RouterConfig apply(RouterConfig config) {
        return config.runtime(runtime -> eventLoops == null ? runtime : runtime.eventLoops(eventLoops));
    }

    LogLevel logLevel() {
        return logLevel;
    }

    Optional<Duration> stats() {
        return Optional.ofNullable(stats);
    }
}
