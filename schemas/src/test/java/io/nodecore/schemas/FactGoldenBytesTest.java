package io.nodecore.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import io.nodecore.schemas.corrections.UsageCorrected;
import io.nodecore.schemas.enrichment.IpEnriched;
import io.nodecore.schemas.facts.UsageReported;
import io.nodecore.schemas.lifecycle.NodeLifecycleFact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Facts stay for ever, so their bytes must be readable for ever. Each golden is a pair: {@code <topic>[.<case>].txtpb} says what a
 * fact means, {@code .hex} holds the bytes that stand in topics since the day it was written. Goldens are added, never changed.
 */
class FactGoldenBytesTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final List<FileDescriptor> FACTS = List.of(
            UsageReported.getDescriptor().getFile(),
            NodeLifecycleFact.getDescriptor().getFile(),
            UsageCorrected.getDescriptor().getFile(),
            IpEnriched.getDescriptor().getFile());
    private static final Pattern MESSAGE_TYPE = Pattern.compile("# proto-message: (\\w+)");

    static Stream<Path> goldens() throws IOException {
        return Files.list(GOLDEN)
                .filter(file -> file.toString().endsWith(".txtpb"))
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void the_bytes_in_the_topic_still_mean_the_same(Path golden) throws IOException {
        Message meaning = meaning(golden);

        assertThat(DynamicMessage.parseFrom(meaning.getDescriptorForType(), bytes(golden)))
                .isEqualTo(meaning);
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void the_same_fact_is_written_as_the_same_bytes(Path golden) throws IOException {
        assertThat(meaning(golden).toByteArray()).isEqualTo(bytes(golden));
    }

    @Test
    void every_fact_topic_has_a_golden() throws IOException {
        assertThat(goldens().map(file -> file.getFileName().toString())).satisfies(files -> {
            for (Topic<?> topic : Stream.concat(Topics.FACTS.stream(), Topics.LOOKED_UP.stream())
                    .toList()) {
                assertThat(files).as(topic.name()).anyMatch(file -> file.startsWith(topic.name() + "."));
            }
        });
    }

    /** A field that no golden holds could change its number unseen. */
    @Test
    void every_field_of_every_fact_stands_in_a_golden() throws IOException {
        Set<String> held = new TreeSet<>();
        for (Path golden : goldens().toList()) {
            collectFields(meaning(golden), held);
        }

        assertThat(held).containsExactlyElementsOf(allFields());
    }

    private static Set<String> allFields() {
        Set<String> all = new TreeSet<>();
        for (Descriptor message : factMessages().toList()) {
            for (FieldDescriptor field : message.getFields()) {
                all.add(field.getFullName());
            }
        }
        return all;
    }

    private static Stream<Descriptor> factMessages() {
        return FACTS.stream().flatMap(file -> file.getMessageTypes().stream());
    }

    private static void collectFields(Message message, Set<String> held) {
        message.getAllFields().forEach((field, value) -> {
            held.add(field.getFullName());
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                List<?> values = field.isRepeated() ? (List<?>) value : List.of(value);
                values.forEach(inner -> collectFields((Message) inner, held));
            }
        });
    }

    private static Message meaning(Path golden) throws IOException {
        String text = Files.readString(golden);
        Matcher type = MESSAGE_TYPE.matcher(text);
        assertThat(type.find()).as("%s names its message", golden).isTrue();
        Descriptor descriptor = factMessages()
                .filter(message -> message.getName().equals(type.group(1)))
                .findAny()
                .orElseThrow(() -> new AssertionError("no message " + type.group(1) + " for " + golden));
        DynamicMessage.Builder message = DynamicMessage.newBuilder(descriptor);
        TextFormat.merge(text, message);
        return message.build();
    }

    private static byte[] bytes(Path golden) throws IOException {
        String hex = Files.readString(Path.of(golden.toString().replace(".txtpb", ".hex")));
        return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }
}
