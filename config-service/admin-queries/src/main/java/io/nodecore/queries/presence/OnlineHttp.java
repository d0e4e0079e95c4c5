package io.nodecore.queries.presence;

import io.nodecore.admin.Page;
import io.nodecore.control.node.NodeProtocolTable;
import io.nodecore.nodeconfig.NodeProtocol;
import io.nodecore.queries.presence.OnlineUsers.OnlineUser;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who is online. */
@RestController
final class OnlineHttp {

    record OnlineList(List<OnlineUser> users, @Nullable String next) {}

    private final OnlineUsers online;
    private final NodeProtocolTable protocols;

    OnlineHttp(OnlineUsers online, NodeProtocolTable protocols) {
        this.online = online;
        this.protocols = protocols;
    }

    @GetMapping("/admin/online")
    OnlineList list(
            @RequestParam(required = false) @Nullable Long nodeId,
            @RequestParam(required = false) @Nullable Long nodeProtocolId,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        LongPredicate filter = nodeId == null ? protocol -> true : onNode(nodeId);
        Page<OnlineUser> page =
                online.page(nodeProtocolId, filter, OnlineUsers.CURSOR.afterId(cursor), Page.limit(limit));
        return new OnlineList(page.items(), page.next());
    }

    private LongPredicate onNode(long nodeId) {
        Set<Long> ofNode =
                protocols.ofNode(nodeId).stream().map(NodeProtocol::id).collect(Collectors.toSet());
        return ofNode::contains;
    }
}
