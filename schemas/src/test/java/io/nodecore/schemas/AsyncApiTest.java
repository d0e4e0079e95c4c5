package io.nodecore.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.nodecore.schemas.control.NodeKey;
import io.nodecore.schemas.corrections.UsageCorrected;
import io.nodecore.schemas.enrichment.IpEnriched;
import io.nodecore.schemas.facts.UsageReported;
import io.nodecore.schemas.lifecycle.NodeLifecycleFact;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The document that consumers read must say what the catalogue in the code says. */
class AsyncApiTest {

    private static final JsonNode DOCUMENT = new YAMLMapper().readTree(Path.of("asyncapi.yaml"));
    private static final List<FileDescriptor> PROTO_FILES = List.of(
            UsageReported.getDescriptor().getFile(),
            NodeLifecycleFact.getDescriptor().getFile(),
            UsageCorrected.getDescriptor().getFile(),
            NodeKey.getDescriptor().getFile(),
            IpEnriched.getDescriptor().getFile());

    @Test
    void every_topic_of_the_catalogue_is_a_channel_and_no_other_is() {
        assertThat(channels().map(channel -> channel.path("address").asString()))
                .containsExactlyInAnyOrderElementsOf(
                        TopicsTest.all().map(Topic::name).toList());
    }

    @TestFactory
    Stream<DynamicTest> aChannelHasThePartitionsAndTheRetentionOfItsTopic() {
        return TopicsTest.all()
                .map(topic -> DynamicTest.dynamicTest(topic.name(), () -> {
                    JsonNode kafka = channel(topic).path("bindings").path("kafka");

                    assertThat(kafka.path("topic").asString()).isEqualTo(topic.name());
                    assertThat(kafka.path("partitions").asInt()).isEqualTo(topic.partitions());
                    assertThat(config(kafka.path("topicConfiguration"))).isEqualTo(topic.config());
                }));
    }

    @Test
    void every_message_of_every_channel_is_defined_and_every_defined_message_is_sent() {
        List<String> sent = channels()
                .flatMap(channel -> channel.path("messages").valueStream())
                .map(message -> message.path("$ref").asString())
                .toList();

        assertThat(sent)
                .doesNotHaveDuplicates()
                .allSatisfy(ref -> assertThat(resolve(ref)).isNotEmpty())
                .hasSameSizeAs(DOCUMENT.path("components").path("messages").propertyNames());
    }

    @Test
    void every_message_has_a_key() {
        assertThat(messages())
                .allSatisfy(message -> assertThat(withTraits(message, "bindings"))
                        .anySatisfy(bindings -> assertThat(bindings.path("kafka")
                                        .path("key")
                                        .path("type")
                                        .asString())
                                .isEqualTo("string")));
    }

    /** A message that no other holds is the value of a record. */
    @Test
    void every_protobuf_message_that_is_a_value_is_described() {
        Set<Descriptor> inside = protobufMessages()
                .flatMap(message -> message.getFields().stream())
                .filter(field -> field.getJavaType() == FieldDescriptor.JavaType.MESSAGE)
                .map(FieldDescriptor::getMessageType)
                .collect(Collectors.toSet());

        assertThat(messages()
                        .map(message -> message.path("x-protobuf-message").asString(""))
                        .filter(name -> !name.isEmpty()))
                .containsExactlyInAnyOrderElementsOf(protobufMessages()
                        .filter(message -> !inside.contains(message))
                        .map(Descriptor::getFullName)
                        .toList());
    }

    @Test
    void every_referenced_file_exists() {
        assertThat(DOCUMENT.findValues("$ref").stream().map(JsonNode::asString).filter(ref -> !ref.startsWith("#")))
                .isNotEmpty()
                .allSatisfy(ref -> assertThat(Path.of(ref)).isRegularFile());
    }

    @Test
    void facts_carry_the_four_headers_of_every_record() {
        JsonNode headers =
                DOCUMENT.path("components").path("messageTraits").path("fact").path("headers");

        assertThat(headers.path("required").valueStream().map(JsonNode::asString))
                .containsExactlyInAnyOrder("event-id", "node-id", "received-at", "report-id");
        for (Topic<?> topic : Topics.FACTS) {
            assertThat(channel(topic).path("messages").valueStream())
                    .allSatisfy(message -> assertThat(
                                    withTraits(resolve(message.path("$ref").asString()), "headers"))
                            .contains(headers));
        }
    }

    @Test
    void every_domain_event_stands_in_the_topic_of_its_kind() {
        Map<String, List<String>> typesByTopic = Topics.EVENTS.stream()
                .collect(Collectors.toMap(
                        Topic::name,
                        topic -> channel(topic)
                                .path("messages")
                                .valueStream()
                                .map(message -> resolve(message.path("$ref").asString()))
                                .map(message -> message.path("name").asString())
                                .toList()));

        assertThat(typesByTopic.values().stream().flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(DomainEventSchemasTest.TYPES);
        typesByTopic.forEach((topic, types) ->
                assertThat(types).allMatch(type -> topic.equals("events." + type.substring(0, type.indexOf('.')))));
    }

    private static Stream<Descriptor> protobufMessages() {
        return PROTO_FILES.stream().flatMap(file -> file.getMessageTypes().stream());
    }

    private static Stream<JsonNode> channels() {
        return DOCUMENT.path("channels").valueStream();
    }

    private static JsonNode channel(Topic<?> topic) {
        return channels()
                .filter(channel -> channel.path("address").asString().equals(topic.name()))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<JsonNode> messages() {
        return DOCUMENT.path("components").path("messages").valueStream();
    }

    private static JsonNode resolve(String ref) {
        return DOCUMENT.at(ref.substring(1));
    }

    private static List<JsonNode> withTraits(JsonNode message, String property) {
        return Stream.concat(
                        Stream.of(message),
                        message.path("traits")
                                .valueStream()
                                .map(trait -> resolve(trait.path("$ref").asString())))
                .map(part -> part.path(property))
                .toList();
    }

    /** Kafka's own form: every setting as text, a list joined by commas. */
    private static Map<String, String> config(JsonNode configuration) {
        Map<String, String> config = new HashMap<>();
        configuration.forEachEntry((setting, value) -> config.put(
                setting,
                value.isArray()
                        ? value.valueStream().map(JsonNode::asString).collect(Collectors.joining(","))
                        : value.asString()));
        return config;
    }
}
