package io.nodecore.admin.list;

/**
 * A field by which a list can be sorted; items with equal values are in the order of their ids.
 *
 * @param field as in requests, such as {@code name}
 * @param expression SQL, never null for any row; an index has this expression and then the id
 * @param type the SQL type of the expression
 */
public record SortColumn(String field, String expression, String type) {

    private static final String ID = "id";

    /** The order of the ids. */
    public static SortColumn id(String expression) {
        return new SortColumn(ID, expression, "bigint");
    }

    /** The order of the code points of lower-case names, which depends on no locale. */
    public static SortColumn name(String expression) {
        return new SortColumn("name", expression, "text");
    }

    boolean isId() {
        return field.equals(ID);
    }
}
