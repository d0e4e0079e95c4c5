package io.nodecore.presence.events.streams;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** Stores without a topology. */
public final class InMemoryStores {

    private final MockProcessorContext<Void, Void> context = new MockProcessorContext<>();

    public KeyValueStore<Bytes, byte[]> bytes() {
        return of(Serdes.Bytes(), Serdes.ByteArray());
    }

    public <K, V> KeyValueStore<K, V> of(Serde<K> keys, Serde<V> values) {
        KeyValueStore<K, V> store = Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore("store"), keys, values)
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        return store;
    }
}
