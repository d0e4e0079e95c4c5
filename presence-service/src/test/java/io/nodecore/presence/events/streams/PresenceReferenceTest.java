package io.nodecore.presence.events.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.presence.Reports;
import io.nodecore.presence.events.SaidEvent;
import io.nodecore.presence.events.ScriptedFleet;
import io.nodecore.presence.events.ScriptedFleet.ScriptedReport;
import io.nodecore.presence.events.shard.ReportCounts;
import io.nodecore.presence.events.time.TimeSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.kafka.config.KafkaStreamsConfiguration;

/** The whole topology, compared with what a list of each user's reports says. The driver has one partition of each topic. */
class PresenceReferenceTest {

    private static final long BYSTANDER = 1_000_000;

    @TempDir
    Path stateDir;

    @Test
    void what_is_said_is_what_the_reports_of_each_user_say() {
        long seed = System.nanoTime();
        TimeSettings time = EventsSettingsTest.bound(TimeSettings.class, Map.of());
        List<ScriptedReport> reports =
                new ScriptedFleet(seed, 12, 1, time.disorder().toMillis()).reports(2_000, 50);
        long endMs =
                reports.stream().mapToLong(ScriptedReport::receivedAtMs).max().orElseThrow();
        List<SaidEvent> said = new ArrayList<>();
        var settings = EventsSettingsTest.bound(
                EventsSettings.class, Map.of("nodecore.presence.state-dir", stateDir.toString()));
        var properties = new KafkaStreamsConfiguration(
                        StreamsConfiguration.of(settings, KafkaSettings.of("localhost:1")))
                .asProperties();
        var topology = new PresenceTopology(
                () -> 1,
                1,
                time,
                partition -> Optional.empty(),
                settings.waitingAtMost(),
                new ReportCounts(new SimpleMeterRegistry()),
                Stores::inMemoryKeyValueStore);
        try (var driver = new TopologyTestDriver(topology.build(properties), properties, Instant.ofEpochMilli(endMs))) {
            var input =
                    driver.createInputTopic("node.online-users", new ByteArraySerializer(), new ByteArraySerializer());
            reports.forEach(report -> input.pipeInput(record(report, endMs)));
            // Someone else moves the time on until everybody has gone.
            input.pipeInput(record(
                    ScriptedReport.of(0, 1, endMs + 60_000, List.of(Reports.user(BYSTANDER, 1))), endMs + 60_000));
            driver.createOutputTopic("events.user", new ByteArrayDeserializer(), new ByteArrayDeserializer())
                    .readRecordsToList()
                    .forEach(event -> said.add(SaidEvent.read(event.headers(), event.value())));
        }

        said.removeIf(event -> event.userId() == BYSTANDER);
        assertThat(SaidEvent.differences(said, SaidEvent.expectedOf(reports)))
                .as("seed %d", seed)
                .isEmpty();
    }

    private static TestRecord<byte[], byte[]> record(ScriptedReport report, long appendedAtMs) {
        RecordHeaders headers = new RecordHeaders();
        Reports.headers(report.nodeId(), report.receivedAtMs()).writeTo(headers);
        byte[] key = Long.toString(report.nodeId()).getBytes(StandardCharsets.UTF_8);
        return new TestRecord<>(key, report.value(), headers, Instant.ofEpochMilli(appendedAtMs));
    }
}
