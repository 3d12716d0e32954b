package dev.redisrouter.test.lab;

import dev.redisrouter.test.LabException;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A program for {@link LeavesNothingBehindIT}: starts a lab, says on its standard output how far it is, and then waits for
 * the end of its standard input, so that it ends with the test at the latest.
 */
final class LabInAnotherJvm {
    private LabInAnotherJvm() {}

    public static void main(String[] arguments) throws IOException {
        say("starting");
        switch (arguments[0]) {
            case "run" -> {
                RedisLab lab = RedisLab.builder().start();
                lab.replicas().get(0).pause();
                say("up " + pids(lab));
            }
            case "exit" -> {
                RedisLab lab = RedisLab.builder().replicas(1).sentinels(1).start();
                say("up " + pids(lab));
                System.exit(0);
            }
            case "close" -> {
                RedisLab lab = RedisLab.builder().replicas(1).sentinels(1).start();
                String pids = pids(lab);
                lab.nodes().get(0).pause();
                lab.close();
                lab.close();
                say("closed " + pids);
            }
            case "fail" -> {
                try {
                    RedisLab.builder().nodeLines(2, "no-such-directive yes").start();
                } catch (LabException expected) {
                    say("failed");
                }
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        while (System.in.read() >= 0) {
            // The test may say what it likes; only the end counts.
        }
    }

    private static String pids(RedisLab lab) {
        return Stream.concat(lab.nodes().stream(), lab.sentinels().stream())
                .map(LabNode::pid)
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
    }

    private static void say(String text) {
        System.out.println(text);
        System.out.flush();
    }
}
