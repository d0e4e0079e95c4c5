package io.nodecore.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Rules over all modules at once; this is the only module that sees them all. */
@AnalyzeClasses(packages = "io.nodecore", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule SERVICES_MEET_ONLY_IN_TOPICS_AND_TABLES = slices().matching(
                    "io.nodecore.(gateway|usage|presence|enrichment|control|simulator)..")
            .should()
            .notDependOnEachOther()
            .because(
                    "a service may run in a process of its own: what it says to others goes through topics, views or proto");

    @ArchTest
    static final ArchRule THE_EDGE_KNOWS_NO_DATABASE = noClasses()
            .that()
            .resideInAPackage("io.nodecore.gateway..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "io.lettuce..", "org.springframework.jdbc..")
            .because("the gateway keeps accepting reports while Postgres and Redis are away");

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_A_CLASS_DOES = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.nodecore.proto..", "io.nodecore.schemas.facts..", "io.nodecore.schemas.control..")
            .should()
            .haveNameMatching(".*(Impl|Manager|Util|Utils|Helper|Handler|Processor|Dto|Base)")
            .because("these words say nothing about the domain");

    @ArchTest
    static final ArchRule SHARED_MECHANISMS_KNOW_NO_SERVICE = noClasses()
            .that()
            .resideInAnyPackage("io.nodecore.journal..", "io.nodecore.projection..", "io.nodecore.embedded..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.nodecore.gateway..",
                    "io.nodecore.usage..",
                    "io.nodecore.presence..",
                    "io.nodecore.enrichment..",
                    "io.nodecore.control..",
                    "io.nodecore.standalone..")
            .because("a mechanism that knows who uses it can't be shared");

    @ArchTest
    static final ArchRule NOBODY_USES_THE_STANDALONE_RUN = classes()
            .that()
            .resideInAPackage("io.nodecore.standalone..")
            .should()
            .onlyBeAccessed()
            .byAnyPackage("io.nodecore.standalone..")
            .because("it is one way of running the services, not a part of them");
}
