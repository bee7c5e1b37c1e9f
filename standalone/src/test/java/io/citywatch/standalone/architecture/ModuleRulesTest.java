package io.citywatch.standalone.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** The direction of dependencies between modules, and which library stays where. */
@AnalyzeClasses(packages = "io.citywatch", importOptions = ImportOption.DoNotIncludeTests.class)
final class ModuleRulesTest {
    @ArchTest
    static final ArchRule modelKnowsOnlyJacksonAndJSpecify = classes()
            .that()
            .resideInAPackage("io.citywatch.model..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.citywatch.model..", "java..", "com.fasterxml.jackson..", "org.jspecify..");

    @ArchTest
    static final ArchRule roadsKnowOnlyTheModel = noClasses()
            .that()
            .resideInAPackage("io.citywatch.roads..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.citywatch.ingest..",
                    "io.citywatch.streaming..",
                    "io.citywatch.alerts..",
                    "io.citywatch.simulators..",
                    "io.citywatch.standalone..",
                    "org.apache..",
                    "java.sql..");

    @ArchTest
    static final ArchRule onlyTheImportKnowsGraphHopper = noClasses()
            .that()
            .resideOutsideOfPackage("io.citywatch.roads.osm..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.graphhopper..");

    @ArchTest
    static final ArchRule ingestMeetsOthersOnlyInTheLog = noClasses()
            .that()
            .resideInAPackage("io.citywatch.ingest..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.citywatch.roads..",
                    "io.citywatch.streaming..",
                    "io.citywatch.alerts..",
                    "io.citywatch.simulators..",
                    "io.citywatch.standalone..");

    @ArchTest
    static final ArchRule streamingMeetsOthersOnlyInTheLog = noClasses()
            .that()
            .resideInAPackage("io.citywatch.streaming..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.citywatch.ingest..",
                    "io.citywatch.alerts..",
                    "io.citywatch.simulators..",
                    "io.citywatch.standalone..");

    @ArchTest
    static final ArchRule alertsMeetsOthersOnlyInTheLog = noClasses()
            .that()
            .resideInAPackage("io.citywatch.alerts..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.citywatch.ingest..",
                    "io.citywatch.streaming..",
                    "io.citywatch.simulators..",
                    "io.citywatch.standalone..");

    @ArchTest
    static final ArchRule simulatorsKnowThePlatformOnlyFromOutside = noClasses()
            .that()
            .resideInAPackage("io.citywatch.simulators..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.citywatch.ingest..",
                    "io.citywatch.streaming..",
                    "io.citywatch.alerts..",
                    "io.citywatch.standalone..",
                    "org.apache.kafka..",
                    "java.sql..");

    @ArchTest
    static final ArchRule nettyStaysInTheGateway = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.citywatch.model..",
                    "io.citywatch.streaming..",
                    "io.citywatch.alerts..",
                    "io.citywatch.standalone..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule flinkStaysInStreaming = noClasses()
            .that()
            .resideOutsideOfPackage("io.citywatch.streaming..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.flink..");

    @ArchTest
    static final ArchRule rulesArePlainJava = noClasses()
            .that()
            .resideInAPackage("io.citywatch.streaming.rules..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..");

    /** The launcher's platform speaks SQL once: to give its own PostgreSQL a password. */
    @ArchTest
    static final ArchRule sqlStaysInTheStore = noClasses()
            .that()
            .resideOutsideOfPackages("io.citywatch.alerts.store..", "io.citywatch.standalone.platform..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi..", "org.postgresql..");

    /** The store implements its users' interfaces and runs their transactions, so it is left out. */
    @ArchTest
    static final ArchRule packagesHaveNoCycles = SlicesRuleDefinition.slices()
            .matching("io.citywatch.(*).(*)..")
            .should()
            .beFreeOfCycles()
            .ignoreDependency(
                    DescribedPredicate.alwaysTrue(),
                    JavaClass.Predicates.resideInAPackage("io.citywatch.alerts.store.."));
}
