package dev.redisrouter;

import dev.redisrouter.config.Credentials;
import dev.redisrouter.config.SentinelConfig;
import dev.redisrouter.config.SourceConfig;
import dev.redisrouter.config.TlsConfig;
import dev.redisrouter.error.ConfigurationException;
import dev.redisrouter.topology.NodeAddress;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisURI;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads URIs as Lettuce writes them. No message shows what stands before an {@code @}, which may be a password; nor does
 * a cause, which is left out then.
 */
final class RedisUris {
    private static final String SENTINELS = "redis[s]-sentinel://[[user:]password@]host[:port][,host2…]#masterName";
    private static final String NODE = "host:port or redis[s]://[[user:]password@]host[:port], all alike";
    private static final Set<String> SENTINEL_SCHEMES =
            Set.of(RedisURI.URI_SCHEME_REDIS_SENTINEL, RedisURI.URI_SCHEME_REDIS_SENTINEL_SECURE);
    private static final Set<String> NODE_SCHEMES = Set.of(
            RedisURI.URI_SCHEME_REDIS,
            RedisURI.URI_SCHEME_REDIS_SECURE,
            RedisURI.URI_SCHEME_REDIS_SECURE_ALT,
            RedisURI.URI_SCHEME_REDIS_TLS_ALT);

    private RedisUris() {}

    /** Sentinels, the name of their master, and what to say to the nodes; {@code rediss-sentinel} is TLS to all of them. */
    static RouterConfig sentinels(String uri) {
        RedisURI parsed = parse("uri", uri, SENTINELS);
        if (parsed.getSentinels().isEmpty()
                || parsed.getSentinelMasterId() == null
                || saysMore(uri, SENTINEL_SCHEMES, parsed.getSentinelMasterId())
                || lacksPassword(uri, parsed)) {
            throw notUsable("uri", uri, SENTINELS, null);
        }
        List<NodeAddress> sentinels = parsed.getSentinels().stream()
                .map(s -> new NodeAddress(withoutBrackets(s.getHost()), s.getPort()))
                .toList();
        boolean tls = scheme(uri).equals(RedisURI.URI_SCHEME_REDIS_SENTINEL_SECURE);
        SentinelConfig source = SentinelConfig.of(sentinels, parsed.getSentinelMasterId());
        return toNodes(
                RouterConfig.of(tls ? source.tls(TlsConfig.defaults()) : source), new Manner(credentials(parsed), tls));
    }

    /** A fixed list of nodes, each written as an address or as a URI. */
    static RouterConfig nodes(String... nodes) {
        List<NodeAddress> addresses = new ArrayList<>();
        List<Manner> manners = new ArrayList<>();
        for (String node : nodes) {
            if (node.contains("://")) {
                RedisURI parsed = parse("nodes", node, NODE);
                if (parsed.getHost() == null || saysMore(node, NODE_SCHEMES, null) || lacksPassword(node, parsed)) {
                    throw notUsable("nodes", node, NODE, null);
                }
                addresses.add(new NodeAddress(withoutBrackets(parsed.getHost()), parsed.getPort()));
                manners.add(new Manner(credentials(parsed), !scheme(node).equals(RedisURI.URI_SCHEME_REDIS)));
            } else {
                addresses.add(NodeAddress.parse(node));
                manners.add(Manner.PLAIN);
            }
            if (!manners.get(0).equals(manners.get(manners.size() - 1))) {
                throw notUsable("nodes", node, NODE, null);
            }
        }
        RouterConfig config = RouterConfig.of(new SourceConfig.StaticNodes(addresses));
        return manners.isEmpty() ? config : toNodes(config, manners.get(0));
    }

    /** How the nodes are spoken to. */
    private record Manner(Credentials credentials, boolean tls) {
        static final Manner PLAIN = new Manner(Credentials.NONE, false);
    }

    private static RouterConfig toNodes(RouterConfig config, Manner manner) {
        RouterConfig introduced =
                manner.credentials().present() ? config.nodes(n -> n.credentials(manner.credentials())) : config;
        return manner.tls() ? introduced.nodes(n -> n.tls(TlsConfig.defaults())) : introduced;
    }

    private static RedisURI parse(String key, String uri, String expected) {
        try {
            return RedisURI.create(uri);
        } catch (IllegalArgumentException e) {
            throw notUsable(key, uri, expected, e);
        }
    }

    /** Another scheme, a database or an option that were read over would be worse than an error. */
    private static boolean saysMore(String uri, Set<String> schemes, @Nullable String fragment) {
        URI parts = URI.create(uri);
        return !schemes.contains(parts.getScheme())
                || parts.getQuery() != null
                || (fragment == null && parts.getFragment() != null)
                || !(parts.getPath().isEmpty() || parts.getPath().equals("/"));
    }

    /** A user alone would be read over. */
    private static boolean lacksPassword(String uri, RedisURI parsed) {
        return uri.indexOf('@') >= 0 && !credentials(parsed).present();
    }

    private static String scheme(String uri) {
        return uri.substring(0, uri.indexOf(':'));
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static ConfigurationException notUsable(
            String key, String uri, String expected, @Nullable Exception cause) {
        int at = uri.lastIndexOf('@');
        if (at >= 0) {
            String scheme = uri.substring(0, Math.max(0, uri.indexOf("://")));
            boolean known = SENTINEL_SCHEMES.contains(scheme) || NODE_SCHEMES.contains(scheme);
            return new ConfigurationException(key, (known ? scheme + "://" : "") + "***" + uri.substring(at), expected);
        }
        return cause == null
                ? new ConfigurationException(key, uri, expected)
                : new ConfigurationException(key, uri, expected, cause);
    }

    private static Credentials credentials(RedisURI uri) {
        RedisCredentials found =
                uri.getCredentialsProvider().resolveCredentials().block(Duration.ofSeconds(1));
        if (found == null || !found.hasPassword()) {
            return Credentials.NONE;
        }
        String password = new String(found.getPassword());
        return found.hasUsername() ? Credentials.user(found.getUsername(), password) : Credentials.password(password);
    }
}
