package io.nodecore.control.connection;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nodecore.control.connection.ConnectionView.Connected;
import io.nodecore.control.fact.Link;
import io.nodecore.nodeconfig.connection.LinkConnection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A link as admins see it.
 *
 * @param uri for clients; absent in answers with many links, and if no client can reach the inbound
 * @param connection the same data as separate members
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LinkResource(
        UUID uuid,
        long subscriptionId,
        long nodeProtocolId,
        long nodeId,
        @Nullable String uri,
        @Nullable LinkConnection connection) {

    public static LinkResource of(Link link) {
        return of(new Connected(link, null, null));
    }

    public static LinkResource of(Connected connected) {
        Link link = connected.link();
        return new LinkResource(
                link.uuid(),
                link.subscriptionId(),
                link.nodeProtocolId(),
                link.nodeId(),
                connected.uri(),
                connected.connection());
    }
}
