package io.nodecore.enrichment;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.InstantSource;

@AnalyzeClasses(packages = "io.nodecore.enrichment", importOptions = DoNotIncludeTests.class)
class EnrichmentArchitectureTest {

    @ArchTest
    static final ArchRule only_other_modules_that_are_shared = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.nodecore.gateway..", "io.nodecore.usage..", "io.nodecore.presence..", "io.nodecore.control..")
            .because("services meet in topics and public views, never in code");

    @ArchTest
    static final ArchRule no_clock = noClasses()
            .that()
            .resideInAPackage("..userips..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(InstantSource.class)
            .because("a rebuild must give the same rows whenever it runs");
}
