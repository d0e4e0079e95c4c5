package io.nodecore.presence;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.nodecore.presence", importOptions = DoNotIncludeTests.class)
class PresenceArchitectureTest {

    @ArchTest
    static final ArchRule features_apart = noClasses()
            .that()
            .resideInAPackage("..events..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..online..", "..nodestats..", "..redis..", "..presence.projection..")
            .because("domain events go on while Redis is away");
}
