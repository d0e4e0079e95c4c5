package io.nodecore.gateway;

import io.grpc.ManagedChannel;
import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.gateway.auth.Admission;
import io.nodecore.gateway.auth.AuthSettings;
import io.nodecore.gateway.auth.FailedAttempts;
import io.nodecore.gateway.auth.KnownKeys;
import io.nodecore.gateway.config.ConfigPartsIntake;
import io.nodecore.gateway.config.ConfigSettings;
import io.nodecore.gateway.config.ConfigWatches;
import io.nodecore.gateway.config.NodeConfigCache;
import io.nodecore.gateway.config.NodeConfigIntake;
import io.nodecore.gateway.config.Revisions;
import io.nodecore.gateway.connection.ConnectionSettings;
import io.nodecore.gateway.connection.Connections;
import io.nodecore.gateway.connection.NetworkSettings;
import io.nodecore.gateway.connection.TrustedProxies;
import io.nodecore.gateway.control.ControlChannel;
import io.nodecore.gateway.control.ControlClient;
import io.nodecore.gateway.control.ControlSettings;
import io.nodecore.gateway.heartbeat.HeartbeatIntake;
import io.nodecore.gateway.limit.InFlightBudget;
import io.nodecore.gateway.limit.LimitSettings;
import io.nodecore.gateway.readiness.KafkaReadiness;
import io.nodecore.gateway.readiness.KafkaReadinessHealth;
import io.nodecore.gateway.readiness.ReadinessSettings;
import io.nodecore.gateway.registration.RegistrationIntake;
import io.nodecore.gateway.report.JournalSettings;
import io.nodecore.gateway.report.ReportIntake;
import io.nodecore.gateway.report.ReportJournal;
import io.nodecore.gateway.report.ReportKind;
import io.nodecore.gateway.report.ReportOutcomes;
import io.nodecore.journal.KafkaSettings;
import io.nodecore.journal.topic.TopicProvisioner;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;

/** The beans behind the transports. The ports open only after {@link #openEdge} is done. */
@Configuration(proxyBeanMethods = false)
class EdgeConfiguration {

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean(destroyMethod = "close")
    ControlTables controlTables(KafkaSettings kafka) {
        return new ControlTables(kafka);
    }

    @Bean(destroyMethod = "close")
    ReportJournal reportJournal(KafkaSettings kafka, JournalSettings settings, LimitSettings limits) {
        return ReportJournal.open(kafka, settings, limits.reportBytes());
    }

    /** Before the first request is accepted, the topics exist, the tables are read and the producer has the metadata of its topics. */
    @Bean
    SmartInitializingSingleton openEdge(
            KafkaSettings kafka,
            ControlTables tables,
            ReportJournal journal,
            KafkaReadiness readiness,
            JournalSettings settings) {
        List<Topic<?>> facts = factTopics();
        return () -> {
            try {
                new TopicProvisioner(kafka)
                        .provision(Stream.concat(facts.stream(), Topics.CONTROL.stream())
                                .toList());
                tables.start(settings.startTimeout());
                journal.awaitTopics(facts, settings.startTimeout());
                readiness.start();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while starting", e);
            }
        };
    }

    private static List<Topic<?>> factTopics() {
        return ReportKind.ALL.stream().<Topic<?>>map(ReportKind::topic).toList();
    }

    @Bean(destroyMethod = "close")
    KafkaReadiness kafkaReadiness(KafkaSettings kafka, ReadinessSettings settings, ControlTables tables) {
        return new KafkaReadiness(kafka, settings, factTopics(), tables.watched());
    }

    @Bean
    KafkaReadinessHealth kafkaHealthIndicator(KafkaReadiness readiness) {
        return new KafkaReadinessHealth(readiness);
    }

    @Bean(destroyMethod = "shutdownNow")
    ManagedChannel controlChannel(ControlSettings settings) {
        return ControlChannel.open(settings);
    }

    @Bean
    ControlClient controlClient(ControlSettings settings, ManagedChannel controlChannel) {
        return new ControlClient(settings, controlChannel);
    }

    @Bean
    KnownKeys knownKeys(AuthSettings settings, ControlTables tables, ConfigWatches watches, InstantSource clock) {
        KnownKeys keys = new KnownKeys(settings, tables::key, clock);
        tables.onKey(keys::tableChanged);
        keys.onRevoked(watches::revoked);
        return keys;
    }

    @Bean
    FailedAttempts wrongKeys(AuthSettings settings) {
        return FailedAttempts.ofKeys(settings, System::nanoTime);
    }

