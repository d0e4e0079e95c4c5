package io.nodecore.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.nodecore.gateway.config.ConfigWatches;
import io.nodecore.gateway.kit.FreezingLink;
import io.nodecore.gateway.kit.GrpcAgent;
import io.nodecore.gateway.kit.Keys;
import io.nodecore.gateway.kit.RunningGateway;
import io.nodecore.proto.NodeServiceGrpc;
import io.nodecore.proto.WatchConfigRequest;
import io.nodecore.proto.WatchConfigResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The server stream that tells an agent of newer revisions. */
class WatchConfigIT {

    private RunningGateway gateway = RunningGateway.shared();
    private GrpcAgent agent = new GrpcAgent(gateway);

    @AfterEach
    void closeAgent() {
        agent.close();
    }

    @Test
    void a_watch_sends_a_revision_that_differs_at_once_and_then_every_newer_one() {
        long nodeId = gateway.newNode();
        publish(nodeId, 4);

        Watch behind = watch(Keys.of(nodeId), 3L);
        Watch without = watch(Keys.of(nodeId), null);
        Watch current = watch(Keys.of(nodeId), 4L);

        await().untilAsserted(() -> assertThat(behind.revisions).containsExactly(4L));
        await().untilAsserted(() -> assertThat(without.revisions).containsExactly(4L));
        gateway.controlTopics().revision(nodeId, 5);
        await().untilAsserted(() -> assertThat(behind.revisions).containsExactly(4L, 5L));
        await().untilAsserted(() -> assertThat(without.revisions).containsExactly(4L, 5L));
        await().untilAsserted(() -> assertThat(current.revisions).containsExactly(5L));
    }

    @Test
    void a_watch_of_another_node_gets_nothing() {
        long nodeId = gateway.newNode();
        Watch other = watch(Keys.of(gateway.newNode()), null);
        Watch mine = watch(Keys.of(nodeId), null);

        publish(nodeId, 1);

        await().untilAsserted(() -> assertThat(mine.revisions).containsExactly(1L));
        assertThat(other.revisions).isEmpty();
    }

    @Test
    void an_older_revision_is_not_sent() {
        long nodeId = gateway.newNode();
        publish(nodeId, 7);
        Watch watch = watch(Keys.of(nodeId), null);
        await().untilAsserted(() -> assertThat(watch.revisions).containsExactly(7L));

        gateway.controlTopics().revision(nodeId, 6);
        gateway.controlTopics().revision(nodeId, 8);

        await().untilAsserted(() -> assertThat(watch.revisions).containsExactly(7L, 8L));
    }

    @Test
    void a_node_has_only_so_many_watches() {
        long nodeId = gateway.newNode();
        List<Watch> watches =
                Stream.generate(() -> watch(Keys.of(nodeId), null)).limit(9).toList();

        await().untilAsserted(() -> assertThat(watches.stream().filter(watch -> watch.ended.isDone()))
                .singleElement()
                .satisfies(refused -> assertThat(refused.ended).isCompletedWithValue("too-many-requests")));
        publish(nodeId, 1);
        Watch other = watch(Keys.of(gateway.newNode()), 5L);
        await().untilAsserted(() -> assertThat(other.revisions).containsExactly(0L));
    }

    @Test
    void a_watch_without_a_valid_key_ends() throws Exception {
        assertThat(watch("wrong", null).ended.get(10, TimeUnit.SECONDS)).isEqualTo("unauthenticated");
    }

    @Test
    void a_watch_with_a_negative_revision_is_invalid() throws Exception {
        assertThat(watch(Keys.of(gateway.newNode()), -1L).ended.get(10, TimeUnit.SECONDS))
                .isEqualTo("invalid-report");
    }

    @Test
    void a_watch_ends_when_its_key_is_revoked() throws Exception {
        long nodeId = gateway.newNode();
        publish(nodeId, 1);
        Watch watch = watch(Keys.of(nodeId), null);
        await().untilAsserted(() -> assertThat(watch.revisions).isNotEmpty());

        gateway.controlTopics().revoke(Keys.of(nodeId));

        assertThat(watch.ended.get(5, TimeUnit.SECONDS)).isEqualTo("unauthenticated");
    }

