package dev.redisrouter.examples.standalone;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.RouterConfig;
import dev.redisrouter.config.Consistency;
import dev.redisrouter.config.ReadPolicy;
import dev.redisrouter.config.TlsConfig.Verification;
import dev.redisrouter.error.ConfigurationException;
import dev.redisrouter.error.RouterException;
import dev.redisrouter.topology.NodeAddress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command line. Runs until a signal ends the process, and then closes what it opened. */
@Command(
        name = "redis-router",
        mixinStandardHelpOptions = true,
        versionProvider = ManifestVersion.class,
        sortOptions = false,
        usageHelpWidth = 110,
        synopsisHeading = "Usage: ",
        customSynopsis = {
            "java -jar redis-router-standalone.jar --sentinel HOST:PORT... --master NAME [OPTIONS]",
            "       java -jar redis-router-standalone.jar --node HOST:PORT... [OPTIONS]"
        },
        description = {
            "",
            "One Redis that never moves: any Redis client connects to the address in --listen as to one plain Redis",
            "server. Writes go to the master, reads to all healthy nodes in turn, and clients keep their connections",
            "when Sentinel makes another node the master.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  Three Sentinels that watch 'mymaster'; clients use localhost:6379:",
            "    java -jar redis-router-standalone.jar --sentinel s1:26379 s2:26379 s3:26379",
            "    redis-cli info replication",
            "",
            "  No Sentinel: the nodes are told apart by their answer to ROLE:",
            "    java -jar redis-router-standalone.jar --node r1:6379 r2:6379 r3:6379",
            "",
            "  With passwords, which other users of the machine cannot see, and figures once a minute:",
            "    REDIS_ROUTER_PASSWORD=... java -jar redis-router-standalone.jar --sentinel s1:26379 \\",
            "        --username app --sentinel-password-file /run/secrets/sentinel --stats 1m",
            "",
            "  Nodes and Sentinels that speak TLS, and an encrypted endpoint for the whole network:",
            "    REDIS_ROUTER_CLIENT_PASSWORD=... java -jar redis-router-standalone.jar --sentinel s1:26379 \\",
            "        --tls --tls-ca ca.pem --listen 0.0.0.0:6379 \\",
            "        --listen-tls-cert router.pem --listen-tls-key router-key.pem",
            "",
            "  Every GET and HGETALL from the master, other reads from the replicas while there are any:",
            "    java -jar redis-router-standalone.jar --sentinel s1:26379 \\",
            "        --master-only GET HGETALL --read-policy replicas-preferred",
            "",
            "A line on standard output says when it is ready. The log goes to standard error.",
            "SIGTERM and Ctrl-C close all connections and end it."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "1:It could not start, such as with no Sentinel in reach or a port that is taken.",
            "2:The command line was wrong.",
            "130, 143:It was ended by Ctrl-C or SIGTERM."
        })
public final class Standalone implements Callable<Integer> {

    @ArgGroup(exclusive = true, multiplicity = "1", heading = "%nWhere the nodes are (one of the two)%n")
    private SourceOptions source = new SourceOptions();

    @ArgGroup(validate = false, heading = "%nWhere clients connect%n")
    private EndpointOptions endpoint = new EndpointOptions();

    @ArgGroup(
            validate = false,
            heading = "%nPasswords (in a file, in the environment, or asked for when no value follows)%n")
    private AccessOptions access = new AccessOptions();

    @ArgGroup(validate = false, heading = "%nTLS to nodes and Sentinels%n")
    private TlsOptions tls = new TlsOptions();

    @ArgGroup(validate = false, heading = "%nWhich node gets what%n")
    private RoutingOptions routing = new RoutingOptions();

    @ArgGroup(validate = false, heading = "%nWhile there is no master%n")
    private FailoverOptions failover = new FailoverOptions();

    @ArgGroup(validate = false, heading = "%nDurable writes%n")
    private DurabilityOptions durability = new DurabilityOptions();

    @ArgGroup(validate = false, heading = "%nThe process%n")
    private ProcessOptions process = new ProcessOptions();

    @Spec
    private CommandSpec spec;

    Standalone() {}

    public static void main(String... args) {
        System.exit(commandLine(new Standalone()).execute(args));
    }

    static CommandLine commandLine(Standalone standalone) {
        return new CommandLine(standalone)
                .registerConverter(NodeAddress.class, Words::address)
                .registerConverter(Listen.class, Listen::parse)
                .registerConverter(Duration.class, Words::duration)
                .registerConverter(ReadPolicy.class, text -> Words.constant(ReadPolicy.class, text))
                .registerConverter(Consistency.class, text -> Words.constant(Consistency.class, text))
                .registerConverter(Verification.class, text -> Words.constant(Verification.class, text))
                .registerConverter(TlsOptions.With.class, text -> Words.constant(TlsOptions.With.class, text))
                .registerConverter(PickerName.class, text -> Words.constant(PickerName.class, text))
                .registerConverter(LogLevel.class, text -> Words.constant(LogLevel.class, text))
                .setExecutionExceptionHandler(Standalone::failed);
    }

    @Override
    public Integer call() throws InterruptedException {
        process.logLevel().apply();
        RouterConfig config = config();
        RedisRouter router = RedisRouter.start(config);
        Runtime.getRuntime().addShutdownHook(new Thread(router::close, "redis-router-closes"));
        PrintWriter out = spec.commandLine().getOut();
        out.println("redis-router is ready on " + doors(router) + ", master "
                + router.topology().master().map(NodeAddress::toString).orElse("none yet"));
        out.flush();
        process.stats().ifPresent(interval -> new Stats(router, out).every(interval));
        new CountDownLatch(1).await();
        return 0;
    }

    private String doors(RedisRouter router) {
        Stream<String> tcp =
                endpoint.tcp() ? Stream.of(new Listen(router.host(), router.port()).toString()) : Stream.empty();
        return Stream.concat(tcp, endpoint.unixSocket().stream().map(Path::toString))
                .collect(Collectors.joining(" and "));
    }

    /** What could not start has said why in words; a stack trace would only hide them. */
    private static int failed(Exception failure, CommandLine line, ParseResult parsed) throws Exception {
        if (!(failure instanceof RouterException)) {
            throw failure;
        }
        line.getErr().println("redis-router: " + failure.getMessage());
        return ExitCode.SOFTWARE;
    }

    /** What the options say; a value that a topic of the configuration refuses is a mistake on the command line. */
    RouterConfig config() {
        try {
            RouterConfig config = source.config();
            for (OptionGroup group : List.of(endpoint, access, tls, routing, failover, durability, process)) {
                config = group.apply(config);
            }
            return config;
        } catch (ConfigurationException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
