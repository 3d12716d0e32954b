package dev.redisrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.redisrouter.config.Credentials;
import dev.redisrouter.config.SentinelConfig;
import dev.redisrouter.config.SourceConfig;
import dev.redisrouter.config.TlsConfig;
import dev.redisrouter.error.ConfigurationException;
import dev.redisrouter.topology.NodeAddress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A URI says who the Sentinels are and what to say to the nodes; anything else in it is an error without secrets. */
class RouterConfigUriTest {

    @Test
    void namesSentinelsAndMaster() {
        SentinelConfig sentinel = sentinel("redis-sentinel://h1:26380,h2#mymaster");

        assertThat(sentinel.masterName()).isEqualTo("mymaster");
        assertThat(sentinel.sentinels()).containsExactly(new NodeAddress("h1", 26380), new NodeAddress("h2", 26379));
    }

    @Test
    void takesTheBracketsOffAnIpv6Address() {
        assertThat(sentinel("redis-sentinel://[::1]:26381#mymaster").sentinels())
                .containsExactly(new NodeAddress("::1", 26381));
    }

    @ParameterizedTest
    @CsvSource({
        "redis-sentinel://s3cret@h1#m,           '',  s3cret",
        "redis-sentinel://:s3cret@h1#m,          '',  s3cret",
        "redis-sentinel://bob:s3cret@h1#m,       bob, s3cret",
        "redis-sentinel://bob:s3%40c%2Fret@h1#m, bob, s3@c/ret",
    })
    void credentialsAreThoseOfTheNodesAlone(String uri, String user, String password) {
        RouterConfig config = RouterConfig.of(uri);

        assertThat(config.nodes().credentials())
                .isEqualTo(user.isEmpty() ? Credentials.password(password) : Credentials.user(user, password));
        assertThat(((SentinelConfig) config.source()).credentials()).isEqualTo(Credentials.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "h1:26379",
                "redis://h1:6379",
                "redis-socket:///run/redis.sock",
                "redis-sentinel://h1:26379",
                "redis-sentinel://h1:26379#",
                "redis-sentinel://h1:26379,h2:99999#m",
                "redis-sentinel://h1:26379,h2:abc#m",
                "rediss-sentinel://h1:26379/1#m",
                "REDISS-SENTINEL://h1:26379#m",
                "redis-sentinel://h1:26379/2#m",
                "redis-sentinel://h1:26379?timeout=3s#m",
            })
    void whatCannotBeUsedIsRefused(String uri) {
        assertThatThrownBy(() -> RouterConfig.of(uri))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("uri: " + uri
                        + " (expected: redis[s]-sentinel://[[user:]password@]host[:port][,host2…]#masterName)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis-sentinel://bob:@h1#m", "redis-sentinel://:@h1#m", "redis-sentinel://@h1#m"})
    void aUserWithoutAPasswordIsRefused(String uri) {
        assertThatThrownBy(() -> RouterConfig.of(uri))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(
                        "uri: redis-sentinel://***@h1#m (expected: redis[s]-sentinel://[[user:]password@]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis-sentinel://bob:s3cret@h1",
                "redis-sentinel://bob:s3cret@h1:99999#m",
                "redis-sentinel://bob:s3cret@h 1#m",
                "redis-sentinel://bob:s3cret@#m",
                "redis-sentinel://bob:s3cret/x@h1#m",
                "redis-sentinel://bob:s3cret#x@h1#m",
                "redis-sentinel://bob:s3cret%zz@h1#m",
                "redis-sentinel://bob:s3cret\n@h1#m",
                "redis-sentinel://bob:s3cret@h1/2#m",
                "redis-sentinel:bob:s3cret@h1#m",
                "rediss-sentinel://bob:s3cret@h1",
                "redis://bob:s3cret@h1:6379",
                "bob:s3cret@h1#m",
                "s3cret@h1#m",
            })
    void aPasswordShowsNeitherInTheMessageNorInACause(String uri) {
        Throwable thrown = catchThrowable(() -> RouterConfig.of(uri));

        StringWriter everything = new StringWriter();
        thrown.printStackTrace(new PrintWriter(everything));
        assertThat(thrown).isInstanceOf(ConfigurationException.class);
        assertThat(everything.toString()).doesNotContain("s3cret").contains("***@");
    }

    @Test
    void aSecureUriIsTlsToNodesAndToSentinels() {
        RouterConfig config = RouterConfig.of("rediss-sentinel://bob:s3cret@h1:26380,h2#m");

        assertThat(config.nodes().tls()).contains(TlsConfig.defaults());
        assertThat(config.nodes().credentials()).isEqualTo(Credentials.user("bob", "s3cret"));
        assertThat(((SentinelConfig) config.source()).tls()).contains(TlsConfig.defaults());
        assertThat(RouterConfig.of("redis-sentinel://h1#m").nodes().tls()).isEmpty();
        assertThat(sentinel("redis-sentinel://h1#m").tls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "redis://h1:6380,            false, 6380",
        "rediss://h1,                true,  6379",
        "redis+ssl://h1:6380,        true,  6380",
        "redis+tls://h1:6380/,       true,  6380",
        "h1:6380,                    false, 6380",
        "rediss://[::1]:6380,        true,  6380",
        "rediss://bob:s3cret@h1:6380,true,  6380",
    })
    void nodesAreAddressesOrUris(String node, boolean tls, int port) {
        RouterConfig config = RouterConfig.ofNodes(node);

        assertThat(((SourceConfig.StaticNodes) config.source()).nodes())
                .singleElement()
                .isEqualTo(new NodeAddress(node.contains("::1") ? "::1" : "h1", port));
        assertThat(config.nodes().tls()).isEqualTo(tls ? Optional.of(TlsConfig.defaults()) : Optional.empty());
        assertThat(config.nodes().credentials())
                .isEqualTo(node.contains("@") ? Credentials.user("bob", "s3cret") : Credentials.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://h1:6379/2",
                "rediss://h1:6379?timeout=3s",
                "rediss://h1:6379#m",
                "redis-sentinel://h1:26379#m",
                "redis-socket:///run/redis.sock",
                "rediss://h1:99999",
                "http://h1:6379",
            })
    void nodesThatCannotBeUsedAreRefused(String node) {
        assertThatThrownBy(() -> RouterConfig.ofNodes(node))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("nodes: " + node
                        + " (expected: host:port or redis[s]://[[user:]password@]host[:port], all alike)");
    }

    @Test
    void nodesMustBeAlike() {
        assertThatThrownBy(() -> RouterConfig.ofNodes("rediss://h1:6379", "redis://h2:6379"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("nodes: redis://h2:6379 (expected: ");
        assertThatThrownBy(() -> RouterConfig.ofNodes("rediss://one@h1", "rediss://s3cret@h2"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("nodes: rediss://***@h2 (expected: ");
    }

    private static SentinelConfig sentinel(String uri) {
        return (SentinelConfig) RouterConfig.of(uri).source();
    }
}
