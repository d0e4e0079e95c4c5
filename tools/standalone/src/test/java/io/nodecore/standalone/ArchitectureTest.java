package io.nodecore.standalone;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.nodecore.journal.TopicRange;
import java.sql.Connection;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.clients.consumer.Consumer;

/** Rules of the classes of all services; this module has all of them on its class path. */
@AnalyzeClasses(packages = "io.nodecore", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule SERVICES_COMMUNICATE_ONLY_BY_TOPICS_AND_TABLES = slices().matching(
                    "io.nodecore.(gateway|usage|presence|enrichment|webhooks|control|simulator)..")
            .should()
            .notDependOnEachOther()
            .because("a service may run in a process of its own: services communicate through topics, views or proto");

    @ArchTest
    static final ArchRule FEATURES_FORM_NO_CYCLES = slices().matching("io.nodecore.(*).(*)..")
            .should()
            .beFreeOfCycles()
            .because("a feature that can be read alone can be changed alone");

    @ArchTest
    static final ArchRule RULES_AND_FOLDS_ARE_PURE = noClasses()
            .that()
            .haveNameMatching(".*(Rules|Fold|Generator)")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..",
                    "org.slf4j..",
                    "io.micrometer..",
                    "io.lettuce..",
                    "javax.sql..",
                    "org.apache.kafka.clients..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Connection.class)
            .because("a decision must be the same live, in a replay and in a test");

    @ArchTest
    static final ArchRule SERVICES_TAKE_THE_TIME_FROM_A_CLOCK_THEY_ARE_GIVEN = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.nodecore.gateway..",
                    "io.nodecore.usage..",
                    "io.nodecore.presence..",
                    "io.nodecore.enrichment..",
                    "io.nodecore.webhooks..",
                    "io.nodecore.control..",
                    "io.nodecore.operations..",
                    "io.nodecore.queries..",
                    "io.nodecore.projection..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("a test must be able to set the time");

    @ArchTest
    static final ArchRule WHAT_A_REPLAY_REBUILDS_USES_NO_CLOCK = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.nodecore.usage..", "io.nodecore.enrichment.userips..", "io.nodecore.presence.events..")
            .or()
            .haveNameMatching(".*(Projection|Fold)")
            .and()
            .haveNameNotMatching(".*Configuration")
            // A projection in Redis does not write keys that have expired by now.
            .and()
            .areNotAssignableTo("io.nodecore.presence.projection.RedisProjection")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(InstantSource.class)
            .because("time comes from the facts alone, so that the same facts give the same rows and events whenever"
                    + " they are read");

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_A_CLASS_DOES = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.nodecore.proto..", "io.nodecore.schemas.facts..", "io.nodecore.schemas.control..")
            .should()
            .haveNameMatching("(.*[.$]Abstract[A-Z].*)|(.*(Impl|Manager|Utils?|Helper|Handler|Processor|Dto|Base))")
            .because("these words say nothing about the domain");

    @ArchTest
    static final ArchRule SHARED_MECHANISMS_DEPEND_ON_NO_SERVICE = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.nodecore.journal..",
                    "io.nodecore.projection..",
                    "io.nodecore.outbox..",
                    "io.nodecore.replay..",
                    "io.nodecore.embedded..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.nodecore.gateway..",
                    "io.nodecore.usage..",
                    "io.nodecore.presence..",
                    "io.nodecore.enrichment..",
                    "io.nodecore.webhooks..",
                    "io.nodecore.control..",
                    "io.nodecore.operations..",
                    "io.nodecore.queries..",
                    "io.nodecore.admin..",
                    "io.nodecore.standalone..")
            .because("a mechanism that depends on its users can't be shared");

    @ArchTest
    static final ArchRule A_REPLAY_EMITS_NOTHING = noClasses()
            .that()
            .resideInAPackage("io.nodecore.replay..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.kafka.clients.producer..", "io.nodecore.outbox..", "java.net.http..", "io.grpc..")
            .orShould()
            .dependOnClassesThat()
            .haveSimpleName("DeadLetterJournal")
            .because("a replay must not emit a domain event, a dead letter or a call to the outside");

    @ArchTest
    static final ArchRule ONLY_TOOLS_USE_THE_STANDALONE_RUN = classes()
            .that()
            .resideInAPackage("io.nodecore.standalone..")
            .should()
            .onlyBeAccessed()
            .byAnyPackage("io.nodecore.standalone..", "io.nodecore.soak..", "io.nodecore.bench..")
            .because("it is one way of running the services, not a part of them");

    @ArchTest
    static final ArchRule ONE_READER_POLLS_KAFKA = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(TopicRange.class.getName())
            .and()
            // The first hands out the consumers of the containers. The next two keep a loop of their own: ADR 4 says
            // why. The others read
            // for a person, and for the readiness of the edge.
            .haveNameNotMatching(".*\\.(BoundedPolls\\$.*|LoadThread|WebhookFollower|TopicTail|KafkaReadiness)")
            .and()
            // Tests of the journal read topics without the journal.
            .resideOutsideOfPackage("io.nodecore.testkit..")
            .should()
            .callMethodWhere(target(owner(assignableTo(Consumer.class))).and(target(name("poll"))))
            .because("consumers are read by listener containers, and a bounded part of a topic by TopicRange");
}
