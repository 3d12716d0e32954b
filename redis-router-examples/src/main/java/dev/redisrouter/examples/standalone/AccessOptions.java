package dev.redisrouter.examples.standalone;

import dev.redisrouter.RouterConfig;
import dev.redisrouter.config.Credentials;
import dev.redisrouter.config.SentinelConfig;
import dev.redisrouter.error.ConfigurationException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who the router is to the nodes, and to the Sentinels. */
final class AccessOptions implements OptionGroup {

    @Option(
            names = "--username",
            paramLabel = "NAME",
            description = "The user on the nodes; the default user if absent.")
    private @Nullable String username;

    @Option(
            names = "--password",
            arity = "0..1",
            interactive = true,
            paramLabel = "PASSWORD",
            description = "The password on the nodes. On a command line other users can read it.")
    private @Nullable String password;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "The same, from the first line of a file; else from the variable REDIS_ROUTER_PASSWORD.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--sentinel-username",
            paramLabel = "NAME",
            description = "The user on the Sentinels, which have passwords of their own.")
    private @Nullable String sentinelUsername;

    @Option(
            names = "--sentinel-password",
            arity = "0..1",
            interactive = true,
            paramLabel = "PASSWORD",
            description = "The password on the Sentinels.")
    private @Nullable String sentinelPassword;

    @Option(
            names = "--sentinel-password-file",
            paramLabel = "FILE",
            description = "The same, from a file; else from REDIS_ROUTER_SENTINEL_PASSWORD.")
    private @Nullable Path sentinelPasswordFile;

    @Override
    public RouterConfig apply(RouterConfig config) {
        Credentials forNodes = credentials(
                "--username", username, new Secret("--password", password, passwordFile, "REDIS_ROUTER_PASSWORD"));
        Credentials forSentinels = credentials(
                "--sentinel-username",
                sentinelUsername,
                new Secret(
                        "--sentinel-password",
                        sentinelPassword,
                        sentinelPasswordFile,
                        "REDIS_ROUTER_SENTINEL_PASSWORD"));
        RouterConfig changed = config.nodes(nodes -> nodes.credentials(forNodes));
        return changed.source() instanceof SentinelConfig || forSentinels.present()
                ? changed.sentinel(sentinel -> sentinel.credentials(forSentinels))
                : changed;
    }

    private static Credentials credentials(String option, @Nullable String user, Secret secret) {
        Optional<String> password = secret.read(System.getenv());
        if (user != null && password.isEmpty()) {
            throw new ConfigurationException(option, user, "a password for this user as well");
        }
        return new Credentials(Optional.ofNullable(user), password);
    }
}
