package io.nodecore.presence.events.streams;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/** One memory limit for all RocksDB stores of the process; by default each store has a limit of its own. */
public final class RocksDbBounds implements RocksDBConfigSetter {

    private static final long MEMORY_BYTES = 96L * 1024 * 1024;
    private static final long OF_THAT_WRITE_BUFFERS_BYTES = 48L * 1024 * 1024;

    static {
        RocksDB.loadLibrary();
    }

    private static final Cache MEMORY = new LRUCache(MEMORY_BYTES);
    /** Write buffers are counted as part of the cache. */
    private static final WriteBufferManager WRITE_BUFFERS = new WriteBufferManager(OF_THAT_WRITE_BUFFERS_BYTES, MEMORY);

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(MEMORY);
        table.setCacheIndexAndFilterBlocks(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(WRITE_BUFFERS);
    }

    @Override
    public void close(String storeName, Options options) {
        // Cache and write buffers are shared by all stores and exist until the process ends.
    }
}
