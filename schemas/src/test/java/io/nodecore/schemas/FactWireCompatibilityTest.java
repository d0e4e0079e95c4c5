package io.nodecore.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.nodecore.proto.ConfirmConfigAppliedRequest;
import io.nodecore.proto.HeartbeatRequest;
import io.nodecore.proto.ReportErrorRequest;
import io.nodecore.proto.ReportNodeStatsRequest;
import io.nodecore.proto.ReportOnlineUsersRequest;
import io.nodecore.proto.ReportOutboundUsageRequest;
import io.nodecore.proto.ReportSessionEventsRequest;
import io.nodecore.proto.ReportUsageRequest;
import io.nodecore.schemas.facts.ConfigApplied;
import io.nodecore.schemas.facts.HeartbeatReceived;
import io.nodecore.schemas.facts.NodeErrorReported;
import io.nodecore.schemas.facts.NodeStatsReported;
import io.nodecore.schemas.facts.OnlineUsersReported;
import io.nodecore.schemas.facts.OutboundUsageReported;
import io.nodecore.schemas.facts.SessionEventsReported;
import io.nodecore.schemas.facts.UsageReported;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The gateway appends the bytes of the request, without field 1, as the fact. That is right only as long as both messages have the
 * same wire form, down to the messages inside them.
 */
class FactWireCompatibilityTest {

    private static final int AUTH_KEY = 1;

    static Stream<Arguments> requestsAndTheirFacts() {
        return Stream.of(
                Arguments.of(HeartbeatRequest.getDescriptor(), HeartbeatReceived.getDescriptor()),
                Arguments.of(ReportUsageRequest.getDescriptor(), UsageReported.getDescriptor()),
                Arguments.of(ReportOutboundUsageRequest.getDescriptor(), OutboundUsageReported.getDescriptor()),
                Arguments.of(ConfirmConfigAppliedRequest.getDescriptor(), ConfigApplied.getDescriptor()),
                Arguments.of(ReportNodeStatsRequest.getDescriptor(), NodeStatsReported.getDescriptor()),
                Arguments.of(ReportOnlineUsersRequest.getDescriptor(), OnlineUsersReported.getDescriptor()),
                Arguments.of(ReportSessionEventsRequest.getDescriptor(), SessionEventsReported.getDescriptor()),
                Arguments.of(ReportErrorRequest.getDescriptor(), NodeErrorReported.getDescriptor()));
    }

    @ParameterizedTest
    @MethodSource("requestsAndTheirFacts")
    void a_fact_has_the_wire_form_of_its_request_without_the_key(Descriptor request, Descriptor fact) {
        SortedMap<Integer, String> expected = wireForm(request);

        assertThat(expected.remove(AUTH_KEY)).isEqualTo("auth_key string");
        assertThat(wireForm(fact)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("requestsAndTheirFacts")
    void a_fact_can_never_reuse_the_number_of_the_key(Descriptor request, Descriptor fact) {
        assertThat(fact.isReservedNumber(AUTH_KEY)).isTrue();
    }

    /** Field number → name, label, presence and type; a message type is written out as its own wire form. */
    private static SortedMap<Integer, String> wireForm(Descriptor message) {
        SortedMap<Integer, String> fields = new TreeMap<>();
        for (FieldDescriptor field : message.getFields()) {
            fields.put(field.getNumber(), wireForm(field));
        }
        return fields;
    }

    private static String wireForm(FieldDescriptor field) {
        String label = field.isRepeated() ? " repeated" : field.toProto().getProto3Optional() ? " optional" : "";
        String type = field.getType() == FieldDescriptor.Type.MESSAGE
                ? wireForm(field.getMessageType()).toString()
                : field.getType().name().toLowerCase(java.util.Locale.ROOT);
        return field.getName() + label + " " + type;
    }
}
