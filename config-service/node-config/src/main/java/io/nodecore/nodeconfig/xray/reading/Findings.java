package io.nodecore.nodeconfig.xray.reading;

import io.nodecore.admin.failure.Violations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The refusals of templates, with one message per path, and the warnings. */
public final class Findings {

    /** A part of a template that Xray accepts and that the admin may not have intended. */
    public record Warning(String field, String message) {}

    private final XrayVersion release;
    private final Map<String, String> refused = new LinkedHashMap<>();
    private final Map<String, String> warned = new LinkedHashMap<>();

    /** @param release the release that will run the config */
    public Findings(XrayVersion release) {
        this.release = release;
    }

    public XrayVersion release() {
        return release;
    }

    public void refuse(String field, String message) {
        refused.putIfAbsent(field, message);
    }

    public void warn(String field, String message) {
        warned.putIfAbsent(field, message);
    }

    /** Returns whether a part of this path, or a part that contains it, is refused. */
    public boolean isRefused(String field) {
        return refused.keySet().stream().anyMatch(other -> isWithin(other, field) || isWithin(field, other));
    }

    private static boolean isWithin(String inner, String outer) {
        return inner.startsWith(outer)
                && (inner.length() == outer.length() || ".[".indexOf(inner.charAt(outer.length())) >= 0);
    }

    public List<Warning> warnings() {
        return warned.entrySet().stream()
                .map(warning -> new Warning(warning.getKey(), warning.getValue()))
                .toList();
    }

    /** @throws io.nodecore.admin.failure.FailureException with all refusals, if there are any */
    public void throwIfRefused() {
        var violations = new Violations();
        refused.forEach(violations::add);
        violations.refuseIfAny();
    }
}
