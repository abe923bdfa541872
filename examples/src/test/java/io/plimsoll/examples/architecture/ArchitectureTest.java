package io.plimsoll.examples.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who may know whom. Each rule says why; change the reason before you change the rule. */
class ArchitectureTest {
    private static final List<String> MODULES =
            List.of("core", "hyperliquid", "pyth", "evm", "analytics", "jdbc", "examples");

    private static final Map<String, List<String>> FORBIDDEN_TO_ADAPTERS = Map.of(
            "hyperliquid", List.of("pyth", "evm", "analytics", "jdbc", "examples"),
            "pyth", List.of("hyperliquid", "evm", "analytics", "jdbc", "examples"),
            "evm", List.of("hyperliquid", "pyth", "analytics", "jdbc", "examples"),
            "jdbc", List.of("hyperliquid", "pyth", "evm", "analytics", "examples"),
            "analytics", List.of("hyperliquid", "pyth", "evm", "jdbc", "examples"),
            "core", List.of("hyperliquid", "pyth", "evm", "analytics", "jdbc", "examples"));

    /** DoNotIncludeTests knows test folders, not core's test-jar. */
    private static final class DoNotIncludeTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(new DoNotIncludeTestJars())
            .importPackages("io.plimsoll");

    private static String in(String module) {
        return "io.plimsoll." + module + "..";
    }

    private static void check(ArchRule rule) {
        rule.check(MAIN);
    }

    @Test
    void everyModule_isLookedAt_andNoTest() {
        for (String module : MODULES) {
            assertThat(MAIN.that(resideInAPackage(in(module)))).as(module).isNotEmpty();
        }
        assertThat(MAIN).noneMatch(type -> type.getName().contains("core.testing"));
        assertThat(MAIN).noneMatch(type -> type.getSimpleName().matches(".*(Test|IT)"));
    }

    @Test
    void modules_doNotSeeEachOther() {
        FORBIDDEN_TO_ADAPTERS.forEach((module, others) -> check(noClasses()
                .that()
                .resideInAPackage(in(module))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others.stream().map(ArchitectureTest::in).toArray(String[]::new))
                .because("adapters meet in core's ports only, so that each can be used and replaced alone")));
    }

    @Test
    void core_isLayered() {
        check(noClasses()
                .that()
                .resideInAPackage("io.plimsoll.core.foundation..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.plimsoll.core.domain..", "io.plimsoll.core.kit..", "io.plimsoll.core.engine..")
                .because("the foundation is what everything else stands on"));
        check(noClasses()
                .that()
                .resideInAPackage("io.plimsoll.core.domain..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.plimsoll.core.kit..", "io.plimsoll.core.engine..")
                .because("the domain says what things are called, not how they are fetched"));
        check(noClasses()
                .that()
                .resideInAPackage("io.plimsoll.core.kit..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.plimsoll.core.domain..", "io.plimsoll.core.engine..")
                .because("the kit serves any domain"));
    }

    @Test
    void domain_needsNoLibrary() {
        check(noClasses()
                .that()
                .resideInAnyPackage("io.plimsoll.core.domain..", "io.plimsoll.core.foundation.chain..")
                .should()
                .dependOnClassesThat(resideOutsideOfPackage("java..")
                        .and(resideOutsideOfPackage("io.plimsoll.."))
                        .and(resideOutsideOfPackage("org.jspecify..")))
                .because("analytics and the store use the domain without the libraries of crypto and kit"));
    }

    @Test
    void analytics_isPure() {
        check(noClasses()
                .that()
                .resideInAPackage(in("analytics"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "java.net..",
                                "java.io..",
                                "java.nio..",
                                "java.sql..",
                                "java.util.concurrent..",
                                "org.slf4j..",
                                "io.plimsoll.core.kit..",
                                "io.plimsoll.core.engine..",
                                "io.plimsoll.core.foundation.crypto..",
                                "io.plimsoll.core.domain.repository..")
                        .or(named(Thread.class))
                        .or(named(Clock.class)))
                .because("a formula takes all its inputs as arguments: no I/O, no clock, no thread, no log"));
        check(noClasses()
                .that()
                .resideInAPackage(in("analytics"))
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .because("replayed must equal live"));
    }

    private static DescribedPredicate<JavaClass> named(Class<?> type) {
        return DescribedPredicate.describe(type.getName(), candidate -> candidate.isEquivalentTo(type));
    }

    @Test
    void internals_areNobodyElses() {
        for (String module : MODULES) {
            check(noClasses()
                    .that()
                    .resideOutsideOfPackage(in(module))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.plimsoll." + module + "..internal..")
                    .because("internal packages are not API and may change with every release"));
        }
    }

    @Test
    void fakes_areForTestsAndDemos() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("..testing..", in("examples"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.plimsoll..testing..")
                .because("a fake in main code would one day answer for the real thing"));
    }

    @Test
    void packages_haveNoCycles() {
        for (String module : MODULES) {
            check(slices().matching("io.plimsoll." + module + ".(**)")
                    .should()
                    .beFreeOfCycles()
                    .because("two packages that need each other are one package")
                    .allowEmptyShould(true));
        }
    }

    @Test
    void money_isNeverFloatingPoint() {
        check(noClasses()
                .that()
                .resideInAnyPackage(
                        in("analytics"), in("jdbc"), "io.plimsoll.core.domain..", "io.plimsoll.hyperliquid.info..")
                .should()
                .dependOnClassesThat(named(Double.class).or(named(Float.class)))
                .because("prices, sizes and thresholds are exact decimals"));
    }
}
