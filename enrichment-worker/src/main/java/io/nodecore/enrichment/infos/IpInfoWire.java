package io.nodecore.enrichment.infos;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.outbox.OutboxRecord;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.enrichment.IpEnriched;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Converts the information about an address to the fact of topic ip.enriched and to the JSON of column {@code info}. */
final class IpInfoWire {

    private static final JsonMapper json = JsonMapper.shared();

    private IpInfoWire() {}

    static OutboxRecord fact(IpInfo info) {
        IpEnriched.Builder fact = IpEnriched.newBuilder()
                .setProvider(info.provider())
                .setLookedUpAtMs(info.lookedUpAt().toEpochMilli());
        set(info.country(), fact::setCountry);
        set(info.city(), fact::setCity);
        set(info.asn(), fact::setAsn);
        set(info.organisation(), fact::setOrganisation);
        set(info.type(), fact::setType);
        set(info.hosting(), fact::setHosting);
        set(info.proxy(), fact::setProxy);
        set(info.rawJson(), fact::setRawJson);
        String name = info.ip() + "|" + info.provider() + "|" + fact.getLookedUpAtMs();
        Map<String, String> headers = new LinkedHashMap<>();
        // Derived from the look-up, so that a look-up that is published twice has one id.
        headers.put(
                "event-id",
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString());
        headers.put("received-at", Long.toString(fact.getLookedUpAtMs()));
        return new OutboxRecord(
                Topics.IP_ENRICHED.name(), info.ip(), fact.build().toByteArray(), headers);
    }

    static IpInfo read(String ip, byte[] value) throws InvalidProtocolBufferException {
        IpEnriched fact = IpEnriched.parseFrom(value);
        return new IpInfo(
                ip,
                fact.getProvider(),
                Instant.ofEpochMilli(fact.getLookedUpAtMs()),
                fact.hasCountry() ? fact.getCountry() : null,
                fact.hasCity() ? fact.getCity() : null,
                fact.hasAsn() ? fact.getAsn() : null,
                fact.hasOrganisation() ? fact.getOrganisation() : null,
                fact.hasType() ? fact.getType() : null,
                fact.hasHosting() ? fact.getHosting() : null,
                fact.hasProxy() ? fact.getProxy() : null,
                fact.hasRawJson() ? fact.getRawJson() : null);
    }

    /** The common form of all providers; {@code raw} is the answer of the provider. */
    static String column(IpInfo info) {
        ObjectNode column = json.createObjectNode();
        column.put("country", info.country());
        column.put("city", info.city());
        column.put("asn", info.asn());
        column.put("organisation", info.organisation());
        column.put("type", info.type());
        column.put("hosting", info.hosting());
        column.put("proxy", info.proxy());
        column.put("provider", info.provider());
        column.set("raw", info.rawJson() == null ? json.nullNode() : json.readTree(info.rawJson()));
        return json.writeValueAsString(column);
    }

    /** Returns whether the column can hold the text: it must be JSON that is not nested too deeply to be written. */
    static boolean isWritable(String rawJson) {
        try {
            ObjectNode column = json.createObjectNode();
            column.set("raw", json.readTree(rawJson));
            return !json.writeValueAsString(column).isEmpty();
        } catch (JacksonException e) {
            return false;
        }
    }

    private static <T> void set(@Nullable T value, java.util.function.Consumer<T> field) {
        if (value != null) {
            field.accept(value);
        }
    }
}
