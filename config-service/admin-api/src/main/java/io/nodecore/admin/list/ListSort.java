package io.nodecore.admin.list;

/** The order of a list. */
public record ListSort(SortColumn column, boolean descending) {

    public static ListSort ascending(SortColumn column) {
        return new ListSort(column, false);
    }

    String word() {
        return (descending ? "-" : "") + column.field();
    }
}
