package dev.redisrouter.examples.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.redisrouter.error.RouterException;
import dev.redisrouter.test.LabException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line of the demo. Its exit code is 0 when every promise of the story was kept, else 1. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Starts a Redis master with two replicas and three Sentinels, puts a router in front of them,",
            "stops the master under load, and tells what happens. Needs no installed Redis and no Docker;",
            "takes about 25 seconds, uses free ports, and leaves nothing behind.",
            ""
        },
        footer = {
            "",
            "With Maven:",
            "  mvn -q compile -Pdemo",
            "  mvn -q compile -Pdemo -Ddemo.args=--keep-running",
            "",
            "Colour follows NO_COLOR and CLICOLOR_FORCE. The server program can be chosen with",
            "-Dredisrouter.lab.redis-server=/path/to/redis-server."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Every promise was kept.",
            "1:A promise was not kept, or something did not start.",
            "2:The command line was wrong."
        })
public final class Demo implements Callable<Integer> {

    @Option(names = "--keep-running", description = "Keep everything running at the end, until Ctrl-C.")
    private boolean keepRunning;

    @Option(names = "--log", description = "Show the router's own log as well, on standard error.")
    private boolean log;

    @Option(
            names = "--fast",
            description = "Cut the timers of Sentinel to a tenth. Quicker, but the times are not those of production.")
    private boolean fast;

    @Spec
    private CommandSpec spec;

    private Demo() {}

    public static void main(String... args) {
        // Marks and units need UTF-8, which Java does not take for granted in a bare locale.
        PrintWriter out =
                new PrintWriter(new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), UTF_8), true);
        int exitCode = new CommandLine(new Demo()).setOut(out).execute(args);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!log) {
            Logs.onlyErrors();
        }
        Narrator narrator = new Narrator(spec.commandLine().getOut(), Ansi.AUTO.enabled());
        try {
            new Story(narrator, fast, keepRunning).tell();
        } catch (RouterException | LabException e) {
            narrator.promise(new Promise("everything starts and answers", false, String.valueOf(e.getMessage())));
        }
        return narrator.broken().isEmpty() ? 0 : 1;
    }
}
