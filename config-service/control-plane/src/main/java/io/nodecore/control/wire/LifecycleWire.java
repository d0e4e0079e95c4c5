package io.nodecore.control.wire;

import com.google.protobuf.ByteString;
import io.nodecore.admin.Sha256;
import io.nodecore.control.fact.NodeContent;
import io.nodecore.control.fact.NodeFact;
import io.nodecore.journal.FactHeaders;
import io.nodecore.journal.Multipliers;
import io.nodecore.outbox.OutboxRecord;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.lifecycle.KeyAnnounced;
import io.nodecore.schemas.lifecycle.KeyIssued;
import io.nodecore.schemas.lifecycle.KeyRetired;
import io.nodecore.schemas.lifecycle.KeyRevoked;
import io.nodecore.schemas.lifecycle.MultipliersChanged;
import io.nodecore.schemas.lifecycle.NodeChanged;
import io.nodecore.schemas.lifecycle.NodeDeleted;
import io.nodecore.schemas.lifecycle.NodeLifecycleFact;
import io.nodecore.schemas.lifecycle.NodeProfile;
import io.nodecore.schemas.lifecycle.NodeProtocol;
import io.nodecore.schemas.lifecycle.NodeRegistered;
import io.nodecore.schemas.lifecycle.NodeWentOffline;
import io.nodecore.schemas.lifecycle.ProtocolMultiplier;
import io.nodecore.schemas.lifecycle.RevisionPublished;
import io.nodecore.schemas.lifecycle.ServicesChanged;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Converts a node fact to its record in {@code node.lifecycle}. */
final class LifecycleWire {

    /** The size limit of the topic, minus the rest of the fact, which is small. */
    private static final int MAX_CONTENT_BYTES = Topic.LARGEST_FACT_BYTES - 4096;

    private LifecycleWire() {}

    static OutboxRecord record(NodeFact fact, UUID eventId, Instant at) {
        String id = eventId.toString();
        var record = new ProducerRecord<>(
                Topics.LIFECYCLE.name(),
                Long.toString(fact.nodeId()).getBytes(StandardCharsets.UTF_8),
                message(fact).toByteArray());
        new FactHeaders(id, fact.nodeId(), at.toEpochMilli(), id).writeTo(record.headers());
        return OutboxRecord.of(record);
    }

    static NodeLifecycleFact message(NodeFact fact) {
        var message = NodeLifecycleFact.newBuilder();
        switch (fact) {
            case NodeFact.Registered(var id, var profile) ->
                message.setNodeRegistered(NodeRegistered.newBuilder().setProfile(profile(profile)));
            case NodeFact.Changed(var id, var profile) ->
                message.setNodeChanged(NodeChanged.newBuilder().setProfile(profile(profile)));
            case NodeFact.Deleted deleted -> message.setNodeDeleted(NodeDeleted.getDefaultInstance());
            case NodeFact.KeyIssued(var id, var key) ->
                message.setKeyIssued(KeyIssued.newBuilder().setKeyHash(bytes(key)));
            case NodeFact.KeyAnnounced(var id, var key) ->
                message.setKeyAnnounced(KeyAnnounced.newBuilder().setKeyHash(bytes(key)));
            case NodeFact.KeyRevoked(var id, var key) ->
                message.setKeyRevoked(KeyRevoked.newBuilder().setKeyHash(bytes(key)));
            case NodeFact.KeyRetired(var id, var key, var validUntil) ->
                message.setKeyRetired(
                        KeyRetired.newBuilder().setKeyHash(bytes(key)).setValidUntilMs(validUntil.toEpochMilli()));
            case NodeFact.ServicesChanged(var id, var templates, var protocols) ->
                message.setServicesChanged(ServicesChanged.newBuilder()
                        .setServicesJson(templates.json())
                        .addAllProtocols(protocols(protocols)));
            case NodeFact.MultipliersChanged(var id, var multipliers) ->
                message.setMultipliersChanged(multipliers(multipliers));
            case NodeFact.RevisionPublished published -> message.setRevisionPublished(revision(published));
            case NodeFact.WentOffline(var id, var lastSeenAt) ->
                message.setNodeWentOffline(NodeWentOffline.newBuilder().setLastSeenAtMs(lastSeenAt.toEpochMilli()));
        }
        return message.build();
    }

    private static MultipliersChanged multipliers(Multipliers multipliers) {
        var message = MultipliersChanged.newBuilder()
                .setMultiplier(multipliers.ofNode().toPlainString());
        multipliers
                .ofProtocols()
                .forEach((id, multiplier) -> message.addProtocols(ProtocolMultiplier.newBuilder()
                        .setNodeProtocolId(id)
                        .setMultiplier(multiplier.toPlainString())));
        return message.build();
    }

    private static RevisionPublished revision(NodeFact.RevisionPublished published) {
        var revision = RevisionPublished.newBuilder()
                .setRevision(published.revision())
                .setCause(published.cause())
                .setContentDigest(bytes(Sha256.of(published.content().json())));
        byte[] content = gzip(published.content());
        if (content.length <= MAX_CONTENT_BYTES) {
            revision.setContentGzip(ByteString.copyFrom(content));
        }
        return revision.build();
    }

    private static NodeProfile profile(io.nodecore.nodeconfig.NodeProfile profile) {
        var message = NodeProfile.newBuilder()
                .setName(profile.name())
                .setIp(profile.ip())
                .setPort(profile.port())
                .setRegion(profile.region());
        if (profile.domain() != null) {
            message.setDomain(profile.domain());
        }
        return message.build();
    }

    private static List<NodeProtocol> protocols(List<io.nodecore.nodeconfig.NodeProtocol> protocols) {
        return protocols.stream()
                .map(protocol -> NodeProtocol.newBuilder()
                        .setId(protocol.id())
                        .setTag(protocol.tag())
                        .setProtocol(protocol.protocol().word())
                        .build())
                .toList();
    }

    private static ByteString bytes(Sha256 hash) {
        return ByteString.copyFrom(hash.bytes());
    }

    private static byte[] gzip(NodeContent content) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content.json().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
