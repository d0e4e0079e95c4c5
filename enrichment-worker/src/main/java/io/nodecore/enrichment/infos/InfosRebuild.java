package io.nodecore.enrichment.infos;

import io.nodecore.journal.KafkaConsumers;
import io.nodecore.journal.KafkaConsumers.OffsetReset;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.TopicRange;
import io.nodecore.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Fills {@code ip_infos} from its topic at the start if the table is empty, so that addresses are not looked up again and their
 * information is shown even if no provider is configured.
 */
public final class InfosRebuild implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(InfosRebuild.class);
    private static final int AT_ONCE = 2_000;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final KafkaSettings kafka;
    private volatile boolean running;

    public InfosRebuild(JdbcClient jdbc, TransactionTemplate transactions, KafkaSettings kafka) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.kafka = kafka;
    }

    /**
     * Reads the topic up to its current end if the table is empty. Idempotent, and safe for several processes at once.
     *
     * @throws RuntimeException if Kafka or Postgres can't be reached; the table is then still empty
     */
    @Override
    public void start() {
        if (IpInfosTable.isEmpty(jdbc)) {
            // In one transaction: a table with some rows would not be filled again.
            Long known = transactions.execute(status -> readAll());
            if (known != null && known > 0) {
                log.info("read {} facts of {} into the empty table ip_infos", known, Topics.IP_ENRICHED.name());
            }
        }
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Starts after topics and migrations, and before the jobs. */
    @Override
    public int getPhase() {
        return 0;
    }

    private long readAll() {
        var read = new AtomicLong();
        try (var range = TopicRange.open(KafkaConsumers.bounded(kafka, "ip-infos-rebuild", OffsetReset.EARLIEST)
                .maxPollRecords(AT_ONCE))) {
            range.readAll(range.ends(Topics.IP_ENRICHED), batch -> {
                Map<String, IpInfo> found = new HashMap<>();
                batch.all().forEach(record -> read(record, found));
                IpInfosTable.store(jdbc, found.values());
                read.addAndGet(found.size());
                return true;
            });
        }
        return read.get();
    }

    private static void read(ConsumerRecord<byte[], byte[]> record, Map<String, IpInfo> found) {
        if (record.value() == null) {
            return;
        }
        String ip = new String(record.key(), StandardCharsets.UTF_8);
        try {
            IpInfo info = IpInfoWire.read(ip, record.value());
            found.merge(ip, info, (one, other) -> one.lookedUpAt().isAfter(other.lookedUpAt()) ? one : other);
        } catch (Exception e) {
            // This service is the only writer of the topic. The address is looked up again.
            log.error(
                    "the record at {}-{}@{} can't be decoded and is skipped",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e);
        }
    }
}
