package io.nodecore.gateway.http;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import io.nodecore.proto.OnlineIp;
import io.nodecore.proto.OnlineUser;
import io.nodecore.proto.ReportErrorRequest;
import io.nodecore.proto.ReportNodeStatsRequest;
import io.nodecore.proto.ReportOnlineUsersRequest;
import io.nodecore.proto.SystemStats;
import io.nodecore.proto.XrayStats;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of a protobuf message: its fields by their camelCase names.
 *
 * <p>It differs from the message in four ways. The auth key is a header, never a field. {@code details} of an error is an object, not text.
 * If a figure of the stats is not a number, the rest of the report is still accepted. A field that is not optional is required, except in
 * the two reports that are defined by their gRPC requests alone: there an absent field has its default value, as in protobuf.
 */
final class RequestShape {

    /**
     * @param required whether the field is required
     * @param optional whether an empty text means that it is absent
     * @param rawJson whether the JSON value itself is the text of the field
     * @param figure whether any value is accepted; a value that is not a number means that the figure is unknown
     */
    record Field(
            String name,
            FieldDescriptor descriptor,
            boolean required,
            boolean optional,
            boolean rawJson,
            boolean figure) {}

    private static final Set<Descriptor> FIGURES = Set.of(SystemStats.getDescriptor(), XrayStats.getDescriptor());

    private static final Set<Descriptor> NOTHING_REQUIRED = Set.of(
            ReportNodeStatsRequest.getDescriptor(),
            SystemStats.getDescriptor(),
            XrayStats.getDescriptor(),
            ReportOnlineUsersRequest.getDescriptor(),
            OnlineUser.getDescriptor(),
            OnlineIp.getDescriptor());

    private static final FieldDescriptor DETAILS =
            ReportErrorRequest.getDescriptor().findFieldByNumber(ReportErrorRequest.DETAILS_JSON_FIELD_NUMBER);

    private static final Map<Descriptor, RequestShape> SHAPES = new ConcurrentHashMap<>();

    private final Map<String, Field> fields = new LinkedHashMap<>();

    private RequestShape(Descriptor message) {
        for (FieldDescriptor descriptor : message.getFields()) {
            if (descriptor.getName().equals("auth_key")) {
                continue;
            }
            boolean rawJson = descriptor.equals(DETAILS);
            String name = rawJson ? "details" : descriptor.getJsonName();
            boolean optional = descriptor.toProto().getProto3Optional();
            boolean required = !optional && !NOTHING_REQUIRED.contains(message);
            boolean figure = FIGURES.contains(message) && descriptor.getJavaType() != JavaType.BOOLEAN;
            fields.put(name, new Field(name, descriptor, required, optional, rawJson, figure));
        }
    }

    static RequestShape of(Descriptor message) {
        return SHAPES.computeIfAbsent(message, RequestShape::new);
    }

    @Nullable
    Field field(String name) {
        return fields.get(name);
    }

    Iterable<Field> fields() {
        return fields.values();
    }
}
