package io.nodecore.usage.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodecore.journal.FactHeaders;
import io.nodecore.projection.JournaledFact;
import io.nodecore.schemas.facts.OutboundUsageItem;
import io.nodecore.schemas.facts.OutboundUsageReported;
import io.nodecore.usage.UsageDatabase;
import io.nodecore.usage.UsageRows;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboundProjectionIT {

    private final UsageDatabase database = new UsageDatabase();
    private final OutboundProjection projection = new OutboundProjection();

    @Test
    void items_add_up_per_node_and_tag() {
        apply(
                fact(1, "a", item("direct", 1, 2), item("direct", 10, 20), item("warp", 5, 5)),
                fact(2, "a", item("direct", 7, 7)));
        apply(fact(1, "b", item("direct", 100, 200)));

        assertThat(UsageRows.outbounds(database)).containsExactly("1 direct 111 222", "1 warp 5 5", "2 direct 7 7");
    }

    @Test
    void a_repeat_does_not_count_and_the_same_items_under_another_name_do() {
        assertThat(apply(fact(1, "a", item("direct", 1, 2)), fact(1, "a", item("direct", 1, 2))))
                .isEqualTo(1);
        assertThat(apply(fact(1, "b", item("direct", 1, 2)))).isZero();

        assertThat(UsageRows.outbounds(database)).containsExactly("1 direct 2 4");
    }

    @Test
    void negative_bytes_can_not_be_read() {
        var value = OutboundUsageReported.newBuilder()
                .addItems(item("direct", -1, 0))
                .build()
                .toByteArray();

        assertThatThrownBy(() -> projection.decode("node.outbound-usage", value))
                .hasMessage("bytes must be 0 or more, got -1 up, 0 down");
    }

    /** @return how many of them were repeats */
    @SafeVarargs
    private int apply(JournaledFact<OutboundUsageReported>... facts) {
        return facts.length
                - database.commit(connection -> projection.apply(connection, List.of(facts)))
                        .size();
    }

    private static OutboundUsageItem item(String tag, long up, long down) {
        return OutboundUsageItem.newBuilder()
                .setTag(tag)
                .setBytesUp(up)
                .setBytesDown(down)
                .build();
    }

    private static JournaledFact<OutboundUsageReported> fact(long node, String reportId, OutboundUsageItem... items) {
        return new JournaledFact<>(
                "node.outbound-usage",
                0,
                0,
                new FactHeaders("e", node, 1_000, reportId),
                OutboundUsageReported.newBuilder().addAllItems(List.of(items)).build());
    }
}