    @Test
    void a_closed_watch_is_forgotten_and_only_so_many_are_open() throws Exception {
        try (RunningGateway small = RunningGateway.start("--nodecore.gateway.limits.watchers=1")) {
            gateway = small;
            agent.close();
            agent = new GrpcAgent(small);
            long nodeId = small.newNode();
            ConfigWatches watches = small.bean(ConfigWatches.class);

            watch(Keys.of(nodeId), null);
            await().until(() -> watches.open() == 1);
            assertThat(watch(Keys.of(nodeId), null).ended.get(10, TimeUnit.SECONDS))
                    .isEqualTo("overloaded");

            agent.close();
            await().until(() -> watches.open() == 0);
        }
    }

    @Test
    void a_stopping_gateway_ends_its_watches() throws Exception {
        Watch watch;
        try (RunningGateway stopping = RunningGateway.start()) {
            gateway = stopping;
            agent.close();
            agent = new GrpcAgent(stopping);
            watch = watch(Keys.of(stopping.newNode()), null);
            await().until(() -> stopping.bean(ConfigWatches.class).open() == 1);
        }
        assertThat(watch.ended.get(1, TimeUnit.SECONDS)).isEqualTo("shutting-down");
    }

    @Test
    void a_watch_reopened_on_another_replica_gets_the_missed_revision() throws Exception {
        long nodeId = gateway.newNode();
        publish(nodeId, 4);
        RunningGateway stopping = RunningGateway.start();
        try (GrpcAgent onStopping = new GrpcAgent(stopping)) {
            Watch first = watch(onStopping, Keys.of(nodeId), null);
            await().untilAsserted(() -> assertThat(first.revisions).containsExactly(4L));
            stopping.close();
            assertThat(first.ended.get(10, TimeUnit.SECONDS)).isEqualTo("shutting-down");
        }
        publish(nodeId, 5);

        try (RunningGateway restarted = RunningGateway.start();
                GrpcAgent onRestarted = new GrpcAgent(restarted)) {
            Watch second = watch(onRestarted, Keys.of(nodeId), 4L);
            await().untilAsserted(() -> assertThat(second.revisions).containsExactly(5L));
        }
    }

    @Test
    void an_agent_that_is_gone_without_a_word_gives_its_watch_back() throws Exception {
        try (RunningGateway pinging = RunningGateway.start(
                        "--spring.grpc.server.keepalive.time=500ms", "--spring.grpc.server.keepalive.timeout=500ms");
                FreezingLink link = new FreezingLink(pinging.grpcPort());
                GrpcAgent gone = new GrpcAgent(link.port());
                GrpcAgent alive = new GrpcAgent(pinging)) {
            long nodeId = pinging.newNode();
            ConfigWatches watches = pinging.bean(ConfigWatches.class);
            watch(gone, Keys.of(nodeId), null);
            Watch kept = watch(alive, Keys.of(nodeId), null);
            await().until(() -> watches.open() == 2);

            link.freeze();

            // gRPC pings every 10 s at most, whatever is set.
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(watches.open()).isEqualTo(1));
            pinging.controlTopics().revision(nodeId, 1);
            await().untilAsserted(() -> assertThat(kept.revisions).containsExactly(1L));
        }
    }

    /** Publishes and waits until the gateway knows. */
    private void publish(long nodeId, long revision) {
        gateway.controlTopics().revision(nodeId, revision);
        await().until(() ->
                !gateway.bean(io.nodecore.gateway.config.Revisions.class).differs(nodeId, revision));
    }

    private Watch watch(String authKey, @Nullable Long revision) {
        return watch(agent, authKey, revision);
    }

    private static Watch watch(GrpcAgent agent, String authKey, @Nullable Long revision) {
        Metadata metadata = new Metadata();
        metadata.put(GrpcAgent.AUTH_KEY, authKey);
        WatchConfigRequest.Builder request = WatchConfigRequest.newBuilder();
        if (revision != null) {
            request.setRevision(revision);
        }
        Watch watch = new Watch();
        NodeServiceGrpc.newStub(agent.channel())
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata))
                .watchConfig(request.build(), watch);
        return watch;
    }

    private static final class Watch implements StreamObserver<WatchConfigResponse> {

        private final List<Long> revisions = new CopyOnWriteArrayList<>();
        private final CompletableFuture<String> ended = new CompletableFuture<>();

        @Override
        public void onNext(WatchConfigResponse told) {
            revisions.add(told.getRevision());
        }

        @Override
        public void onError(Throwable failure) {
            StatusRuntimeException status = (StatusRuntimeException) failure;
            ended.complete(
                    status.getStatus().getCode() == Code.CANCELLED
                            ? "cancelled"
                            : GrpcAgent.refusal(status).reason());
        }

        @Override
        public void onCompleted() {
            ended.complete("completed");
        }
    }
}
