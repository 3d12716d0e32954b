package dev.redisrouter.metrics.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisrouter.RedisRouter;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Micrometer may be absent: only this package needs it. */
class WithoutMicrometerTest {

    @Test
    void everythingElseLoads() throws Exception {
        try (URLClassLoader loader = classPathWithoutMicrometer()) {
            List<String> names = classesOfTheApi();

            for (String name : names) {
                Class<?> loaded = Class.forName(name, true, loader);
                assertThat(loaded.getClassLoader()).isSameAs(loader);
                assertThat(loaded.getDeclaredMethods()).isNotNull();
            }

            assertThat(names).hasSizeGreaterThan(40);
        }
    }

    @Test
    void theBinderSaysWhatIsMissing() throws Exception {
        try (URLClassLoader loader = classPathWithoutMicrometer()) {
            assertThatThrownBy(() -> Class.forName(RouterMeterBinder.class.getName(), true, loader))
                    .isInstanceOf(NoClassDefFoundError.class)
                    .hasMessageContaining("io/micrometer/core/instrument");
        }
    }

    private static List<String> classesOfTheApi() throws IOException, URISyntaxException {
        Path root = Path.of(RedisRouter.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(f -> root.relativize(f).toString())
                    .filter(f -> f.endsWith(".class") && !f.endsWith("-info.class"))
                    .map(f -> f.substring(0, f.length() - ".class".length()).replace(File.separatorChar, '.'))
                    .filter(name -> !name.startsWith("dev.redisrouter.metrics.micrometer."))
                    .toList();
        }
    }

    /** No parent but the JDK's: the test's own loader would find Micrometer. */
    private static URLClassLoader classPathWithoutMicrometer() {
        URL[] urls = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("micrometer-"))
                .map(entry -> url(new File(entry).toURI()))
                .toArray(URL[]::new);
        return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(URI uri) {
        try {
            return uri.toURL();
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }
}
