package io.nodecore.simulator.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodecore.simulator.fake.FakeControl;
import io.nodecore.simulator.fake.FakeCore;
import io.nodecore.simulator.fake.FakeCore.Arrival;
import io.nodecore.simulator.fake.FakeCore.Fate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an agent relies on, whichever transport carries it. */
abstract class CoreTransportContract {

    final FakeCore core = new FakeCore();
    private CoreTransport transport;
    private FakeControl.Node node;

    abstract CoreTransport connect(String authKey);

    abstract FakeCore.Transport kind();

    @BeforeEach
    void register() {
        node = core.control.register(core.control.newCode(), "node", 80).orElseThrow();
        transport = connect(node.authKey());
    }

    @AfterEach
    void close() {
        core.close();
    }

    @Test
    void each_report_arrives_unchanged_with_its_id() throws CoreFailure {
        for (Report report : SampleReports.all()) {
            transport.send(report);
        }

        assertThat(core.arrivals())
                .containsExactlyElementsOf(SampleReports.all().stream()
                        .map(report -> new Arrival(kind(), node.id(), report))
                        .toList());
    }

    @Test
    void a_lost_answer_looks_unreachable_and_a_repeat_under_the_same_id_counts_once() throws CoreFailure {
        core.spoil(kind(), Fate.ANSWER_LOST);
        Report.Usage report = SampleReports.usage("usage-1", 1, 2);

        assertThatThrownBy(() -> transport.send(report)).isInstanceOf(CoreFailure.Unreachable.class);
        transport.send(report);

        assertThat(core.arrivals()).hasSize(2);
        assertThat(core.acknowledged().usage().values()).containsExactly(new io.nodecore.simulator.traffic.Bytes(1, 2));
    }

    @Test
    void failures_are_distinguished_by_the_reaction_of_an_agent() {
        core.spoil(kind(), Fate.UNAVAILABLE, Fate.OVERLOADED, Fate.INVALID);
        Report.Usage report = SampleReports.usage("usage-1", 1, 2);

        assertThatThrownBy(() -> transport.send(report)).isInstanceOf(CoreFailure.Unreachable.class);
        assertThatThrownBy(() -> transport.send(report)).isInstanceOf(CoreFailure.Overloaded.class);
        assertThatThrownBy(() -> transport.send(report)).isInstanceOf(CoreFailure.Refused.class);
        assertThatThrownBy(() -> connect("no such key").send(report)).isInstanceOf(CoreFailure.Unauthenticated.class);
    }

    @Test
    void a_stopped_core_is_unreachable() {
        core.close();

        assertThatThrownBy(() -> transport.send(SampleReports.usage("usage-1", 1, 2)))
                .isInstanceOf(CoreFailure.Unreachable.class);
        assertThatThrownBy(() -> transport.latestConfig()).isInstanceOf(CoreFailure.Unreachable.class);
    }

    @Test
    void the_config_is_the_same_over_both_transports() throws CoreFailure {
        NodeConfig config = transport.latestConfig();

        assertThat(config.revision()).isZero();
        assertThat(config.clientMap().isObject()).isTrue();
        assertThat(config.services().isObject()).isTrue();
    }
}
