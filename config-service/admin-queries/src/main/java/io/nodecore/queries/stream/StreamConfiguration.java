package io.nodecore.queries.stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.admin.redis.RedisReads;
import io.nodecore.operations.progress.PipelineView;
import io.nodecore.operations.replay.ReplayLookup;
import io.nodecore.queries.fleet.FleetView;
import io.nodecore.queries.overview.OverviewView;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Wires the event streams. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StreamSettings.class)
public class StreamConfiguration {

    @Bean
    StreamHub streamHub(
            OverviewView overview,
            FleetView fleet,
            PipelineView pipeline,
            ReplayLookup replays,
            RedisReads redis,
            StreamSettings settings,
            JsonMapper json,
            InstantSource clock) {
        var states = new ViewStates(overview, fleet, pipeline, replays, redis, json);
        return new StreamHub(states, settings, json, clock);
    }

    @Bean
    StreamHttp streamHttp(
            StreamHub hub, StreamSettings settings, JsonMapper json, InstantSource clock, MeterRegistry meters) {
        return new StreamHttp(new OpenStreams(hub, settings, json, clock, meters));
    }
}
