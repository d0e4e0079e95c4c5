package io.nodecore.queries.stream;

import io.nodecore.admin.list.StrictParameters;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Server-sent events of views. */
@RestController
final class StreamHttp {

    private final OpenStreams streams;

    StreamHttp(OpenStreams streams) {
        this.streams = streams;
    }

    @StrictParameters
    @GetMapping(path = "/admin/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void stream(
            @RequestParam String view,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            HttpMethod method,
            HttpServletResponse response) {
        List<StreamView> views = StreamView.parse(view);
        if (method.equals(HttpMethod.HEAD)) {
            response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
            return;
        }
        streams.serve(views, lastEventId, () -> {
            response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
            response.setCharacterEncoding("UTF-8");
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            // A reverse proxy would collect events.
            response.setHeader("X-Accel-Buffering", "no");
            return response.getOutputStream();
        });
    }
}
