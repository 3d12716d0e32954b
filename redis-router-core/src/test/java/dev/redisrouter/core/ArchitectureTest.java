package dev.redisrouter.core;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.redisrouter.core.node.Node;
import dev.redisrouter.core.node.NodeFeedback;
import dev.redisrouter.core.node.TrafficFeedback;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The packages are the steps of the two paths, and know each other only along these arrows. A new arrow is a decision:
 * draw it here first.
 */
@NullMarked
class ArchitectureTest {
    private static final String CORE = "dev.redisrouter.core";

    /** Package, and the packages of core that it may know. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            // Foundations
            arrows("clock", ""),
            arrows("observe", "clock"),
            arrows("tls", ""),
            arrows("server", ""),

            // The data path, step by step
            arrows("transport", ""),
            arrows("endpoint", "journey observe tls transport"),
            arrows("door", ""),
            arrows("journey", "clock command consistency hold node observe reply resp route server session upstream"),
            arrows("resp", ""),
            arrows("command", "resp"),
            arrows("session", "command"),
            arrows("consistency", ""),
            arrows("route", "command consistency node observe"),
            arrows("hold", ""),
            arrows("upstream", "clock node observe resp tls"),
            arrows("reply", ""),

            // The control path, from the Sentinels to the view
            arrows("thread", ""),
            arrows("lettuce", "thread tls"),
            arrows("sentinel", "lettuce thread tls"),
            arrows("topology", ""),
            arrows("health", "clock lettuce server thread tls"),
            arrows("node", "clock consistency health server thread topology"),
            arrows("control", "clock health lettuce node observe route sentinel thread tls topology"),

            // The only place that says new for the long-lived parts of all the others
            arrows("runtime", "*"));

    private static final String[] DATA_PATH =
            packages("transport endpoint door journey resp command session consistency route hold upstream reply");
    private static final String[] CONTROL_PATH = packages("thread lettuce sentinel topology health node control");

    static {
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    }

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.redisrouter");

    static Set<String> packagesOfCore() {
        return CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(CORE + "."))
                .map(name -> name.substring(CORE.length() + 1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyPackageHasItsPlaceInThePicture() {
        assertThat(packagesOfCore()).containsExactlyInAnyOrderElementsOf(ARROWS.keySet());
    }

    @ParameterizedTest
    @MethodSource("packagesOfCore")
    void knowsOnlyWhatItsArrowsPointTo(String from) {
        Set<String> to = ARROWS.getOrDefault(from, Set.of());
        String[] allowed = packages(String.join(" ", to));

        classes()
                .that()
                .resideInAPackage(CORE + "." + from + "..")
                .should()
                .onlyDependOnClassesThat(not(resideInAPackage(CORE + ".."))
                        .or(resideInAPackage(CORE + "." + from + ".."))
                        .or(resideInAnyPackage(allowed)))
                .check(CLASSES);
    }

    @Test
    void noPackagesGoRoundInACircle() {
        slices().matching("dev.redisrouter.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theApiKnowsNothingOfTheCore() {
        noClasses()
                .that()
                .resideOutsideOfPackage(CORE + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CORE + "..")
                .check(CLASSES);
    }

    @Test
    void theApiShowsNoLibraryButLettuce() {
        classes()
                .that()
                .resideOutsideOfPackages(CORE + "..", "dev.redisrouter.metrics.micrometer..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "dev.redisrouter..",
                        "org.jspecify..",
                        "org.slf4j..",
                        "io.lettuce.core..",
                        // What Lettuce's credentials come in
                        "reactor.core.publisher..")
                .check(CLASSES);
    }

    @Test
    void onlyTheBinderKnowsMicrometer() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.redisrouter.metrics.micrometer..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micrometer..", "dev.redisrouter.metrics.micrometer..")
                .check(CLASSES);
    }

    @Test
    void decisionsArePure() {
        noClasses()
                .that()
                .resideInAnyPackage(packages("resp command session route topology"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "io.netty.channel..",
                                "io.netty.util.concurrent..",
                                "io.lettuce..",
                                "java.net..",
                                "java.nio.channels..",
                                "java.util.concurrent..",
                                "org.slf4j..")
                        .or(belongToAnyOf(Thread.class, System.Logger.class)))
                .because("what bytes mean and where a command goes must be testable without threads and connections")
                .check(CLASSES);
    }

    @Test
    void theDataPathKnowsOfTheControlPathNothingButItsNodes() {
        noClasses()
                .that()
                .resideInAnyPackage(DATA_PATH)
                .should()
                .dependOnClassesThat(resideInAnyPackage(CONTROL_PATH)
                        .and(not(belongToAnyOf(Node.class, NodeFeedback.class, TrafficFeedback.class))))
                .because("it reads one view and never waits for the control path")
                .check(CLASSES);
    }

    @Test
    void theControlPathTouchesNoClient() {
        noClasses()
                .that()
                .resideInAnyPackage(CONTROL_PATH)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages("endpoint door journey upstream reply hold session"))
                .check(CLASSES);
    }

    @Test
    void nettyCarriesTheDataPathAndLettuceTheControlPath() {
        noClasses()
                .that()
                .resideInAnyPackage(DATA_PATH)
                .and()
                .resideOutsideOfPackage(CORE + ".door..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.lettuce..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(CONTROL_PATH)
                .and()
                .resideOutsideOfPackage(CORE + ".lettuce..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
                .check(CLASSES);
    }

    @Test
    void nothingIsPrintedOrLoggedPastSlf4j() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(CLASSES);
    }

    @Test
    void nothingOfTheJdkIsUsedThatIsNotItsApi() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("sun..", "com.sun..", "jdk.internal..")
                .check(CLASSES);
    }

    @Test
    void nobodySleeps() {
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", long.class, int.class)
                .check(CLASSES);
    }

    @Test
    void noClassIsCalledAfterNothingInParticular() {
        noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Util|Utils|Impl)")
                .check(CLASSES);
    }

    private static Map.Entry<String, Set<String>> arrows(String from, String to) {
        return Map.entry(from, names(to).collect(Collectors.toSet()));
    }

    private static String[] packages(String names) {
        return names(names).map(name -> CORE + "." + name + "..").toArray(String[]::new);
    }

    private static Stream<String> names(String names) {
        return Arrays.stream(names.split(" ")).filter(name -> !name.isEmpty());
    }
}
