package io.nodecore.queries.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodecore.admin.failure.FailureException;
import org.junit.jupiter.api.Test;

class StreamIdTest {

    @Test
    void an_id_is_read_by_the_same_process_for_the_same_views_only() {
        var views = StreamView.parse("fleet,node:3");
        var id = new StreamId("p1", views);
        String text = id.of(new long[] {5, 7});

        assertThat(id.read(text)).containsExactly(5, 7);
        assertThat(new StreamId("p2", views).read(text)).containsExactly(0, 0);
        assertThat(new StreamId("p1", StreamView.parse("fleet,node:4")).read(text))
                .containsExactly(0, 0);
        for (String other : new String[] {null, "", "x", text + ".1", text + "x", text + "99999999999999999999"}) {
            assertThat(id.read(other)).as(other).containsExactly(0, 0);
        }
    }

    @Test
    void views_are_named_once_each() {
        assertThat(StreamView.parse("overview, fleet,overview,pipeline,replay:7"))
                .extracting(StreamView::word)
                .containsExactly("overview", "fleet", "pipeline", "replay:7");
        for (String wrong : new String[] {"", "fleet,", "node", "node:", "node:x", "fleet:1", "WholeFleet", "nodes"}) {
            assertThatThrownBy(() -> StreamView.parse(wrong))
                    .as(wrong)
                    .isInstanceOf(FailureException.class)
                    .hasMessageContaining("overview, fleet, pipeline, node:<id>, replay:<id>");
        }
    }
}
