package io.nodecore.configservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecore.admin.Sha256;
import io.nodecore.control.decision.Decision;
import io.nodecore.control.fact.CodeFact;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.fact.Link;
import io.nodecore.control.fact.LinkFact;
import io.nodecore.control.fact.NodeFact;
import io.nodecore.control.fact.Quota;
import io.nodecore.control.fact.RegistrationCode;
import io.nodecore.control.fact.Subscription;
import io.nodecore.control.fact.SubscriptionFact;
import io.nodecore.control.fact.User;
import io.nodecore.control.fact.UserFact;
import io.nodecore.control.rebuild.TableChecksums;
import io.nodecore.embedded.EmbeddedKafka;
import io.nodecore.embedded.PostgresAddress;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.topic.TopicProvisioner;
import io.nodecore.nodeconfig.NodeProfile;
import io.nodecore.nodeconfig.NodeProtocol;
import io.nodecore.nodeconfig.ServiceTemplates;
import io.nodecore.nodeconfig.VpnProtocol;
import io.nodecore.outbox.OutboxSettings;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import io.nodecore.testkit.SharedServers;
import io.nodecore.testkit.TopicContent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Dying between any two steps of a decision and its publication leaves no fact unpublished, and none published twice to a reader that
 * follows the contract: one who sees what was committed and knows repeats by their event id.
 */
class DeathAtEveryStepIT {

    private static final List<Topic<?>> TOPICS = Stream.concat(
                    Topics.CONTROL.stream(), Stream.of(Topics.LIFECYCLE, Topics.NODE_EVENTS))
            .toList();
    private static final int DECISIONS_OF_A_LIFE = 2;
    private static final int RANDOM_LIVES = 25;

    private final Map<String, Boolean> answeredByCode = new HashMap<>();
    private long nextId = 1;

