package io.nodecore.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.nodecore.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule transports_only_translate = noClasses()
            .that()
            .resideInAnyPackage("..gateway.grpc..", "..gateway.http..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "io.nodecore.journal..", "io.nodecore.schemas..")
            .because("what a report means must not depend on how it came in: the intake alone appends");

    @ArchTest
    static final ArchRule transports_do_not_know_each_other = noClasses()
            .that()
            .resideInAPackage("..gateway.grpc..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..gateway.http..")
            .because("each transport can be taken away without the other");

    @ArchTest
    static final ArchRule intakes_know_no_transport = noClasses()
            .that()
            .resideInAnyPackage("..report..", "..registration..", "..config..", "..auth..", "..rules..", "..limit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..gateway.grpc..", "..gateway.http..", "reactor..", "org.springframework.web..")
            .because("both transports lead to one front door");

    @ArchTest
    static final ArchRule the_edge_knows_no_database = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc..", "io.lettuce..")
            .because("the edge keeps accepting reports while every database is down");

    @ArchTest
    static final ArchRule rules_are_pure = noClasses()
            .that()
            .resideInAPackage("..gateway.rules..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "org.slf4j..", "io.micrometer..")
            .because("a rule is a function of the request alone");

    @ArchTest
    static final ArchRule nothing_waits_on_the_hot_path = noClasses()
            .should()
            .callMethod(java.util.concurrent.CompletableFuture.class, "join")
            .orShould()
            .callMethod(java.util.concurrent.CompletableFuture.class, "get")
            .orShould()
            .callMethod(reactor.core.publisher.Mono.class, "block")
            .because("requests run on event loops: one that waits holds up every connection of its loop");
}
