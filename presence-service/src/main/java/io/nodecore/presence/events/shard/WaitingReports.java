package io.nodecore.presence.events.shard;

import java.util.Iterator;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The reports of one shard that were read and are not due yet, in the order in which they are processed. */
final class WaitingReports {

    private final KeyValueStore<Bytes, byte[]> store;
    /** No report waits before this time. A scan starts here and skips deleted entries. */
    private long earliestMs;

    private int size;

    WaitingReports(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            while (all.hasNext()) {
                all.next();
                size++;
            }
        }
    }

    /** @param users those of its users that belong to the shard */
    record Waiting(ReportPlace place, byte[] users) {}

    /** The reports that are due, in order. Each is removed when the iteration passes it. */
    interface Due extends Iterator<Waiting>, AutoCloseable {

        /** The time of the next report. */
        long peekTimeMs();

        @Override
        void close();
    }

    void add(ReportPlace place, byte[] users) {
        earliestMs = Math.min(earliestMs, place.timeMs());
        store.put(place.key(), users);
        size++;
    }

    int size() {
        return size;
    }

    /** The reports before this time, the earliest first. */
    Due before(long timeMs) {
        return new Taking(store.range(
                ReportPlace.beforeAllOf(Math.min(earliestMs, timeMs)).key(),
                ReportPlace.beforeAllOf(timeMs).key()));
    }

    /** The earliest report, whatever its time. */
    Waiting takeEarliest() {
        try (Due all = before(Long.MAX_VALUE)) {
            return all.next();
        }
    }

    private final class Taking implements Due {

        private final KeyValueIterator<Bytes, byte[]> entries;

        Taking(KeyValueIterator<Bytes, byte[]> entries) {
            this.entries = entries;
        }

        @Override
        public boolean hasNext() {
            return entries.hasNext();
        }

        @Override
        public long peekTimeMs() {
            return ReportPlace.of(entries.peekNextKey()).timeMs();
        }

        @Override
        public Waiting next() {
            KeyValue<Bytes, byte[]> entry = entries.next();
            ReportPlace place = ReportPlace.of(entry.key);
            store.delete(entry.key);
            size--;
            earliestMs = place.timeMs();
            return new Waiting(place, entry.value);
        }

        @Override
        public void close() {
            entries.close();
        }
    }
}
