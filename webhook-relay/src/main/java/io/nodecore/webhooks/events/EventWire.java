package io.nodecore.webhooks.events;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Converts the record of an events topic to the event that is posted. */
public final class EventWire {

    private static final String ATTRIBUTE = "ce_";
    /** The characters that an HTTP header may contain unescaped. */
    private static final String VISIBLE = "[\\x21-\\x7e]{1,512}";

    private EventWire() {}

    /**
     * The event of a record. Its data is unchanged, byte for byte.
     *
     * @throws IllegalArgumentException if the record is not a CloudEvent with JSON data; a retry can't succeed
     */
    public static PostedEvent read(ConsumerRecord<byte[], byte[]> record) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            if (header.key().startsWith(ATTRIBUTE) && header.value() != null) {
                attributes.put(header.key().substring(ATTRIBUTE.length()), text(header.value()));
            }
        }
        String id = required(attributes, "id");
        String type = required(attributes, "type");
        required(attributes, "source");
        if (!"1.0".equals(attributes.get("specversion"))) {
            throw new IllegalArgumentException("expected CloudEvents 1.0, got " + attributes.get("specversion"));
        }
        if (!id.matches(VISIBLE)) {
            throw new IllegalArgumentException("the event's id can't stand in an HTTP header");
        }
        attributes.put("datacontenttype", "application/json");
        return new PostedEvent(id, type, body(attributes, record.value()));
    }

    private static byte[] body(Map<String, Object> attributes, byte @Nullable [] data) {
        byte[] head = JsonMapper.shared().writeValueAsBytes(attributes);
        var body = new ByteArrayOutputStream();
        body.write(head, 0, head.length - 1);
        body.writeBytes(",\"data\":".getBytes(StandardCharsets.UTF_8));
        body.writeBytes(json(data));
        body.write('}');
        return body.toByteArray();
    }

    private static byte[] json(byte @Nullable [] data) {
        if (data == null || data.length == 0) {
            throw new IllegalArgumentException("the event has no data");
        }
        try {
            JsonMapper.shared().readTree(data);
            return data;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the event's data is no JSON", e);
        }
    }

    private static String required(Map<String, Object> attributes, String name) {
        if (attributes.get(name) instanceof String value && !value.isEmpty()) {
            return value;
        }
        throw new IllegalArgumentException("header " + ATTRIBUTE + name + " is missing");
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }
}
