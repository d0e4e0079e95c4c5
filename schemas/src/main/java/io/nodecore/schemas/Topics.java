package io.nodecore.schemas;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.nodecore.schemas.Topic.Keep;
import io.nodecore.schemas.Topic.Key;
import io.nodecore.schemas.Topic.Kind;
import io.nodecore.schemas.control.AdminToken;
import io.nodecore.schemas.control.Changes;
import io.nodecore.schemas.control.Link;
import io.nodecore.schemas.control.NodeKey;
import io.nodecore.schemas.control.NodeMultipliers;
import io.nodecore.schemas.control.NodeRevision;
import io.nodecore.schemas.control.Redrive;
import io.nodecore.schemas.control.RegistrationCode;
import io.nodecore.schemas.control.Replay;
import io.nodecore.schemas.control.Subscription;
import io.nodecore.schemas.control.User;
import io.nodecore.schemas.corrections.UsageCorrected;
import io.nodecore.schemas.enrichment.IpEnriched;
import io.nodecore.schemas.facts.ConfigApplied;
import io.nodecore.schemas.facts.HeartbeatReceived;
import io.nodecore.schemas.facts.NodeErrorReported;
import io.nodecore.schemas.facts.NodeStatsReported;
import io.nodecore.schemas.facts.OnlineUsersReported;
import io.nodecore.schemas.facts.OutboundUsageReported;
import io.nodecore.schemas.facts.SessionEventsReported;
import io.nodecore.schemas.facts.UsageReported;
import io.nodecore.schemas.lifecycle.NodeLifecycleFact;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The topic catalogue: every topic of the Core, once. All other lists of topics are made from {@link #ALL} by a property. Names and
 * retention are the contract's.
 */
public final class Topics {

    /** Enough for several instances of a projection; a node's facts stay in order within its partition. */
    private static final int FACT_PARTITIONS = 6;

    // The last argument of a topic of facts or events is its number in the ids of its dead letters: a new topic gets
    // the next one, and none ever changes.
    public static final Topic<HeartbeatReceived> HEARTBEATS =
            fact("node.heartbeats", atLeastDays(7), HeartbeatReceived.parser(), 1);
    public static final Topic<UsageReported> USAGE = fact("node.usage", forEver(), UsageReported.parser(), 2);
    public static final Topic<OutboundUsageReported> OUTBOUND_USAGE =
            fact("node.outbound-usage", forEver(), OutboundUsageReported.parser(), 3);
    public static final Topic<SessionEventsReported> SESSION_EVENTS =
            fact("node.session-events", forEver(), SessionEventsReported.parser(), 4);
    public static final Topic<OnlineUsersReported> ONLINE_USERS =
            fact("node.online-users", atLeastDays(7), OnlineUsersReported.parser(), 5);
    public static final Topic<NodeStatsReported> STATS =
            fact("node.stats", atLeastDays(1), NodeStatsReported.parser(), 6);
    public static final Topic<NodeErrorReported> ERRORS = fact("node.errors", forEver(), NodeErrorReported.parser(), 7);
    public static final Topic<ConfigApplied> CONFIG_APPLIED =
            fact("node.config-applied", forEver(), ConfigApplied.parser(), 8);
    public static final Topic<NodeLifecycleFact> LIFECYCLE =
            fact("node.lifecycle", forEver(), NodeLifecycleFact.parser(), 9);
    public static final Topic<UsageCorrected> USAGE_CORRECTED =
            fact("usage.corrected", forEver(), UsageCorrected.parser(), 13);

    public static final Topic<NodeKey> CONTROL_KEYS =
            latest("control.keys", Kind.CONTROL, Key.AUTH_KEY_HASH, NodeKey.parser());
    public static final Topic<NodeRevision> CONTROL_REVISIONS =
            latest("control.revisions", Kind.CONTROL, Key.NODE_ID, NodeRevision.parser());
    public static final Topic<RegistrationCode> CONTROL_CODES =
            latest("control.codes", Kind.CONTROL, Key.CODE_HASH, RegistrationCode.parser());
    public static final Topic<User> CONTROL_USERS = latest("control.users", Kind.CONTROL, Key.USER_ID, User.parser());
    public static final Topic<Subscription> CONTROL_SUBSCRIPTIONS =
            latest("control.subscriptions", Kind.CONTROL, Key.SUBSCRIPTION_ID, Subscription.parser());
    public static final Topic<Link> CONTROL_LINKS = latest("control.links", Kind.CONTROL, Key.LINK_UUID, Link.parser());
    public static final Topic<NodeMultipliers> CONTROL_MULTIPLIERS =
            latest("control.multipliers", Kind.CONTROL, Key.NODE_ID, NodeMultipliers.parser());
    public static final Topic<Replay> CONTROL_REPLAYS =
            latest("control.replays", Kind.CONTROL, Key.REPLAY_ID, Replay.parser());
    public static final Topic<Redrive> CONTROL_REDRIVES =
            latest("control.redrives", Kind.CONTROL, Key.DEAD_LETTER_ID, Redrive.parser());

    public static final Topic<AdminToken> CONTROL_TOKENS =
            latest("control.tokens", Kind.CONTROL, Key.TOKEN_HASH, AdminToken.parser());

    public static final Topic<Changes> CONTROL_CHANGES =
            latest("control.changes", Kind.CONTROL, Key.CHANGE_ID, Changes.parser());

    public static final Topic<IpEnriched> IP_ENRICHED =
            latest("ip.enriched", Kind.LOOKED_UP, Key.ADDRESS, IpEnriched.parser());

    public static final Topic<byte[]> USER_EVENTS = event("events.user", Key.USER_ID, 10);
    public static final Topic<byte[]> NODE_EVENTS = event("events.node", Key.NODE_ID, 11);
    public static final Topic<byte[]> SUBSCRIPTION_EVENTS = event("events.subscription", Key.SUBSCRIPTION_ID, 12);

    public static final List<Topic<?>> ALL = List.of(
            HEARTBEATS,
            USAGE,
            OUTBOUND_USAGE,
            SESSION_EVENTS,
            ONLINE_USERS,
            STATS,
            ERRORS,
            CONFIG_APPLIED,
            LIFECYCLE,
            USAGE_CORRECTED,
            CONTROL_KEYS,
            CONTROL_REVISIONS,
            CONTROL_CODES,
            CONTROL_USERS,
            CONTROL_SUBSCRIPTIONS,
            CONTROL_LINKS,
            CONTROL_MULTIPLIERS,
            CONTROL_REPLAYS,
            CONTROL_REDRIVES,
            CONTROL_TOKENS,
            CONTROL_CHANGES,
            IP_ENRICHED,
            USER_EVENTS,
            NODE_EVENTS,
            SUBSCRIPTION_EVENTS);

    /** What nodes reported and what config-service decided. */
    public static final List<Topic<?>> FACTS = ofKind(Kind.FACT);

    /** What services know of the control plane. */
    public static final List<Topic<?>> CONTROL = ofKind(Kind.CONTROL);

    /** Answers of services outside. */
    public static final List<Topic<?>> LOOKED_UP = ofKind(Kind.LOOKED_UP);

    /** CloudEvents for downstream consumers. */
    public static final List<Topic<?>> EVENTS = ofKind(Kind.EVENT);

    private Topics() {}

    /** The topic of the catalogue with this name. */
    public static Optional<Topic<?>> named(String name) {
        return ALL.stream().filter(topic -> topic.name().equals(name)).findFirst();
    }

    private static List<Topic<?>> ofKind(Kind kind) {
        return ALL.stream().filter(topic -> topic.kind() == kind).toList();
    }

    private static <V extends Message> Topic<V> fact(String name, Keep keep, Parser<V> parser, int deadLetterNumber) {
        return new Topic<>(
                name, FACT_PARTITIONS, keep, Kind.FACT, Key.NODE_ID, new Values.Protobuf<>(parser), deadLetterNumber);
    }

    private static Topic<byte[]> event(String name, Key key, int deadLetterNumber) {
        return new Topic<>(name, FACT_PARTITIONS, forEver(), Kind.EVENT, key, new Values.Json(), deadLetterNumber);
    }

    /** One partition: the tables held in memory see all keys in the order in which config-service decided. */
    private static <V extends Message> Topic<V> latest(String name, Kind kind, Key key, Parser<V> parser) {
        return new Topic<>(name, 1, new Keep.LatestOfKey(), kind, key, new Values.Protobuf<>(parser), 0);
    }

    private static Keep forEver() {
        return new Keep.ForEver();
    }

    private static Keep atLeastDays(int days) {
        return new Keep.AtLeast(Duration.ofDays(days));
    }
}
