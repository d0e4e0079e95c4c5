package io.nodecore.usage.quotas;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Topic control.subscriptions → {@code subscription_terms}. Publishes the events of limits that are reached by a change of terms: a limit
 * that is set below the use applies without any new usage.
 *
 * <p>Every process reads the whole topic at every start. Only terms of a higher epoch than the stored ones change anything, so the first
 * process stores and evaluates them, and the others find nothing to do.
 */
public final class QuotaTermsProjection {

    private static final Logger log = LoggerFactory.getLogger(QuotaTermsProjection.class);

    private final DataSource dataSource;

    public QuotaTermsProjection(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** @throws IllegalStateException if the database is unavailable; the same records may be passed again */
    public void take(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<Long, QuotaTerms> terms = new HashMap<>();
        Set<Long> deleted = new LinkedHashSet<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                readInto(record, terms, deleted);
            } catch (Exception e) {
                // config-service writes this topic, so this is a defect; the other subscriptions are stored.
                log.error("{}-{}@{} can't be read", record.topic(), record.partition(), record.offset(), e);
            }
        }
        try (Connection connection = dataSource.getConnection()) {
            List<QuotaTerms> newer = QuotaTermsTable.newer(connection, terms.values());
            if (newer.isEmpty() && deleted.isEmpty()) {
                return;
            }
            store(connection, newer, deleted);
        } catch (SQLException e) {
            throw new IllegalStateException("terms can't be stored", e);
        }
    }

    private static void readInto(ConsumerRecord<byte[], byte[]> record, Map<Long, QuotaTerms> terms, Set<Long> deleted)
            throws Exception {
        long id = Long.parseLong(new String(record.key(), StandardCharsets.UTF_8));
        if (record.value() == null) {
            terms.remove(id);
            deleted.add(id);
        } else {
            terms.put(id, QuotaTermsWire.decode(record.value()));
        }
    }

    private static void store(Connection connection, List<QuotaTerms> newer, Set<Long> deleted) throws SQLException {
        connection.setAutoCommit(false);
        try {
            QuotaTermsLock.lockExclusive(connection);
            QuotaTermsTable.remove(connection, deleted);
            NotifiedLimitsTable.remove(connection, deleted);
            // Another process may have stored some of them while this one waited for the lock.
            List<QuotaTerms> stillNewer = QuotaTermsTable.newer(connection, newer);
            QuotaTermsTable.store(connection, stillNewer);
            Quotas.evaluate(connection, stillNewer);
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }
}
