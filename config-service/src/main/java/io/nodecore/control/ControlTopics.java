package io.nodecore.control;

import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import java.util.List;
import java.util.stream.Stream;

/** The topics that the control plane writes or reads. */
final class ControlTopics {

    static final List<Topic> ALL = Stream.concat(
                    Stream.of(
                            Topics.HEARTBEATS,
                            Topics.ERRORS,
                            Topics.CONFIG_APPLIED,
                            Topics.LIFECYCLE,
                            Topics.USAGE,
                            Topics.USAGE_CORRECTED,
                            Topics.NODE_EVENTS,
                            Topics.SUBSCRIPTION_EVENTS),
                    Topics.CONTROL.stream())
            .toList();

    private ControlTopics() {}
}
