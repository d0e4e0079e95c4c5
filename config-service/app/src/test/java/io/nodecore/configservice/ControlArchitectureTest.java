package io.nodecore.configservice;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.web.bind.annotation.RestController;

@AnalyzeClasses(
        packages = {"io.nodecore.control", "io.nodecore.operations", "io.nodecore.queries", "io.nodecore.admin"},
        importOptions = DoNotIncludeTests.class)
class ControlArchitectureTest {

    @ArchTest
    static final ArchRule facts_are_data = noClasses()
            .that()
            .resideInAPackage("..control.fact..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "java.sql..", "org.apache.kafka..", "com.google.protobuf..")
            .because("everything depends on the facts, so they depend on nothing");

    @ArchTest
    static final ArchRule features_form_no_cycles = slices().matching("io.nodecore.(*).(*)..")
            .should()
            .beFreeOfCycles()
            .because("a feature that can be read alone can be changed alone");

    @ArchTest
    static final ArchRule routes_are_translation = classes()
            .that()
            .areAnnotatedWith(RestController.class)
            .should()
            .haveSimpleNameEndingWith("Http")
            .andShould()
            .notBePublic()
            .because("a transport adapter is used by its transport alone");

    @ArchTest
    static final ArchRule only_the_decision_logs_and_the_projection_write_the_outbox = noClasses()
            .that()
            .resideOutsideOfPackages("..control.decision..", "..control.status..")
            .should()
            .dependOnClassesThat()
            .haveSimpleName("OutboxTable")
            .because("a record belongs into the transaction of the fact that it publishes");
}
