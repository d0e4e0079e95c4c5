package io.nodecore.control.decision;

/**
 * One line of the change log: what a decision did to one resource.
 *
 * @param kind {@code <resource>.<past participle>}, such as {@code user.created}; stable
 * @param resourceId in the form in which the admin API shows it
 * @param alsoWithoutToken whether it is logged if no token decided it; otherwise decisions of ticks and of nodes are not logged
 */
public record Changed(String kind, String resourceId, boolean alsoWithoutToken) {

    public Changed {
        if (kind.indexOf('.') < 1) {
            throw new IllegalArgumentException("a kind is <resource>.<past participle>, got '" + kind + "'");
        }
    }

    public static Changed of(String kind, Object resourceId) {
        return new Changed(kind, resourceId.toString(), false);
    }

    public String resource() {
        return kind.substring(0, kind.indexOf('.'));
    }
}
