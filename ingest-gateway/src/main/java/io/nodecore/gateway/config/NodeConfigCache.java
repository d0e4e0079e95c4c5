package io.nodecore.gateway.config;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/** The latest config of each node that requested one, within a memory limit. */
public final class NodeConfigCache {

    private final Cache<Long, NodeConfig> configs;

    public NodeConfigCache(ConfigSettings settings) {
        configs = Caffeine.newBuilder()
                .maximumWeight(settings.cache().toBytes())
                .weigher((Long _, NodeConfig config) -> config.weight())
                .build();
    }

    @Nullable
    NodeConfig get(long nodeId) {
        return configs.getIfPresent(nodeId);
    }

    /** Keeps the newer one: two answers may arrive in any order. */
    void put(long nodeId, NodeConfig config) {
        configs.asMap().merge(nodeId, config, (kept, given) -> given.revision() >= kept.revision() ? given : kept);
    }

    public long weightBytes() {
        return configs.policy().eviction().orElseThrow().weightedSize().orElse(0);
    }
}
