package io.nodecore.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import io.nodecore.schemas.Topic.Keep;
import io.nodecore.schemas.Topic.Kind;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TopicsTest {

    private static final String FOR_EVER = "-1";
    private static final String SEVEN_DAYS = "604800000";
    private static final String ONE_DAY = "86400000";

    /** Names and retention as the contract gives them: whoever changes one breaks consumers. */
    @Test
    void facts_are_kept_as_long_as_the_contract_says() {
        assertThat(retentionByName(Topics.FACTS.stream()))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "node.heartbeats", SEVEN_DAYS,
                        "node.usage", FOR_EVER,
                        "node.outbound-usage", FOR_EVER,
                        "node.session-events", FOR_EVER,
                        "node.online-users", SEVEN_DAYS,
                        "node.stats", ONE_DAY,
                        "node.errors", FOR_EVER,
                        "node.config-applied", FOR_EVER,
                        "node.lifecycle", FOR_EVER,
                        "usage.corrected", FOR_EVER));
    }

    @Test
    void domain_events_are_kept_for_ever() {
        assertThat(retentionByName(Topics.EVENTS.stream()))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("events.user", FOR_EVER, "events.node", FOR_EVER, "events.subscription", FOR_EVER));
    }

    @Test
    void control_topics_keep_the_latest_of_every_key() {
        assertThat(Topics.CONTROL)
                .extracting(Topic::name)
                .containsExactlyInAnyOrder(
                        "control.keys",
                        "control.revisions",
                        "control.codes",
                        "control.users",
                        "control.subscriptions",
                        "control.links",
                        "control.multipliers",
                        "control.replays",
                        "control.redrives",
                        "control.tokens",
                        "control.changes");
        assertThat(Topics.CONTROL)
                .allSatisfy(topic -> assertThat(topic.config()).containsEntry("cleanup.policy", "compact"));
    }

    @Test
    void what_is_known_of_an_address_is_the_latest() {
        assertThat(Topics.LOOKED_UP).extracting(Topic::name).containsExactly("ip.enriched");
        assertThat(Topics.LOOKED_UP)
                .allSatisfy(topic -> assertThat(topic.config()).containsEntry("cleanup.policy", "compact"));
    }

    @Test
    void facts_and_events_are_never_compacted() {
        assertThat(Stream.concat(Topics.FACTS.stream(), Topics.EVENTS.stream()))
                .allSatisfy(topic -> assertThat(topic.config()).containsEntry("cleanup.policy", "delete"));
    }

    /** A time stamp from the report would let retention remove an accepted late report. */
    @Test
    void every_topic_is_stamped_by_the_broker() {
        assertThat(all())
                .allSatisfy(
                        topic -> assertThat(topic.config()).containsEntry("message.timestamp.type", "LogAppendTime"));
    }

    @Test
    void no_topic_drops_records_by_size() {
        assertThat(Stream.concat(Topics.FACTS.stream(), Topics.EVENTS.stream()))
                .allSatisfy(topic -> assertThat(topic.config()).containsEntry("retention.bytes", "-1"));
    }

    @Test
    void every_topic_that_is_applied_has_a_dead_letter_topic_that_keeps_for_ever() {
        assertThat(Topics.FACTS)
                .allSatisfy(topic -> assertThat(topic.deadLetters())
                        .hasValue(new Topic<>(
                                topic.name() + ".dlq",
                                1,
                                new Keep.ForEver(),
                                Kind.DEAD_LETTER,
                                topic.key(),
                                new Values.Bytes(),
                                0)));
        assertThat(Topics.CONTROL)
                .allSatisfy(topic -> assertThat(topic.deadLetters()).isEmpty());
    }

    @Test
    @SuppressWarnings("unchecked")
    void the_catalogue_lists_every_topic_once() {
        List<Object> declared = Arrays.stream(Topics.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == Topic.class)
                .map(TopicsTest::value)
                .toList();
        assertThat(declared).hasSizeGreaterThan(20);
        assertThat(Topics.ALL).containsExactlyInAnyOrderElementsOf((List<Topic<?>>) (List<?>) declared);
        assertThat(Topics.ALL).extracting(Topic::name).doesNotHaveDuplicates();
        assertThat(all()).containsExactlyInAnyOrderElementsOf(Topics.ALL);
    }

    @Test
    void topics_with_dead_letters_are_numbered_without_a_gap_and_no_others() {
        List<Integer> numbers = Topics.ALL.stream()
                .filter(topic -> topic.deadLetters().isPresent())
                .map(Topic::deadLetterNumber)
                .sorted()
                .toList();
        assertThat(numbers).doesNotHaveDuplicates().startsWith(1).endsWith(numbers.size());
        assertThat(Topics.ALL)
                .filteredOn(topic -> topic.deadLetters().isEmpty())
                .allSatisfy(topic -> assertThat(topic.deadLetterNumber()).isZero());
    }

    @Test
    void every_topic_but_those_of_events_parses_a_message_of_its_own() throws Exception {
        List<Class<?>> messages = new ArrayList<>();
        for (Topic<?> topic : Topics.ALL) {
            if (topic.kind() != Kind.EVENT) {
                assertThat(topic.parse(new byte[0])).as(topic.name()).isInstanceOf(Message.class);
                messages.add(topic.parse(new byte[0]).getClass());
            }
        }
        assertThat(messages).doesNotHaveDuplicates();
    }

    @Test
    void a_topic_needs_a_name_and_a_partition() {
        assertThatThrownBy(() -> Topic.of(" ", 1, new Keep.ForEver())).hasMessageContaining("needs a name");
        assertThatThrownBy(() -> Topic.of("node.usage", 0, new Keep.AtLeast(Duration.ofDays(1))))
                .hasMessageContaining("1 partition or more, got 0");
    }

    static Stream<Topic<?>> all() {
        return Stream.of(Topics.FACTS, Topics.CONTROL, Topics.LOOKED_UP, Topics.EVENTS)
                .flatMap(List::stream);
    }

    private static Object value(Field field) {
        try {
            return field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> retentionByName(Stream<Topic<?>> topics) {
        return topics.collect(Collectors.toMap(
                Topic::name, topic -> String.valueOf(topic.config().get("retention.ms"))));
    }
}
