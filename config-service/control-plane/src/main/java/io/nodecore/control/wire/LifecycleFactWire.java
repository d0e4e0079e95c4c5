package io.nodecore.control.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.admin.Sha256;
import io.nodecore.control.fact.NodeContent;
import io.nodecore.control.fact.NodeFact;
import io.nodecore.journal.Multipliers;
import io.nodecore.nodeconfig.NodeProfile;
import io.nodecore.nodeconfig.NodeProtocol;
import io.nodecore.nodeconfig.ServiceTemplates;
import io.nodecore.nodeconfig.VpnProtocol;
import io.nodecore.schemas.lifecycle.MultipliersChanged;
import io.nodecore.schemas.lifecycle.NodeLifecycleFact;
import io.nodecore.schemas.lifecycle.RevisionPublished;
import io.nodecore.schemas.lifecycle.ServicesChanged;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** Converts a record of {@code node.lifecycle} back to the fact that {@link LifecycleWire} wrote. */
public final class LifecycleFactWire {

    /** The content of a record. */
    public sealed interface StoredFact {

        record Complete(NodeFact fact) implements StoredFact {}

        /** A published revision whose content did not fit into its record. */
        record WithoutContent(long nodeId, long revision, String cause, Sha256 contentDigest) implements StoredFact {}
    }

    private LifecycleFactWire() {}

    /**
     * @param nodeId from the record's headers
     * @throws IllegalArgumentException if this version does not know the type of the fact
     */
    public static StoredFact read(long nodeId, byte[] value) throws InvalidProtocolBufferException {
        NodeLifecycleFact message = NodeLifecycleFact.parseFrom(value);
        return switch (message.getFactCase()) {
            case NODE_REGISTERED ->
                complete(new NodeFact.Registered(
                        nodeId, profile(message.getNodeRegistered().getProfile())));
            case NODE_CHANGED ->
                complete(new NodeFact.Changed(
                        nodeId, profile(message.getNodeChanged().getProfile())));
            case NODE_DELETED -> complete(new NodeFact.Deleted(nodeId));
            case KEY_ISSUED ->
                complete(new NodeFact.KeyIssued(
                        nodeId, hash(message.getKeyIssued().getKeyHash())));
            case KEY_ANNOUNCED ->
                complete(new NodeFact.KeyAnnounced(
                        nodeId, hash(message.getKeyAnnounced().getKeyHash())));
            case KEY_REVOKED ->
                complete(new NodeFact.KeyRevoked(
                        nodeId, hash(message.getKeyRevoked().getKeyHash())));
            case KEY_RETIRED ->
                complete(new NodeFact.KeyRetired(
                        nodeId,
                        hash(message.getKeyRetired().getKeyHash()),
                        Instant.ofEpochMilli(message.getKeyRetired().getValidUntilMs())));
            case MULTIPLIERS_CHANGED -> complete(multipliers(nodeId, message.getMultipliersChanged()));
            case SERVICES_CHANGED -> complete(services(nodeId, message.getServicesChanged()));
            case REVISION_PUBLISHED -> revision(nodeId, message.getRevisionPublished());
            case NODE_WENT_OFFLINE ->
                complete(new NodeFact.WentOffline(
                        nodeId,
                        Instant.ofEpochMilli(message.getNodeWentOffline().getLastSeenAtMs())));
            case FACT_NOT_SET ->
                throw new IllegalArgumentException("a lifecycle fact of a kind that is not known here");
        };
    }

    private static StoredFact complete(NodeFact fact) {
        return new StoredFact.Complete(fact);
    }

    private static NodeFact.MultipliersChanged multipliers(long nodeId, MultipliersChanged changed) {
        SortedMap<Long, BigDecimal> ofProtocols = new TreeMap<>();
        changed.getProtocolsList()
                .forEach(protocol ->
                        ofProtocols.put(protocol.getNodeProtocolId(), new BigDecimal(protocol.getMultiplier())));
        return new NodeFact.MultipliersChanged(
                nodeId, new Multipliers(new BigDecimal(changed.getMultiplier()), ofProtocols));
    }

    private static NodeProfile profile(io.nodecore.schemas.lifecycle.NodeProfile profile) {
        return new NodeProfile(
                profile.getName(),
                profile.getIp(),
                profile.getPort(),
                profile.getRegion(),
                profile.hasDomain() ? profile.getDomain() : null);
    }

    private static NodeFact.ServicesChanged services(long nodeId, ServicesChanged services) {
        List<NodeProtocol> protocols = services.getProtocolsList().stream()
                .map(protocol -> new NodeProtocol(
                        protocol.getId(),
                        nodeId,
                        protocol.getTag(),
                        VpnProtocol.of(protocol.getProtocol()).orElseThrow()))
                .toList();
        return new NodeFact.ServicesChanged(nodeId, new ServiceTemplates(services.getServicesJson()), protocols);
    }

    private static StoredFact revision(long nodeId, RevisionPublished published) {
        Sha256 digest = hash(published.getContentDigest());
        if (!published.hasContentGzip()) {
            return new StoredFact.WithoutContent(nodeId, published.getRevision(), published.getCause(), digest);
        }
        String json = unzipped(published.getContentGzip());
        if (!Sha256.of(json).equals(digest)) {
            throw new IllegalArgumentException("revision " + published.getRevision() + " of node " + nodeId
                    + " has not the content that its digest says");
        }
        return complete(new NodeFact.RevisionPublished(
                nodeId, published.getRevision(), published.getCause(), NodeContent.ofJson(json)));
    }

    private static Sha256 hash(ByteString bytes) {
        return Sha256.of(bytes.toByteArray());
    }

    private static String unzipped(ByteString content) {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(content.toByteArray()))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
