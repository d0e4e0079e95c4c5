package io.nodecore.operations.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeadLetterIdTest {

    @Test
    void is_the_same_for_ever() {
        assertThat(DeadLetterId.of(new RecordPosition("node.usage.dlq", 0, 17))).isEqualTo(1_702_000);
        assertThat(DeadLetterTopics.DEAD_LETTERS)
                .extracting(topic -> DeadLetterTopics.number(topic.name()) + " " + topic.name())
                .containsExactly(
                        "1 node.heartbeats.dlq",
                        "2 node.usage.dlq",
                        "3 node.outbound-usage.dlq",
                        "4 node.session-events.dlq",
                        "5 node.online-users.dlq",
                        "6 node.stats.dlq",
                        "7 node.errors.dlq",
                        "8 node.config-applied.dlq",
                        "9 node.lifecycle.dlq",
                        "10 events.user.dlq",
                        "11 events.node.dlq",
                        "12 events.subscription.dlq",
                        "13 usage.corrected.dlq");
    }

    @Test
    void every_topic_of_facts_and_events_has_a_number_for_its_letters() {
        assertThat(DeadLetterTopics.DEAD_LETTERS)
                .extracting(Topic::name)
                .containsExactlyInAnyOrderElementsOf(Stream.concat(Topics.FACTS.stream(), Topics.EVENTS.stream())
                        .map(topic -> topic.deadLetters().orElseThrow().name())
                        .toList());
    }

    @Test
    void every_fact_can_be_shown_as_its_topic_says_it_is_to_be_read() {
        for (Topic<?> topic : Topics.FACTS) {
            assertThat(DeadLetterValue.of(topic.name(), new byte[0]).unreadable())
                    .as("the empty message of %s", topic.name())
                    .isNull();
        }
    }

    @Test
    void tells_the_place_and_fits_into_a_number_of_javascript() {
        for (var place : List.of(
                new RecordPosition("node.usage.dlq", 0, 0),
                new RecordPosition("events.subscription.dlq", 999, 80_000_000_000L))) {
            assertThat(DeadLetterId.place(DeadLetterId.of(place))).contains(place);
            assertThat(DeadLetterId.of(place)).isLessThan(1L << 53);
        }
        assertThat(DeadLetterId.place(-1)).isEmpty();
        assertThat(DeadLetterId.place(99_000)).isEmpty();
        assertThat(DeadLetterId.place(0)).isEmpty();
    }
}
