package io.nodecore.admin.list;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ids of one page as SQL. Each part of it is a range of one index in the order of the sort.
 */
public final class ListQuery {

    private static final String LAST_CODE_POINT = new String(Character.toChars(Character.MAX_CODE_POINT));

    private final String from;
    private final String id;
    private final ListSort sort;
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();
    private @Nullable String search;
    private @Nullable Long searchedId;

    /**
     * @param from the tables
     * @param id SQL of the id
     */
    public ListQuery(String from, String id, ListSort sort) {
        this.from = from;
        this.id = id;
        this.sort = sort;
    }

    public ListQuery where(String condition) {
        conditions.add(condition);
        return this;
    }

    public ListQuery where(String condition, String parameter, Object value) {
        parameter(parameter, value);
        return where(condition);
    }

    public void parameter(String name, Object value) {
        parameters.put(name, value);
    }

    /** Some words of a column; no condition if there are none. */
    public ListQuery in(String column, List<String> words) {
        if (!words.isEmpty()) {
            where(column + " in (:" + column.replace('.', '_') + ")", column.replace('.', '_'), words);
        }
        return this;
    }

    /**
     * Items that match the condition, or have this id.
     *
     * @param condition about {@code :prefix} and {@code :prefixEnd}: texts from the one to the other begin with the searched text
     */
    public ListQuery search(@Nullable String text, String condition) {
        if (text != null) {
            search = condition;
            parameters.put("searched", text);
            parameters.put("lastCodePoint", LAST_CODE_POINT);
            searchedId = idOf(text);
        }
        return this;
    }

    /** The search condition of names in lower case. */
    public static String nameRange(String expression) {
        return expression + " >= lower(:searched collate pg_c_utf8) and " + expression
                + " < lower(:searched collate pg_c_utf8) || :lastCodePoint";
    }

    /** @param after the last item of the page before; null for the first page */
    public ListQuery after(@Nullable ListPosition after) {
        if (after != null) {
            String than = sort.descending() ? " < " : " > ";
            parameters.put("afterId", after.id());
            if (sort.column().isId()) {
                where(id + than + ":afterId");
            } else {
                parameters.put("afterKey", after.key());
                where("(" + sort.column().expression() + ", " + id + ")" + than + "(cast(:afterKey as "
                        + sort.column().type() + "), :afterId)");
            }
        }
        return this;
    }

    /** Columns {@code id} and {@code key}; parameter {@code limit}. */
    public String sql() {
        String direction = sort.descending() ? " desc" : "";
        String order = " order by sort" + direction + ", id" + direction + " limit :limit";
        List<String> parts = new ArrayList<>();
        parts.add(part(search, order(direction)));
        if (searchedId != null) {
            parts.add(part(id + " = " + searchedId, order(direction)));
        }
        return "select id, cast(sort as text) as key from (" + String.join(" union ", parts) + ") page" + order;
    }

    public Map<String, Object> parameters() {
        return parameters;
    }

    private String order(String direction) {
        return sort.column().isId()
                ? " order by " + id + direction
                : " order by " + sort.column().expression() + direction + ", " + id + direction;
    }

    private String part(@Nullable String condition, String order) {
        List<String> all = new ArrayList<>(conditions);
        if (condition != null) {
            all.add(condition);
        }
        return "(select " + id + " as id, " + sort.column().expression() + " as sort from " + from
                + (all.isEmpty() ? "" : " where " + String.join(" and ", all)) + order + " limit :limit)";
    }

    private static @Nullable Long idOf(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
