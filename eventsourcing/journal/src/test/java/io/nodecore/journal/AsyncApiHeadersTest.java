package io.nodecore.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.journal.deadletter.DeadLetterHeaders;
import io.nodecore.schemas.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What {@code schemas/asyncapi.yaml} says about headers is what records carry. */
class AsyncApiHeadersTest {

    @Test
    void a_fact_has_the_headers_that_are_described() throws IOException {
        var headers = new RecordHeaders();
        new FactHeaders("event", 7, 1, "report").writeTo(headers);

        assertThat(names(headers)).containsExactlyInAnyOrderElementsOf(required("fact"));
    }

    @Test
    void a_domain_event_has_the_headers_that_are_described() throws IOException {
        var event = new DomainEvent(
                "a", "/nodecore/test", "user.online", "42", Instant.EPOCH, "{}".getBytes(StandardCharsets.UTF_8));

        assertThat(names(event.toRecord(Topics.USER_EVENTS).headers()))
                .containsExactlyInAnyOrderElementsOf(required("domainEvent"));
    }

    @Test
    void a_dead_letter_has_the_headers_that_are_described() throws IOException {
        var headers = new RecordHeaders();
        new DeadLetterHeaders("cause", "node.usage", 3, 42, "usage").writeTo(headers);

        assertThat(names(headers)).containsExactlyInAnyOrderElementsOf(required("deadLetter"));
        assertThat(described("deadLetter").keySet())
                .containsAll(names(headers))
                .contains(DeadLetterHeaders.OMITTED)
                .hasSize(names(headers).size() + 1);
    }

    private static List<String> names(Headers headers) {
        return Arrays.stream(headers.toArray()).map(Header::key).toList();
    }

    @SuppressWarnings("unchecked")
    private static Collection<String> required(String trait) throws IOException {
        return (Collection<String>) Objects.requireNonNull(headersOf(trait).get("required"));
    }

    private static Map<String, Object> described(String trait) throws IOException {
        return map(headersOf(trait), "properties");
    }

    private static Map<String, Object> headersOf(String trait) throws IOException {
        try (InputStream document =
                Objects.requireNonNull(AsyncApiHeadersTest.class.getResourceAsStream("/schemas/asyncapi.yaml"))) {
            Map<String, Object> root = new Yaml().load(document);
            return map(map(map(map(root, "components"), "messageTraits"), trait), "headers");
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> of, String name) {
        return (Map<String, Object>) Objects.requireNonNull(of.get(name), name);
    }
}
