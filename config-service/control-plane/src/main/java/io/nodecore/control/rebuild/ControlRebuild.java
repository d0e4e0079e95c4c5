package io.nodecore.control.rebuild;

import io.nodecore.admin.Sha256;
import io.nodecore.control.decision.FactTables;
import io.nodecore.control.decision.WriteLock;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.fact.NodeContent;
import io.nodecore.control.fact.NodeFact;
import io.nodecore.control.wire.FactWire;
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
 * Rebuilds the control plane's tables from its topics, in one transaction: completely or not at all. The schema is the one that the data
 * source's connections use, so it may be a shadow schema. Nothing is published again.
 */
public final class ControlRebuild {

    /** The config of a node, from the current tables. */
    @FunctionalInterface
    public interface Contents {
        NodeContent of(long nodeId, Instant at);
    }

    /**
     * Numbers of the records that were read.
     *
     * @param reports reports of nodes, as far as they are retained
     * @param decisions about nodes
     * @param states of codes, users, subscriptions and links
     */
    record Rebuilt(long reports, long decisions, long states) {}

    private static final Logger log = LoggerFactory.getLogger(ControlRebuild.class);

    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final KafkaSettings kafka;
    private final List<Projection<?>> ofReports;
    private final FactTables<ControlFact> tables;
    private final Contents contents;
    private final List<RebuildPart> parts;

    /**
     * @param ofReports projections of node reports, which are filled in the same transaction; empty if they have their own replay
     * @param parts tables of other modules that are rebuilt in the same transaction
     */
    public ControlRebuild(
            DataSource dataSource,
            KafkaSettings kafka,
            List<Projection<?>> ofReports,
            FactTables<ControlFact> tables,
            Contents contents,
            List<RebuildPart> parts) {
        this.dataSource = dataSource;
        this.jdbc = JdbcClient.create(dataSource);
        this.kafka = kafka;
        this.ofReports = List.copyOf(ofReports);
        this.tables = tables;
        this.contents = contents;
        this.parts = List.copyOf(parts);
    }

    /** Rebuilds if nothing was ever decided in this schema. Otherwise returns empty. */
    public Optional<Rebuilt> runIfEmpty() {
        Optional<Rebuilt> rebuilt = new TransactionTemplate(new JdbcTransactionManager(dataSource))
                .execute(transaction -> {
                    // Commands and reports wait, and so does another process that would also rebuild.
                    WriteLock.CONTROL.lockTransaction(jdbc);
                    parts.stream().map(RebuildPart::lock).distinct().forEach(lock -> lock.lockTransaction(jdbc));
                    WriteLock.NODE_STATUS.lockTransaction(jdbc);
                    return isEmpty() ? Optional.of(rebuild(transaction)) : Optional.empty();
                });
        rebuilt.ifPresent(read -> log.info("rebuilt from the topics: {}", read));
        return rebuilt;
    }

    private boolean isEmpty() {
        return jdbc.sql("""
                select not exists (select from nodes) and not exists (select from users)
                   and not exists (select from registration_codes) and not exists (select from admin_tokens)
                   and not (select is_called from node_ids) and not (select is_called from user_ids)
                """).query(Boolean.class).single();
    }

    private Rebuilt rebuild(TransactionStatus transaction) {
        List<Topic<?>> all = new ArrayList<>();
        ofReports.forEach(projection -> all.addAll(projection.topics()));
        all.add(Topics.LIFECYCLE);
        all.addAll(FactWire.COMPACTED);
        parts.forEach(part -> all.addAll(part.topics()));
        try (TopicReader topics = TopicReader.open(kafka, all)) {
            var ids = new UsedIds();
            // While no node is known, no domain event is published.
            long reports = 0;
            for (Projection<?> projection : ofReports) {
                reports += new ProjectionRebuild<>(projection)
                        .run(topics, DataSourceUtils.getConnection(dataSource), transaction, jdbc);
            }
            var nodes = new LifecycleRebuild(tables, ids);
            topics.read(Topics.LIFECYCLE, nodes::add);
            long states = 0;
            for (Topic<?> topic : FactWire.COMPACTED) {
                states += latest(topics, topic, ids);
            }
            nodes.withoutContent().values().forEach(this::generate);
            ids.store(jdbc);
            parts.forEach(part -> rebuild(part, topics));
            return new Rebuilt(reports, nodes.decisions(), states);
        }
    }

    private void rebuild(RebuildPart part, TopicReader topics) {
        part.topics().forEach(topic -> topics.read(topic, records -> part.apply(jdbc, records)));
        part.finish(jdbc);
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
            tables.apply(List.of(fact), Instant.ofEpochMilli(record.timestamp()));
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

    /** A config follows from the other tables: nothing has changed it since it was published. */
    private void generate(LifecycleRebuild.Unfilled unfilled) {
        var revision = unfilled.revision();
        NodeContent content = contents.of(revision.nodeId(), unfilled.publishedAt());
        if (!Sha256.of(content.json()).equals(revision.contentDigest())) {
            log.warn("revision {} of node {} is not what it was", revision.revision(), revision.nodeId());
        }
        tables.apply(
                List.of(new NodeFact.RevisionPublished(
                        revision.nodeId(), revision.revision(), revision.cause(), content)),
                unfilled.publishedAt());
    }
}
