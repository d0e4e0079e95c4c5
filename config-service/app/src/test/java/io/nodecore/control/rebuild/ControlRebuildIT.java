package io.nodecore.control.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecore.configservice.ControlHistory;
import io.nodecore.configservice.ControlSchema;
import io.nodecore.configservice.RunningControl;
import io.nodecore.embedded.EmbeddedKafka;
import io.nodecore.embedded.PostgresAddress;
import io.nodecore.schemas.Topics;
import io.nodecore.testkit.SharedServers;
import io.nodecore.testkit.TopicContent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/** The control plane's tables can be dropped, and come back from its topics as they were. */
class ControlRebuildIT {

    private static final int STEPS = 400;

    @Test
    void a_shadow_that_is_filled_from_the_topics_is_identical_and_so_is_a_database_that_was_lost(@TempDir Path folder)
            throws Exception {
        long seed = new Random().nextLong();
        PostgresAddress postgres = SharedServers.postgres().newDatabase();
        JdbcClient operator =
                JdbcClient.create(new DriverManagerDataSource(postgres.url(), postgres.user(), postgres.password()));
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0)) {
            Map<String, String> live;
            JsonNode nodes;
            try (RunningControl control = RunningControl.on(kafka.bootstrapServers(), postgres)) {
                var history = new ControlHistory(control, seed);
                history.begin();
                for (int i = 0; i < STEPS; i++) {
                    history.step();
                }
                await().atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofMillis(500))
                        .until(() -> ControlHistory.isAtRest(operator, kafka.bootstrapServers()));
                live = TableChecksums.of(operator, "control");
                nodes = control.get("/admin/nodes").body();

                ControlSchema shadow = ControlSchema.migrate(postgres, "control_shadow");
                assertThat(shadow.rebuild(kafka.bootstrapServers()).runIfEmpty())
                        .isPresent();

                assertThat(TableChecksums.of(operator, "control_shadow"))
                        .as("the shadow's tables, seed %d", seed)
                        .isEqualTo(live);
                assertThat(shadow.rebuild(kafka.bootstrapServers()).runIfEmpty())
                        .as("a second rebuild")
                        .isEmpty();
                assertThat(TableChecksums.of(operator, "control")).isEqualTo(live);
            }
            System.out.printf("rebuilt after %d steps with seed %d: %s%n", STEPS, seed, live);

            operator.sql("drop schema control, control_shadow cascade").update();
            Map<String, Integer> published = published(kafka);
            try (RunningControl control = RunningControl.on(kafka.bootstrapServers(), postgres)) {
                assertThat(TableChecksums.of(operator, "control"))
                        .as("the tables of a lost database, seed %d", seed)
                        .isEqualTo(live);
                assertThat(control.get("/admin/nodes").body()).isEqualTo(nodes);
                assertThat(published(kafka)).as("records by topic").isEqualTo(published);
                assertThat(control.newNode().getNodeId())
                        .as("the id of a new node")
                        .isGreaterThan(highest(operator, "select max(node_id) from control.node_status"))
                        .isLessThan(1_000);
                assertThat(control.newUser()).as("the id of a new user").isGreaterThan(1_000_000);
            }
        }
    }

    private static Map<String, Integer> published(EmbeddedKafka kafka) {
        Map<String, Integer> records = new TreeMap<>();
        Topics.CONTROL.forEach(topic -> records.put(
                topic.name(),
                TopicContent.of(kafka.bootstrapServers(), topic.name()).size()));
        for (var topic : java.util.List.of(
                Topics.LIFECYCLE, Topics.USAGE_CORRECTED, Topics.NODE_EVENTS, Topics.SUBSCRIPTION_EVENTS)) {
            records.put(
                    topic.name(),
                    TopicContent.of(kafka.bootstrapServers(), topic.name()).size());
        }
        return records;
    }

    private static long highest(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
