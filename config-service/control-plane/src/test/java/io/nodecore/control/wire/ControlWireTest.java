package io.nodecore.control.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.nodecore.admin.Sha256;
import io.nodecore.control.fact.CodeFact;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.fact.EndedPeriod;
import io.nodecore.control.fact.Link;
import io.nodecore.control.fact.LinkFact;
import io.nodecore.control.fact.NodeContent;
import io.nodecore.control.fact.NodeFact;
import io.nodecore.control.fact.Quota;
import io.nodecore.control.fact.RegistrationCode;
import io.nodecore.control.fact.Subscription;
import io.nodecore.control.fact.SubscriptionFact;
import io.nodecore.control.fact.User;
import io.nodecore.control.fact.UserFact;
import io.nodecore.journal.FactHeaders;
import io.nodecore.nodeconfig.NodeProfile;
import io.nodecore.outbox.OutboxRecord;
import io.nodecore.schemas.control.NodeKey;
import io.nodecore.schemas.lifecycle.NodeLifecycleFact;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ControlWireTest {

    private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");
    private static final Sha256 KEY = Sha256.of("key");
    private static final UUID EVENT_ID = new UUID(1, 2);
    private static final NodeProfile PROFILE = new NodeProfile("ams-1", "203.0.113.1", 8080, "eu-west", null);
    private static final Subscription SUBSCRIPTION = new Subscription(
            9, 42, Subscription.Status.EXPIRED, null, Subscription.ResetPeriod.NONE, AT, new Quota(3, AT, null, null));
    private static final EndedPeriod ENDED = new EndedPeriod(AT.minusSeconds(86_400), AT, 1, 2, BigInteger.TEN);
    private static final Link LINK = new Link(1, new UUID(3, 4), 9, 5, 7);

    private final ControlWire wire = new ControlWire(() -> EVENT_ID);

    @Test
    void a_key_is_kept_to_ourselves_until_it_is_announced_and_a_revoked_one_is_a_tombstone() throws Exception {
        assertThat(topics(new NodeFact.KeyIssued(7, KEY))).containsExactly("node.lifecycle");

        OutboxRecord announced = last(new NodeFact.KeyAnnounced(7, KEY));
        assertThat(announced.topic()).isEqualTo("control.keys");
        assertThat(announced.key()).isEqualTo(KEY.hex());
        assertThat(NodeKey.parseFrom(Objects.requireNonNull(announced.value())).getNodeId())
                .isEqualTo(7);

        OutboxRecord revoked = last(new NodeFact.KeyRevoked(7, KEY));
        assertThat(revoked.topic()).isEqualTo("control.keys");
        assertThat(revoked.value()).isNull();
    }

    @Test
    void every_fact_goes_where_its_readers_look() {
        assertThat(topics(new NodeFact.Registered(7, PROFILE))).containsExactly("node.lifecycle", "events.node");
        assertThat(topics(new NodeFact.Changed(7, PROFILE))).containsExactly("node.lifecycle");
        assertThat(topics(new NodeFact.Deleted(7))).containsExactly("node.lifecycle", "control.revisions");
        assertThat(topics(new NodeFact.RevisionPublished(7, 1, "why", NodeContent.EMPTY)))
                .containsExactly("node.lifecycle", "control.revisions", "events.node");
        assertThat(topics(new NodeFact.WentOffline(7, AT))).containsExactly("node.lifecycle", "events.node");
        assertThat(topics(new CodeFact.Issued(new RegistrationCode(KEY, 1, AT, List.of()))))
                .containsExactly("control.codes");
        assertThat(topics(new UserFact.Deleted(42))).containsExactly("control.users");
        assertThat(topics(new SubscriptionFact.Changed(SUBSCRIPTION))).containsExactly("control.subscriptions");
        assertThat(topics(new SubscriptionFact.Expired(SUBSCRIPTION)))
                .containsExactly("control.subscriptions", "events.subscription");
        assertThat(topics(new SubscriptionFact.LimitReached(SUBSCRIPTION))).containsExactly("control.subscriptions");
        assertThat(topics(new SubscriptionFact.Reset(SUBSCRIPTION, true, ENDED)))
                .containsExactly("control.subscriptions", "events.subscription");
        assertThat(topics(new SubscriptionFact.Reset(SUBSCRIPTION, false, ENDED)))
                .as("its next reset is part of its state")
                .containsExactly("control.subscriptions", "events.subscription");
        assertThat(topics(new LinkFact.Created(LINK))).containsExactly("control.links");
    }

    @Test
    void the_quota_of_a_subscription_is_told_with_the_name_that_a_crossing_will_carry() throws Exception {
        var state = io.nodecore.schemas.control.Subscription.parseFrom(Objects.requireNonNull(
                last(new SubscriptionFact.Changed(SUBSCRIPTION)).value()));

        assertThat(state.getQuotaEpoch()).isEqualTo(3);
        assertThat(state.getQuotaSinceMs()).isEqualTo(AT.toEpochMilli());
    }

    @Test
    void what_is_gone_is_a_tombstone() {
        Stream.of(
                        new UserFact.Deleted(42),
                        new SubscriptionFact.Deleted(9),
                        new LinkFact.Deleted(LINK),
                        new NodeFact.Deleted(7))
                .forEach(gone -> assertThat(last(gone).value()).as("%s", gone).isNull());
        assertThat(last(new UserFact.Created(new User(42, "eve", User.Status.ACTIVE)))
                        .value())
                .isNotNull();
    }

    @Test
    void a_lifecycle_record_says_whose_it_is_and_when_it_was_decided() throws Exception {
        OutboxRecord record = wire.of(new NodeFact.Registered(7, PROFILE), AT).getFirst();

        assertThat(record.key()).isEqualTo("7");
        assertThat(record.headers())
                .containsEntry(FactHeaders.NODE_ID, "7")
                .containsEntry(FactHeaders.RECEIVED_AT, Long.toString(AT.toEpochMilli()))
                .containsEntry(FactHeaders.EVENT_ID, EVENT_ID.toString());
        assertThat(NodeLifecycleFact.parseFrom(Objects.requireNonNull(record.value()))
                        .getNodeRegistered()
                        .getProfile()
                        .getName())
                .isEqualTo("ams-1");
    }

    @Test
    void every_domain_event_is_what_its_schema_says_and_its_id_follows_from_what_happened() {
        Stream.of(
                        last(new NodeFact.Registered(7, PROFILE)),
                        last(new NodeFact.RevisionPublished(7, 3, "why", NodeContent.EMPTY)),
                        last(new NodeFact.WentOffline(7, AT)),
                        last(new SubscriptionFact.Expired(SUBSCRIPTION)),
                        last(new SubscriptionFact.Reset(SUBSCRIPTION, true, ENDED)),
                        ControlEvents.nodeOnline(7, AT),
                        ControlEvents.nodeError(7, "e", "broken", null, AT),
                        ControlEvents.configApplied(7, 3, AT))
                .forEach(ControlWireTest::assertValid);

        assertThat(last(new NodeFact.RevisionPublished(7, 3, "why", NodeContent.EMPTY))
                        .headers())
                .containsEntry("ce_id", "node.config-published:7:3");
        assertThat(last(new NodeFact.WentOffline(7, AT)).headers())
                .isEqualTo(last(new NodeFact.WentOffline(7, AT)).headers());
    }

    private static void assertValid(OutboxRecord event) {
        String type = Objects.requireNonNull(event.headers().get("ce_type"));
        try (InputStream schema = Objects.requireNonNull(
                ControlWireTest.class.getResourceAsStream("/schemas/events/" + type + ".schema.json"), type)) {
            var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
            assertThat(registry.getSchema(JsonMapper.shared().readTree(schema))
                            .validate(JsonMapper.shared().readTree(event.value())))
                    .as(type)
                    .isEmpty();
        } catch (IOException e) {
            throw new AssertionError(type, e);
        }
    }

    private List<String> topics(ControlFact fact) {
        return wire.of(fact, AT).stream().map(OutboxRecord::topic).toList();
    }

    private OutboxRecord last(ControlFact fact) {
        return wire.of(fact, AT).getLast();
    }
}
