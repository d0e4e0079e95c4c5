package io.nodecore.presence;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.InstantSource;

@AnalyzeClasses(packages = "io.nodecore.presence", importOptions = DoNotIncludeTests.class)
class PresenceArchitectureTest {

    @ArchTest
    static final ArchRule no_code_of_other_services = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.nodecore.gateway..", "io.nodecore.usage..", "io.nodecore.enrichment..", "io.nodecore.control..")
            .because("services meet in topics, never in code");

    @ArchTest
    static final ArchRule no_clock_in_the_events = noClasses()
            .that()
            .resideInAPackage("..events..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(InstantSource.class)
            .because("who came and who went follows received-at, so that the same facts give the same events");

    @ArchTest
    static final ArchRule features_apart = noClasses()
            .that()
            .resideInAPackage("..events..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..online..", "..nodestats..", "..redis..", "..recent..")
            .because("domain events go on while Redis is away");

    @ArchTest
    static final ArchRule injected_clock = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("a test must be able to set the time");
}
