package io.nodecore.control;

import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import java.util.List;
import java.util.stream.Stream;

/** The topics that config-service writes or reads, and the topics of reports whose dead letters it reads. */
final class ControlTopics {

    static final List<Topic> ALL = Stream.concat(
                    Stream.of(
                            Topics.HEARTBEATS,
                            Topics.USAGE,
                            Topics.OUTBOUND_USAGE,
                            Topics.SESSION_EVENTS,
                            Topics.ONLINE_USERS,
                            Topics.STATS,
                            Topics.ERRORS,
                            Topics.CONFIG_APPLIED,
                            Topics.LIFECYCLE,
                            Topics.USAGE_CORRECTED,
                            Topics.USER_EVENTS,
                            Topics.NODE_EVENTS,
                            Topics.SUBSCRIPTION_EVENTS),
                    Topics.CONTROL.stream())
            .toList();

    private ControlTopics() {}
}
