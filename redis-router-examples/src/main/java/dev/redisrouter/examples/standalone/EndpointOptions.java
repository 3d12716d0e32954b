package dev.redisrouter.examples.standalone;

import dev.redisrouter.RouterConfig;
import dev.redisrouter.config.EndpointConfig;
import dev.redisrouter.config.EndpointTlsConfig;
import dev.redisrouter.config.EndpointTlsConfig.ClientCertificates;
import dev.redisrouter.config.TlsIdentity;
import dev.redisrouter.error.ConfigurationException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where clients connect, and who of them gets in. */
final class EndpointOptions implements OptionGroup {

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "Where to listen; 127.0.0.1:6379 by default. Port 0 lets the system choose one.")
    private Listen listen = new Listen("127.0.0.1", 6379);

    @Option(
            names = "--unix-socket",
            paramLabel = "PATH",
            description = "Listen on a Unix socket as well, which only the user of this process can open.")
    private @Nullable Path unixSocket;

    @Option(names = "--no-tcp", description = "Listen on --unix-socket alone.")
    private boolean noTcp;

    @Option(
            names = "--allow-remote",
            description = "Let --listen be an address that others reach though they need neither a password nor a"
                    + " certificate. They can use your nodes.")
    private boolean allowRemote;

    @Option(
            names = "--client-user",
            paramLabel = "NAME",
            description = "The user that clients must be; the default user if absent.")
    private @Nullable String clientUser;

    @Option(
            names = "--client-password-file",
            paramLabel = "FILE",
            description = "The password that clients must say, in the first line of a file; else in the variable"
                    + " REDIS_ROUTER_CLIENT_PASSWORD.")
    private @Nullable Path clientPasswordFile;

    @Option(
            names = "--listen-tls-cert",
            paramLabel = "FILE",
            description = "PEM file with the certificate that clients see: with it, --listen speaks TLS only.")
    private @Nullable Path certificate;

    @Option(
            names = "--listen-tls-key",
            paramLabel = "FILE",
            description = "Its key as PKCS #8 in PEM; the password of an encrypted one is in the variable"
                    + " REDIS_ROUTER_LISTEN_TLS_KEY_PASSWORD.")
    private @Nullable Path key;

    @Option(
            names = "--listen-tls-client-ca",
            paramLabel = "FILE",
            description = "PEM file with CAs: clients must show a certificate that one of them has issued.")
    private @Nullable Path clientAuthorities;

    @Option(names = "--listen-tls-client-optional", description = "Let clients without a certificate in as well.")
    private boolean clientsOptional;

    @Option(
            names = "--max-clients",
            paramLabel = "N",
            description = "Clients at the same time, 1 to 1000000; 10000 by default.")
    private @Nullable Integer maxClients;

    @Override
    public RouterConfig apply(RouterConfig config) {
        return config.endpoint(endpoint -> {
            EndpointConfig changed = encrypted(users(endpoint))
                    .tcp(!noTcp)
                    .allowRemote(allowRemote)
                    .port(listen.port());
            changed = unixSocket == null ? changed : changed.unixSocket(unixSocket);
            changed = maxClients == null ? changed : changed.maxClients(maxClients);
            // last, since it is refused unless what lets others in is set
            return changed.host(listen.host());
        });
    }

    Optional<Path> unixSocket() {
        return Optional.ofNullable(unixSocket);
    }

    boolean tcp() {
        return !noTcp;
    }

    private EndpointConfig users(EndpointConfig endpoint) {
        Optional<String> password = new Secret(
                        "--client-password", null, clientPasswordFile, "REDIS_ROUTER_CLIENT_PASSWORD")
                .read(System.getenv());
        if (password.isEmpty()) {
            if (clientUser != null) {
                throw new ConfigurationException("--client-user", clientUser, "a password for this user as well");
            }
            return endpoint;
        }
        return clientUser == null ? endpoint.password(password.get()) : endpoint.user(clientUser, password.get());
    }

    private EndpointConfig encrypted(EndpointConfig endpoint) {
        TlsIdentity identity =
                TlsOptions.identity("--listen-tls", certificate, key, "REDIS_ROUTER_LISTEN_TLS_KEY_PASSWORD");
        if (identity == null) {
            if (clientAuthorities != null || clientsOptional) {
                throw new ConfigurationException("--listen-tls-cert", "absent", "the certificate that clients see");
            }
            return endpoint;
        }
        EndpointTlsConfig tls = EndpointTlsConfig.of(identity);
        if (clientAuthorities != null) {
            return endpoint.tls(tls.clientCertificates(
                    clientsOptional ? ClientCertificates.OPTIONAL : ClientCertificates.REQUIRED, clientAuthorities));
        }
        if (clientsOptional) {
            throw new ConfigurationException(
                    "--listen-tls-client-ca", "absent", "the CAs of the certificates that clients may show");
        }
        return endpoint.tls(tls);
    }
}
