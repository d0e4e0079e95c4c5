package io.nodecore.admin.pending;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;

/** Answers 202 with {@code {"pending":true}} instead of 204 if the command is pending. */
final class PendingInterceptor implements HandlerInterceptor {

    private static final byte[] BODY = ("{\"" + PendingAnswer.MEMBER + "\":true}").getBytes(StandardCharsets.UTF_8);

    @Override
    public void postHandle(
            HttpServletRequest request, HttpServletResponse response, Object controller, @Nullable ModelAndView view)
            throws IOException {
        if (response.getStatus() == HttpStatus.NO_CONTENT.value()
                && !response.isCommitted()
                && PendingAnswer.isMarked()) {
            response.setStatus(HttpStatus.ACCEPTED.value());
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.getOutputStream().write(BODY);
        }
    }
}
