package io.nodecore.usage;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

@AnalyzeClasses(packages = "io.nodecore.usage", importOptions = ImportOption.DoNotIncludeTests.class)
class UsageArchitectureTest {

    @ArchTest
    static final ArchRule no_kafka_in_projections = noClasses()
            .that()
            .resideInAnyPackage("..minutes..", "..outbound..", "..sessions..", "..nodestats..", "..repeats..", "..traffic..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "org.springframework..")
            .because("a projection is a function from facts to rows; the runner owns Kafka and the transaction");

    @ArchTest
    static final ArchRule features_stand_alone = SlicesRuleDefinition.slices()
            .matching("io.nodecore.usage.(minutes|outbound|sessions|nodestats)..")
            .should()
            .notDependOnEachOther()
            .because("each table has one writer");
}