    @Bean
    FailedAttempts wrongCodes(AuthSettings settings) {
        return FailedAttempts.ofCodes(settings, System::nanoTime);
    }

    @Bean
    Connections connections(ConnectionSettings settings, TrustedProxies proxies) {
        return new Connections(settings, proxies::contain);
    }

    @Bean
    TrustedProxies trustedProxies(NetworkSettings settings) {
        return TrustedProxies.of(settings);
    }

    @Bean
    Admission admission(
            KnownKeys keys,
            ControlClient control,
            FailedAttempts wrongKeys,
            Connections connections,
            LimitSettings limits) {
        return new Admission(keys, control, wrongKeys, connections, limits, System::nanoTime);
    }

    /** For requests of nodes. */
    @Bean
    InFlightBudget inFlightBudget(LimitSettings limits) {
        return new InFlightBudget(
                limits.inFlight().toBytes(), limits.nodeInFlight().toBytes(), limits.nodeRequests());
    }

    /** For requests whose key is not known yet. */
    @Bean
    InFlightBudget unauthenticatedBudget(LimitSettings limits) {
        return new InFlightBudget(limits.unauthenticatedInFlight().toBytes());
    }

    /** For configs that are being sent to nodes. */
    @Bean
    InFlightBudget answerBudget(LimitSettings limits) {
        long bytes = limits.answers().toBytes();
        return new InFlightBudget(bytes, bytes, limits.nodeConfigStreams());
    }

    @Bean
    ReportOutcomes reportOutcomes(MeterRegistry meters) {
        return new ReportOutcomes(meters);
    }

    @Bean
    ReportIntake reportIntake(
            Admission admission,
            InFlightBudget inFlightBudget,
            ReportJournal journal,
            ReportOutcomes outcomes,
            ControlTables tables,
            LimitSettings limits,
            InstantSource clock) {
        return new ReportIntake(admission, inFlightBudget, journal, outcomes, tables::multipliers, limits, clock);
    }

    @Bean
    Revisions revisions(ControlTables tables) {
        return new Revisions(tables::revision);
    }

    @Bean
    HeartbeatIntake heartbeatIntake(ReportIntake reports, Revisions revisions) {
        return new HeartbeatIntake(reports, revisions);
    }

    @Bean
    NodeConfigCache nodeConfigCache(ConfigSettings settings) {
        return new NodeConfigCache(settings);
    }

    @Bean
    NodeConfigIntake nodeConfigIntake(
            Admission admission,
            ControlClient control,
            NodeConfigCache cache,
            ConfigSettings settings,
            InFlightBudget inFlightBudget,
            InFlightBudget answerBudget) {
        return new NodeConfigIntake(admission, control, cache, settings, inFlightBudget, answerBudget);
    }

    @Bean
    ConfigPartsIntake configPartsIntake(
            Admission admission,
            ControlClient control,
            NodeConfigIntake configs,
            ConfigSettings settings,
            InFlightBudget inFlightBudget,
            InFlightBudget answerBudget) {
        return new ConfigPartsIntake(admission, control, configs, settings, inFlightBudget, answerBudget);
    }

    @Bean
    ConfigWatches configWatches(Revisions revisions, ControlTables tables, LimitSettings limits) {
        ConfigWatches watches = new ConfigWatches(revisions, limits.watchers(), limits.nodeWatchers());
        tables.onRevision((nodeId, row) -> {
            if (row != null) {
                watches.published(nodeId, row.getRevision());
            }
        });
        return watches;
    }

    /** Streams never end by themselves: they are closed before the server waits for its last answers. */
    @Bean
    ApplicationListener<ContextClosedEvent> endWatches(ConfigWatches watches) {
        return _ -> watches.close();
    }

    @Bean
    RegistrationIntake registrationIntake(
            ControlClient control, FailedAttempts wrongCodes, KnownKeys keys, LimitSettings limits) {
        return new RegistrationIntake(control, wrongCodes, keys, limits);
    }

    @Bean
    EdgeMeters edgeMeters(
            InFlightBudget inFlightBudget,
            InFlightBudget unauthenticatedBudget,
            InFlightBudget answerBudget,
            Connections connections,
            ConfigWatches watches,
            NodeConfigCache configs,
            FailedAttempts wrongKeys,
            ControlTables tables,
            KafkaReadiness readiness,
            LimitSettings limits) {
        return new EdgeMeters(
                inFlightBudget,
                unauthenticatedBudget,
                answerBudget,
                connections,
                watches,
                configs,
                wrongKeys,
                tables,
                readiness,
                limits);
    }
}
