package dev.redisrouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.picker.Pickers;
import dev.redisrouter.spi.NodePicker;
import dev.redisrouter.topology.NodeAddress;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A method named like a component changes that component and no other. */
class ChangedCopiesTest {
    private record Change(Record before, Method method, Object value) {
        @Override
        public String toString() {
            return before.getClass().getSimpleName() + "." + method.getName() + "(" + value + ")";
        }
    }

    static Stream<Change> changes() {
        return Stream.of(
                        SentinelConfig.of(List.of(new NodeAddress("h1", 26379)), "mymaster"),
                        EndpointConfig.defaults(),
                        NodesConfig.defaults(),
                        TlsConfig.defaults(),
                        TlsIdentity.of(Path.of("chain.pem"), Path.of("key.pem")),
                        ReadsConfig.defaults(),
                        HealthConfig.defaults(),
                        FailoverConfig.defaults(),
                        LimitsConfig.defaults(),
                        RuntimeConfig.defaults())
                .flatMap(ChangedCopiesTest::changesOf);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void changesOneComponent(Change change) throws ReflectiveOperationException {
        Object after = change.method().invoke(change.before(), change.value());

        for (RecordComponent component : change.before().getClass().getRecordComponents()) {
            Object was = component.getAccessor().invoke(change.before());
            Object is = component.getAccessor().invoke(after);
            Object wanted = component.getName().equals(change.method().getName()) ? wrapped(component, change) : was;
            assertThat(is).as(component.getName()).isEqualTo(wanted);
        }
    }

    @Test
    void everyTopicIsCovered() {
        assertThat(changes()).hasSizeGreaterThan(30);
    }

    @Test
    void weightsAndZonesAreAddedToThoseThatAreThere() {
        NodeAddress one = new NodeAddress("h1", 6379);
        NodeAddress two = new NodeAddress("h2", 6379);

        NodesConfig nodes = NodesConfig.defaults()
                .weight(one, 2)
                .weight(two, 3)
                .zone(one, "a")
                .zone(two, "b");

        assertThat(nodes.weights()).isEqualTo(Map.of(one, 2, two, 3));
        assertThat(nodes.zones()).isEqualTo(Map.of(one, "a", two, "b"));
    }

    @Test
    void usersAreAddedToThoseThatAreThere() {
        EndpointConfig endpoint =
                EndpointConfig.defaults().password("one").password("two").user("bob", "three");

        assertThat(endpoint.users())
                .containsExactly(
                        Credentials.password("one"), Credentials.password("two"), Credentials.user("bob", "three"));
    }

    @Test
    void noSecretIsShown() {
        EndpointConfig endpoint = EndpointConfig.defaults()
                .password("s3cret")
                .user("bob", "s3cret")
                .tls(EndpointTlsConfig.of(
                        TlsIdentity.of(Path.of("chain.pem"), Path.of("key.pem")).keyPassword("s3cret")));

        assertThat(endpoint.toString()).doesNotContain("s3cret").contains("bob", "chain.pem", "key.pem");
    }

    private static Stream<Change> changesOf(Record before) {
        List<String> components = Arrays.stream(before.getClass().getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        return Arrays.stream(before.getClass().getDeclaredMethods())
                .filter(m -> m.getParameterCount() == 1 && m.getReturnType() == before.getClass())
                .filter(m -> components.contains(m.getName()))
                .map(m -> new Change(before, m, other(before, m)));
    }

    /** A value of the parameter's type that is not the default of the component. */
    private static Object other(Record before, Method method) {
        Class<?> type = method.getParameterTypes()[0];
        if (type == boolean.class) {
            return !(Boolean) read(before, method.getName());
        } else if (type == int.class) {
            return (Integer) read(before, method.getName()) + 1;
        } else if (type == long.class) {
            return (Long) read(before, method.getName()) + 1;
        } else if (type == String.class) {
            return "127.0.0.2";
        } else if (type == Duration.class) {
            return Duration.ofMillis(77);
        } else if (type == Credentials.class) {
            return Credentials.user("bob", "pw");
        } else if (type == Path.class) {
            return Path.of("other");
        } else if (type == TlsConfig.class) {
            return TlsConfig.defaults().trusted(Path.of("ca.pem"));
        } else if (type == TlsConfig.Verification.class) {
            return TlsConfig.Verification.CA;
        } else if (type == TlsIdentity.class) {
            return TlsIdentity.of(Path.of("chain.pem"), Path.of("key.pem"));
        } else if (type == EndpointTlsConfig.class) {
            return EndpointTlsConfig.of(Path.of("chain.pem"), Path.of("key.pem"));
        } else if (type == ReadPolicy.class) {
            return ReadPolicy.REPLICAS;
        } else if (type == Consistency.class) {
            return Consistency.EVENTUAL;
        } else if (type == NodePicker.class) {
            return Pickers.latency();
        } else if (type == RuntimeConfig.Transport.class) {
            return RuntimeConfig.Transport.NIO;
        } else if (type == UnaryOperator.class) {
            UnaryOperator<NodeAddress> mapper = a -> new NodeAddress("127.0.0.1", a.port());
            return mapper;
        }
        throw new AssertionError("no other value known for " + method);
    }

    private static Object read(Record record, String component) {
        try {
            return record.getClass().getDeclaredMethod(component).invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private static Object wrapped(RecordComponent component, Change change) {
        return component.getType() == Optional.class ? Optional.of(change.value()) : change.value();
    }
}
