package io.nodecore.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.nodecore.simulator", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule THE_SIMULATOR_KNOWS_ONLY_WHAT_AN_AGENT_AUTHOR_KNOWS = classes()
            .that()
            .resideInAPackage("io.nodecore.simulator..")
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackages("io.nodecore.schemas..", "io.nodecore.journal..", "org.apache.kafka..")
            .because("it judges the Core from outside: by its APIs, and by the tables that the contract names");

    @ArchTest
    static final ArchRule TRAFFIC_IS_DRAWN_FROM_THE_SEED_ALONE = noClasses()
            .that()
            .resideInAPackage("..traffic..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..core..", "..agent..", "..operator..", "..ledger..", "java.net..")
            .because("the same seed must make the same traffic whatever the Core answers");

    @ArchTest
    static final ArchRule THE_LEDGER_DOES_NOT_KNOW_THE_AGENTS = noClasses()
            .that()
            .resideInAPackage("..ledger..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..agent..", "..operator..")
            .because("books that the booked keep themselves prove nothing");
}
