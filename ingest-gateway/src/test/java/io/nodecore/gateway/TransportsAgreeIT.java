package io.nodecore.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.nodecore.gateway.kit.Facts.Fact;
import io.nodecore.gateway.kit.GrpcAgent;
import io.nodecore.gateway.kit.HttpAgent;
import io.nodecore.gateway.kit.Keys;
import io.nodecore.gateway.kit.Outcome;
import io.nodecore.gateway.kit.Outcome.Refusal;
import io.nodecore.gateway.kit.RunningGateway;
import io.nodecore.gateway.kit.Samples;
import io.nodecore.gateway.kit.Samples.Sample;
import io.nodecore.proto.OnlineUser;
import io.nodecore.proto.ReportErrorRequest;
import io.nodecore.proto.ReportOnlineUsersRequest;
import io.nodecore.proto.ReportSessionEventsRequest;
import io.nodecore.schemas.Topics;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same report over either transport is the same fact, and the same refusal. */
class TransportsAgreeIT {

    private final RunningGateway gateway = RunningGateway.shared();
    private final GrpcAgent grpc = new GrpcAgent(gateway);
    private final HttpAgent http = new HttpAgent(gateway);

    @AfterEach
    void closeAgents() {
        grpc.close();
        http.close();
    }

    static List<Sample> everyReport() {
        return Samples.all();
    }

    @ParameterizedTest
    @MethodSource("everyReport")
    void the_facts_are_equal(Sample sample) {
        long nodeId = gateway.newNode();

        assertThat(grpc.send(sample.report(), Keys.of(nodeId), "one name"))
                .isEqualTo(http.send(sample.report(), Keys.of(nodeId), "one name"));

        List<Fact> facts = gateway.facts().of(sample.topic(), nodeId);
        assertThat(facts).hasSize(2);
        Fact first = facts.get(0);
        Fact second = facts.get(1);
        assertThat(second.value()).isEqualTo(first.value());
        assertThat(second.key()).isEqualTo(first.key());
        assertThat(second.headers().nodeId()).isEqualTo(first.headers().nodeId());
        assertThat(second.headers().reportId()).isEqualTo(first.headers().reportId());
        assertThat(second.headers().eventId()).isNotEqualTo(first.headers().eventId());
    }

    @Test
    void a_usage_report_has_one_name_over_both() {
        long nodeId = gateway.newNode();
        grpc.send(Samples.usage(), nodeId);
        http.send(Samples.usage(), nodeId);

        assertThat(gateway.facts().of(Topics.USAGE, nodeId).stream()
                        .map(fact -> fact.headers().reportId())
                        .distinct())
                .hasSize(1);
    }

    static Stream<Message> wrong() {
        return Stream.of(
                Samples.usage().toBuilder()
                        .addEntries(Samples.usageEntry().setUserId(-1).setRecordedAt("never"))
                        .build(),
                Samples.heartbeat().toBuilder().setRevision(-1).build(),
                ReportSessionEventsRequest.newBuilder()
                        .addEvents(Samples.sessionEvents().getEvents(0).toBuilder()
                                .setProtocol("ipsec")
                                .setEventType("gone")
                                .setOccurredAt("yesterday"))
                        .build(),
                ReportErrorRequest.newBuilder()
                        .setMessage(" ")
                        .setCode("c".repeat(200))
                        .build(),
                ReportOnlineUsersRequest.newBuilder()
                        .addUsers(OnlineUser.newBuilder().setUserId(-1))
                        .build(),
                Samples.stats().toBuilder().setMtprotoJson("{").build());
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void the_violations_are_equal(Message report) {
        long nodeId = gateway.newNode();

        Outcome overGrpc = grpc.send(report, nodeId);
        Outcome overHttp = http.send(report, nodeId);

        assertThat(((Refusal) overHttp).violations()).isNotEmpty().isEqualTo(((Refusal) overGrpc).violations());
    }
}
