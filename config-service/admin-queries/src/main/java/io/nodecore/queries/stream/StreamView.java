package io.nodecore.queries.stream;

import io.nodecore.admin.failure.Violations;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be watched.
 *
 * @param id of the node or the replay; 0 for the other kinds
 */
record StreamView(Kind kind, long id) {

    enum Kind {
        OVERVIEW,
        FLEET,
        PIPELINE,
        NODE,
        REPLAY;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean hasId() {
            return this == NODE || this == REPLAY;
        }
    }

    private static final int MOST_VIEWS = 8;
    private static final String ALLOWED = "overview, fleet, pipeline, node:<id>, replay:<id>";

    /** @throws io.nodecore.admin.failure.FailureException if there is no view, or an unknown one, or more than 8 */
    static List<StreamView> parse(String words) {
        List<StreamView> views = new ArrayList<>();
        for (String word : words.split(",", -1)) {
            StreamView view = one(word.strip());
            if (view == null) {
                throw Violations.refuse("view", "must be some of " + ALLOWED + ", got '" + words + "'");
            }
            if (!views.contains(view)) {
                views.add(view);
            }
        }
        if (views.size() > MOST_VIEWS) {
            throw Violations.refuse("view", "must be " + MOST_VIEWS + " views at most, got " + views.size());
        }
        return views;
    }

    private static @Nullable StreamView one(String word) {
        int colon = word.indexOf(':');
        String name = colon < 0 ? word : word.substring(0, colon);
        for (Kind kind : Kind.values()) {
            if (kind.word().equals(name) && kind.hasId() == colon >= 0) {
                try {
                    return new StreamView(kind, colon < 0 ? 0 : Long.parseUnsignedLong(word.substring(colon + 1)));
                } catch (NumberFormatException e) {
                    return null;
                }
            }
        }
        return null;
    }

    String word() {
        return kind.hasId() ? kind.word() + ":" + id : kind.word();
    }
}
