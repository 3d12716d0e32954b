package dev.redisrouter.benchmarks.throughput;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.RouterConfig;
import dev.redisrouter.config.RuntimeConfig.Transport;
import java.io.File;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/**
 * The router in a JVM of its own, so that what it uses can be told from what the benchmark uses. With the defaults, but for
 * where it listens.
 */
final class RouterProcess {
    private static final int ASKS_FOR_NATIVE_ACCESS = 22;

    private RouterProcess() {}

    /** Starts it with the same Java and the same class path as this JVM. */
    static List<String> command(String sentinelUri, Transport transport, int port, Path unixSocket) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= ASKS_FOR_NATIVE_ACCESS) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", classPath(), RouterProcess.class.getName()));
        command.addAll(List.of(sentinelUri, transport.name(), Integer.toString(port), unixSocket.toString()));
        return command;
    }

    /** That of this class; within Maven the system property has Maven's own. */
    private static String classPath() {
        if (RouterProcess.class.getClassLoader() instanceof URLClassLoader loader) {
            return Arrays.stream(loader.getURLs())
                    .map(url -> Path.of(URI.create(url.toString())).toString())
                    .collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("java.class.path");
    }

    /** Runs until it is killed. */
    public static void main(String[] args) throws InterruptedException {
        RouterConfig config = RouterConfig.of(args[0])
                .runtime(runtime -> runtime.transport(Transport.valueOf(args[1])))
                .endpoint(endpoint -> endpoint.port(Integer.parseInt(args[2])).unixSocket(Path.of(args[3])));
        try (RedisRouter router = RedisRouter.start(config)) {
            System.out.println("listens on " + router.host() + ":" + router.port() + " and " + args[3]);
            new CountDownLatch(1).await();
        }
    }
}
