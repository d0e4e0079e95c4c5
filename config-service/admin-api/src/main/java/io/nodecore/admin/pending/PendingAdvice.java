package io.nodecore.admin.pending;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Adds {@code pending: true} to the resource that answers a pending command. The status does not change: the command is committed. */
@RestControllerAdvice
final class PendingAdvice implements ResponseBodyAdvice<Object> {

    private final JsonMapper json;

    PendingAdvice(JsonMapper json) {
        this.json = json;
    }

    @Override
    public boolean supports(MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converterType) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter returnType,
            MediaType selectedContentType,
            Class<? extends HttpMessageConverter<?>> selectedConverterType,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (body == null || !PendingAnswer.isMarked() || !(response instanceof ServletServerHttpResponse servlet)) {
            return body;
        }
        if (!HttpStatus.valueOf(servlet.getServletResponse().getStatus()).is2xxSuccessful()
                || !(json.<JsonNode>valueToTree(body) instanceof ObjectNode resource)) {
            return body;
        }
        return resource.put(PendingAnswer.MEMBER, true);
    }
}
