package dev.redisrouter.benchmarks.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.redisrouter.RedisRouter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

/**
 * A router alone in its JVM but for a client that needs no socket. Says its port, then answers each line of standard input
 * with one line: {@code sample} with a {@link Sample}, {@code door} with the visits of that client, {@code plant} with
 * whether leaks would be seen, when that client has gone. Ends with its input.
 */
final class SoakedRouter {
    static final String SAMPLE = "sample";
    static final String DOOR = "door";
    static final String PLANT = "plant";

    private SoakedRouter() {}

    /** @param args those of {@link SoakedConfig#arguments} */
    public static void main(String[] args) throws IOException, InterruptedException {
        LeakReports leaks = LeakReports.install();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        try (RedisRouter router = RedisRouter.start(SoakedConfig.parse(args).router());
                DoorTraffic door = DoorTraffic.start(router)) {
            System.out.println(router.port());
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println(
                        switch (line) {
                            case SAMPLE -> Sample.of(router, leaks).line();
                            case DOOR -> door.visits();
                            case PLANT -> {
                                door.close();
                                yield leaks.seesWhatIsLost();
                            }
                            default ->
                                throw new IllegalArgumentException("question: '" + line + "' (expected: " + SAMPLE
                                        + ", " + DOOR + " or " + PLANT + ")");
                        });
            }
        }
    }
}