    /** First the process dies at its first step, then at its second, until it lives; then it dies at random ones. */
    @Test
    void every_fact_is_published_once_and_what_was_answered_is_among_them(@TempDir Path folder) throws Exception {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        PostgresAddress postgres = SharedServers.postgres().newDatabase();
        ControlSchema live = ControlSchema.migrate(postgres, "control_live");
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0)) {
            KafkaSettings settings = KafkaSettings.of(kafka.bootstrapServers());
            new TopicProvisioner(settings)
                    .provision(Stream.concat(
                                    TOPICS.stream(), Stream.of(Topics.HEARTBEATS, Topics.ERRORS, Topics.CONFIG_APPLIED))
                            .toList());
            int deaths = 0;
            while (dies(live, settings, deaths)) {
                deaths++;
            }
            for (int i = 0; i < RANDOM_LIVES; i++) {
                dies(live, settings, random.nextInt(deaths));
            }
            try (var process = new CrashingProcess(live, settings, relayOf(500), Integer.MAX_VALUE)) {
                decide(process);
                awaitEmptyOutbox(live);
            }

            ControlSchema shadow = ControlSchema.migrate(postgres, "control_shadow");
            shadow.rebuild(kafka.bootstrapServers()).runIfEmpty();
            assertThat(TableChecksums.of(live.jdbc(), "control_shadow"))
                    .as("the tables that a reader makes, against those of the decisions, seed %d", seed)
                    .isEqualTo(TableChecksums.of(live.jdbc(), "control_live"));
            int repeated = assertPublishedOnce(kafka, seed);
            System.out.printf(
                    "died at each of %d steps and %d times at random: %d decisions, %d of them answered, %d records published again%n",
                    deaths,
                    RANDOM_LIVES,
                    answeredByCode.size(),
                    answeredByCode.values().stream()
                            .filter(answered -> answered)
                            .count(),
                    repeated);
            assertThat(repeated)
                    .as("a death between publishing and removing was among them")
                    .isPositive();
        }
    }

    /** A life of a process: some decisions, until it dies or everything is published. */
    private boolean dies(ControlSchema schema, KafkaSettings kafka, int atStep) {
        try (var process = new CrashingProcess(schema, kafka, relayOf(5), atStep)) {
            for (int i = 0; i < DECISIONS_OF_A_LIFE && !process.isDead(); i++) {
                decide(process);
            }
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> process.isDead() || waiting(schema) == 0);
            return process.isDead();
        }
    }

    /** A decision with facts for several topics, and a revision that follows from them. Its code names it. */
    private void decide(CrashingProcess process) {
        long id = nextId++;
        String code = Sha256.of("code " + id).hex();
        answeredByCode.put(code, false);
        try {
            process.log().decide("everything at once", now -> new Decision<>(id, facts(id, new Sha256(code), now)));
            answeredByCode.put(code, true);
        } catch (DataAccessException | TransactionException e) {
            if (!process.isDead()) {
                throw e;
            }
        }
    }

    private static List<ControlFact> facts(long id, Sha256 code, Instant now) {
        var user = new User(id, "user " + id, User.Status.ACTIVE);
        var subscription = new Subscription(
                id,
                id,
                Subscription.Status.ACTIVE,
                null,
                Subscription.ResetPeriod.NONE,
                now.plus(1, ChronoUnit.DAYS),
                new Quota(1, now, null, null));
        Sha256 key = Sha256.of("key " + id);
        return List.of(
                new CodeFact.Issued(new RegistrationCode(code, 1, now.plus(1, ChronoUnit.DAYS), List.of(id))),
                new NodeFact.Registered(id, new NodeProfile("node " + id, "203.0.113.1", 1, "eu", null)),
                new NodeFact.KeyIssued(id, key),
                new NodeFact.KeyAnnounced(id, key),
                new NodeFact.ServicesChanged(
                        id,
                        new ServiceTemplates(
                                "{\"xray\":{\"inbounds\":[{\"port\":1,\"protocol\":\"vless\",\"tag\":\"in\"}]}}"),
                        List.of(new NodeProtocol(id, id, "in", VpnProtocol.VLESS))),
                new UserFact.Created(user),
                new SubscriptionFact.Created(subscription),
                new LinkFact.Created(new Link(id, new UUID(0, id), id, id, id)));
    }

    /** @return how many records stand in the topics again */
    private int assertPublishedOnce(EmbeddedKafka kafka, long seed) {
        int repeated = 0;
        Map<String, Integer> byTopic = new HashMap<>();
        Set<String> codes = new HashSet<>();
        for (Topic<?> topic : TOPICS) {
            Set<String> eventIds = new HashSet<>();
            for (ConsumerRecord<byte[], byte[]> record : TopicContent.of(kafka.bootstrapServers(), topic.name())) {
                if (!eventIds.add(eventId(record))) {
                    repeated++;
                } else if (topic.equals(Topics.CONTROL_CODES)) {
                    codes.add(new String(record.key(), StandardCharsets.UTF_8));
                }
            }
            byTopic.put(topic.name(), eventIds.size());
        }
        List<String> answered = new ArrayList<>();
        answeredByCode.forEach((code, isAnswered) -> {
            if (isAnswered) {
                answered.add(code);
            }
        });
        assertThat(codes).as("published decisions, seed %d", seed).containsAll(answered);
        int decided = codes.size();
        assertThat(byTopic)
                .as("facts by topic of %d decisions, seed %d", decided, seed)
                .containsEntry(Topics.CONTROL_CODES.name(), decided)
                .containsEntry(Topics.CONTROL_USERS.name(), decided)
                .containsEntry(Topics.CONTROL_SUBSCRIPTIONS.name(), decided)
                .containsEntry(Topics.CONTROL_LINKS.name(), decided)
                .containsEntry(Topics.CONTROL_KEYS.name(), decided)
                .containsEntry(Topics.CONTROL_REVISIONS.name(), decided)
                .containsEntry(Topics.LIFECYCLE.name(), 5 * decided)
                .containsEntry(Topics.NODE_EVENTS.name(), 2 * decided);
        return repeated;
    }

    private static String eventId(ConsumerRecord<byte[], byte[]> record) {
        var header = record.headers().lastHeader("event-id");
        return new String(
                (header == null ? record.headers().lastHeader("ce_id") : header).value(), StandardCharsets.UTF_8);
    }

    private static void awaitEmptyOutbox(ControlSchema schema) {
        await().atMost(Duration.ofSeconds(30)).until(() -> waiting(schema) == 0);
    }

    private static long waiting(ControlSchema schema) {
        return schema.jdbc()
                .sql("select count(*) from outbox")
                .query((row, n) -> row.getLong(1))
                .single();
    }

    private static OutboxSettings relayOf(int batch) {
        return new OutboxSettings(
                Duration.ofMillis(20), batch, Duration.ofMillis(20), Duration.ofSeconds(2), "mortal-relay");
    }
}
