package io.nodecore.admin.pending;

import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Marks the current request: its command is committed, but Kafka does not have its records yet. They will be published; until then
 * gateways and other services do not see the change.
 */
public final class PendingAnswer {

    static final String MEMBER = "pending";
    private static final String ATTRIBUTE = PendingAnswer.class.getName();

    private PendingAnswer() {}

    /** Does nothing outside of a request of the admin API, such as in a tick. */
    public static void mark() {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request != null) {
            request.setAttribute(ATTRIBUTE, true, RequestAttributes.SCOPE_REQUEST);
        }
    }

    static boolean isMarked() {
        @Nullable RequestAttributes request = RequestContextHolder.getRequestAttributes();
        return request != null && request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST) != null;
    }
}
