package io.nodecore.schemas;

import io.nodecore.schemas.Topic.Keep;
import java.time.Duration;
import java.util.List;

/** The topic catalogue: every topic of the Core, and who may rely on what. Names and retention are the contract's. */
public final class Topics {

    /** Enough for several instances of a projection; a node's facts stay in order within its partition. */
    private static final int FACT_PARTITIONS = 6;

    public static final Topic HEARTBEATS = new Topic("node.heartbeats", FACT_PARTITIONS, atLeastDays(7));
    public static final Topic USAGE = forEver("node.usage");
    public static final Topic OUTBOUND_USAGE = forEver("node.outbound-usage");
    public static final Topic SESSION_EVENTS = forEver("node.session-events");
    public static final Topic ONLINE_USERS = new Topic("node.online-users", FACT_PARTITIONS, atLeastDays(7));
    public static final Topic STATS = new Topic("node.stats", FACT_PARTITIONS, atLeastDays(1));
    public static final Topic ERRORS = forEver("node.errors");
    public static final Topic CONFIG_APPLIED = forEver("node.config-applied");
    public static final Topic LIFECYCLE = forEver("node.lifecycle");
    public static final Topic USAGE_CORRECTED = forEver("usage.corrected");

    public static final Topic CONTROL_KEYS = latestOfKey("control.keys");
    public static final Topic CONTROL_REVISIONS = latestOfKey("control.revisions");
    public static final Topic CONTROL_CODES = latestOfKey("control.codes");
    public static final Topic CONTROL_USERS = latestOfKey("control.users");
    public static final Topic CONTROL_SUBSCRIPTIONS = latestOfKey("control.subscriptions");
    public static final Topic CONTROL_LINKS = latestOfKey("control.links");
    public static final Topic CONTROL_MULTIPLIERS = latestOfKey("control.multipliers");
    public static final Topic CONTROL_REPLAYS = latestOfKey("control.replays");
    public static final Topic CONTROL_REDRIVES = latestOfKey("control.redrives");

    public static final Topic IP_ENRICHED = latestOfKey("ip.enriched");

    public static final Topic USER_EVENTS = forEver("events.user");
    public static final Topic NODE_EVENTS = forEver("events.node");
    public static final Topic SUBSCRIPTION_EVENTS = forEver("events.subscription");

    /** What nodes reported and what config-service decided. */
    public static final List<Topic> FACTS = List.of(
            HEARTBEATS,
            USAGE,
            OUTBOUND_USAGE,
            SESSION_EVENTS,
            ONLINE_USERS,
            STATS,
            ERRORS,
            CONFIG_APPLIED,
            LIFECYCLE,
            USAGE_CORRECTED);

    /** What services know of the control plane. */
    public static final List<Topic> CONTROL = List.of(
            CONTROL_KEYS,
            CONTROL_REVISIONS,
            CONTROL_CODES,
            CONTROL_USERS,
            CONTROL_SUBSCRIPTIONS,
            CONTROL_LINKS,
            CONTROL_MULTIPLIERS,
            CONTROL_REPLAYS,
            CONTROL_REDRIVES);

    /** What was asked outside, so that nobody has to be asked again. */
    public static final List<Topic> LOOKED_UP = List.of(IP_ENRICHED);

    /** CloudEvents for downstream consumers. */
    public static final List<Topic> EVENTS = List.of(USER_EVENTS, NODE_EVENTS, SUBSCRIPTION_EVENTS);

    private Topics() {}

    private static Topic forEver(String name) {
        return new Topic(name, FACT_PARTITIONS, new Keep.ForEver());
    }

    /** One partition: the tables held in memory see all keys in the order in which config-service decided. */
    private static Topic latestOfKey(String name) {
        return new Topic(name, 1, new Keep.LatestOfKey());
    }

    private static Keep atLeastDays(int days) {
        return new Keep.AtLeast(Duration.ofDays(days));
    }
}
