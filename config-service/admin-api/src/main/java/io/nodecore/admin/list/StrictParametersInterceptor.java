package io.nodecore.admin.list;

import io.nodecore.admin.failure.Violations;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses unknown and repeated query parameters of the routes with {@link StrictParameters}. */
final class StrictParametersInterceptor implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod route && route.hasMethodAnnotation(StrictParameters.class)) {
            List<String> known = Arrays.stream(route.getMethod().getParameters())
                    .filter(parameter -> parameter.isAnnotationPresent(RequestParam.class))
                    .map(Parameter::getName)
                    .toList();
            var violations = new Violations();
            for (Map.Entry<String, String[]> given : request.getParameterMap().entrySet()) {
                String name = given.getKey();
                if (!known.contains(name)) {
                    violations.add(
                            name,
                            known.isEmpty()
                                    ? "unknown parameter, this route has none"
                                    : "unknown parameter, the known ones are " + String.join(", ", known));
                } else if (given.getValue().length > 1) {
                    violations.add(name, "must be given once");
                }
            }
            violations.refuseIfAny();
        }
        return true;
    }
}
