package io.nodecore.control.rebuild;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.admin.Sha256;
import io.nodecore.control.decision.CorrectionWire;
import io.nodecore.control.decision.FactTables;
import io.nodecore.control.decision.FactWire;
import io.nodecore.control.decision.WriteLock;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.fact.CorrectionFact;
import io.nodecore.control.fact.NodeContent;
import io.nodecore.control.fact.NodeFact;
import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.projection.Projection;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Rebuilds the control plane's tables from its topics, in one transaction: all of it or nothing. The schema is the one that the data
 * source's connections see, so that it may be a shadow beside the live one. Nothing is published again.
 */
public final class ControlRebuild {

    /** What a node's config is with the tables as they are. */
    @FunctionalInterface
    public interface Contents {
        NodeContent of(long nodeId, Instant at);
    }

    /**
     * What was read.
     *
     * @param reports of nodes, as far as they are kept
     * @param decisions about nodes
     * @param states of codes, users, subscriptions and links
     */
    public record Rebuilt(long reports, long decisions, long states) {}

    private static final Logger log = LoggerFactory.getLogger(ControlRebuild.class);

    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final KafkaSettings kafka;
    private final List<Projection<?>> ofReports;
    private final FactTables tables;
    private final Contents contents;

    /** @param ofReports projections of what nodes report, to be filled along; none where that is thrown away or has a replay of its own */
    public ControlRebuild(
            DataSource dataSource,
            KafkaSettings kafka,
            List<Projection<?>> ofReports,
            FactTables tables,
            Contents contents) {
        this.dataSource = dataSource;
        this.jdbc = JdbcClient.create(dataSource);
        this.kafka = kafka;
        this.ofReports = List.copyOf(ofReports);
        this.tables = tables;
        this.contents = contents;
    }

    /** Rebuilds where nothing was ever decided in this schema; empty where something was. */
    public Optional<Rebuilt> runWhereEmpty() {
        Optional<Rebuilt> rebuilt = new TransactionTemplate(new JdbcTransactionManager(dataSource))
                .execute(transaction -> {
                    // Commands wait, and so does another process that would rebuild too.
                    WriteLock.take(jdbc);
                    return isEmpty() ? Optional.of(rebuild(transaction)) : Optional.empty();
                });
        rebuilt.ifPresent(read -> log.info("rebuilt from the topics: {}", read));
        return rebuilt;
    }

    private boolean isEmpty() {
        return jdbc.sql("""
                select not exists (select from nodes) and not exists (select from users)
                   and not exists (select from registration_codes)
                   and not (select is_called from node_ids) and not (select is_called from user_ids)
                """).query(Boolean.class).single();
    }

    private Rebuilt rebuild(TransactionStatus transaction) {
        List<Topic<?>> all = new ArrayList<>();
        ofReports.forEach(projection -> all.addAll(projection.topics()));
        all.add(Topics.LIFECYCLE);
        all.add(Topics.USAGE_CORRECTED);
        all.addAll(FactWire.COMPACTED);
        try (TopicReader topics = TopicReader.open(kafka, all)) {
            var ids = new UsedIds();
            // While no node is known yet, nothing is told to downstream consumers.
            long reports = 0;
            for (Projection<?> projection : ofReports) {
                reports += new ProjectionRebuild<>(projection)
                        .run(topics, DataSourceUtils.getConnection(dataSource), transaction, jdbc);
            }
            var nodes = new LifecycleRebuild(tables, ids);
            topics.read(Topics.LIFECYCLE, nodes::add);
            topics.read(Topics.USAGE_CORRECTED, records -> corrections(records, ids));
            long states = 0;
            for (Topic<?> topic : FactWire.COMPACTED) {
                states += latest(topics, topic, ids);
            }
            nodes.withoutContent().values().forEach(this::generate);
            ids.store(jdbc);
            return new Rebuilt(reports, nodes.decisions(), states);
        }
    }

    /** A part that was published twice is added once. */
    private void corrections(List<ConsumerRecord<byte[], byte[]>> records, UsedIds ids) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            FactHeaders headers = FactHeaders.readFrom(record.headers());
            try {
                CorrectionFact fact = CorrectionWire.read(headers.nodeId(), record.value());
                ids.saw(fact);
                tables.apply(fact, Instant.ofEpochMilli(headers.receivedAtMs()));
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException(
                        "%s-%d@%d can't be read".formatted(record.topic(), record.partition(), record.offset()), e);
            }
        }
    }

    private long latest(TopicReader topics, Topic<?> topic, UsedIds ids) {
        Map<String, ConsumerRecord<byte[], byte[]>> latest = new LinkedHashMap<>();
        topics.read(topic, records -> {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                String key = new String(record.key(), StandardCharsets.UTF_8);
                if (record.value() == null) {
                    latest.remove(key);
                    ids.sawKey(topic, key);
                } else {
                    latest.put(key, record);
                }
            }
        });
        latest.forEach((key, record) -> {
            ControlFact fact = state(topic, key, record.value());
            ids.saw(fact);
            tables.apply(fact, Instant.ofEpochMilli(record.timestamp()));
        });
        return latest.size();
    }

    private static ControlFact state(Topic<?> topic, String key, byte[] value) {
        try {
            return FactWire.latest(topic, key, value);
        } catch (Exception e) {
            throw new IllegalStateException("the state of " + key + " in " + topic.name() + " can't be read", e);
        }
    }

    /** What a config is follows from the rest of the tables: since it was published, nothing has changed it. */
    private void generate(LifecycleRebuild.Unfilled unfilled) {
        var revision = unfilled.revision();
        NodeContent content = contents.of(revision.nodeId(), unfilled.publishedAt());
        if (!Sha256.of(content.json()).equals(revision.contentDigest())) {
            log.warn("revision {} of node {} is not what it was", revision.revision(), revision.nodeId());
        }
        tables.apply(
                new NodeFact.RevisionPublished(revision.nodeId(), revision.revision(), revision.cause(), content),
                unfilled.publishedAt());
    }
}
