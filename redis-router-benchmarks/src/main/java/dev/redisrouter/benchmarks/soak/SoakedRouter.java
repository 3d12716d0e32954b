package dev.redisrouter.benchmarks.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.RouterConfig;
import dev.redisrouter.config.RuntimeConfig.Transport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

/**
 * A router alone in its JVM. Says its port, then answers each line of standard input with one line: {@code sample} with a
 * {@link Sample}, {@code plant} with whether leaks would be seen. Ends with its input.
 */
final class SoakedRouter {
    static final String SAMPLE = "sample";
    static final String PLANT = "plant";

    private SoakedRouter() {}

    /** @param args the Sentinels' URI, and how to wait for the network */
    public static void main(String[] args) throws IOException, InterruptedException {
        LeakReports leaks = LeakReports.install();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        RouterConfig config =
                RouterConfig.of(args[0]).runtime(runtime -> runtime.transport(Transport.valueOf(args[1])));
        try (RedisRouter router = RedisRouter.start(config)) {
            System.out.println(router.port());
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println(
                        line.equals(PLANT)
                                ? leaks.seesWhatIsLost()
                                : Sample.of(router, leaks).line());
            }
        }
    }
}
