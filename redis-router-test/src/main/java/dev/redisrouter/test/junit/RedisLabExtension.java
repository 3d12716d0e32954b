package dev.redisrouter.test.junit;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.RouterConfig;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.RedisLabBuilder;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * A lab, and a router in front of it, for the tests of a class, or of a method when the field is not static:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final RedisLabExtension redis = RedisLabExtension.of(RedisLab.builder().password("secret"));
 *
 * @Test
 * void sets() {
 *     redis.router().connect().sync().set("hello", "world");
 * }
 * }</pre>
 *
 * <p>Test methods may also take a {@link RedisLab} and a {@link RedisRouter} as parameters. The router is started by the
 * first that asks for it. Before each test the lab is made whole and empty, as {@link RedisLabTest} says, so tests that run
 * at the same time must not share one.
 */
public final class RedisLabExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {
    private final ExtensionContext.Namespace namespace =
            ExtensionContext.Namespace.create(RedisLabExtension.class, this);
    private final @Nullable RedisLabBuilder builder;
    private final UnaryOperator<RouterConfig> configuration;
    private final boolean flush;

    /** For {@link #lab} and {@link #router}, which JUnit gives no context. */
    private volatile @Nullable LabFixture current;

    /** For {@link RedisLabTest}: JUnit makes the extension, and the annotation says what it starts. */
    RedisLabExtension() {
        this(null, UnaryOperator.identity(), true);
    }

    private RedisLabExtension(
            @Nullable RedisLabBuilder builder, UnaryOperator<RouterConfig> configuration, boolean flush) {
        this.builder = builder;
        this.configuration = configuration;
        this.flush = flush;
    }

    /** An extension that starts this lab. */
    public static RedisLabExtension of(RedisLabBuilder lab) {
        return new RedisLabExtension(lab, UnaryOperator.identity(), true);
    }

    /** The same with a router that is configured otherwise, from {@link RedisLab#routerConfig}. */
    public RedisLabExtension router(UnaryOperator<RouterConfig> configuration) {
        return new RedisLabExtension(builder, configuration, flush);
    }

    /** The same, but each test finds the data of the test before. */
    public RedisLabExtension keepingData() {
        return new RedisLabExtension(builder, configuration, false);
    }

    /**
     * The lab of the test that runs.
     *
     * @throws IllegalStateException when none does
     */
    public RedisLab lab() {
        return running().lab();
    }

    /**
     * The router in front of it, started at the first call.
     *
     * @throws IllegalStateException when no test runs
     */
    public RedisRouter router() {
        return running().router();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        fixture(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        fixture(context).prepare(builder == null ? annotation(context).flush() : flush);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        closeOwn(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        closeOwn(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == RedisLab.class || type == RedisRouter.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        LabFixture fixture = fixture(context);
        return parameter.getParameter().getType() == RedisLab.class ? fixture.lab() : fixture.router();
    }

    /** The lab of this context or of one around it, else a new one that ends with this context. */
    private LabFixture fixture(ExtensionContext context) {
        LabFixture fixture = context.getStore(namespace)
                .getOrComputeIfAbsent(Owned.class, key -> start(context), Owned.class)
                .fixture();
        current = fixture;
        return fixture;
    }

    private Owned start(ExtensionContext context) {
        return new Owned(context.getUniqueId(), new LabFixture(lab(context).start(), configuration));
    }

    /** Not left to the store: JUnit before 5.13 closes there only what implements a type that later ones deprecate. */
    private void closeOwn(ExtensionContext context) {
        Owned owned = context.getStore(namespace).get(Owned.class, Owned.class);
        if (owned != null && owned.context().equals(context.getUniqueId())) {
            current = null;
            owned.fixture().close();
        }
    }

    private RedisLabBuilder lab(ExtensionContext context) {
        if (builder != null) {
            return builder;
        }
        RedisLabTest wanted = annotation(context);
        RedisLabBuilder lab = RedisLab.builder()
                .replicas(wanted.replicas())
                .sentinels(wanted.sentinels())
                .downAfter(Duration.ofMillis(wanted.downAfterMillis()));
        if (wanted.sentinelTimers()) {
            lab.sentinelTimers();
        }
        return wanted.password().isEmpty() ? lab : lab.password(wanted.password());
    }

    /** The annotation of the test class, or of the nearest class around a nested one that has it. */
    private static RedisLabTest annotation(ExtensionContext context) {
        for (Class<?> type = context.getRequiredTestClass(); type != null; type = type.getEnclosingClass()) {
            var found = AnnotationSupport.findAnnotation(type, RedisLabTest.class);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new IllegalStateException(context.getRequiredTestClass()
                + ": has no @RedisLabTest (expected: that, or a field with RedisLabExtension.of)");
    }

    private LabFixture running() {
        LabFixture fixture = current;
        if (fixture == null) {
            throw new IllegalStateException("no test runs that has this lab");
        }
        return fixture;
    }

    /**
     * A fixture and who closes it.
     *
     * @param context the unique id of the context that started it
     */
    private record Owned(String context, LabFixture fixture) {}
}
