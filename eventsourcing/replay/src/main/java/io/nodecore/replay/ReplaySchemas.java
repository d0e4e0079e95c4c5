package io.nodecore.replay;

/**
 * The two schemas of a replay in SQL.
 *
 * @param live the service's schema
 * @param replayed the replay's schema
 */
public record ReplaySchemas(String live, String replayed) {

    /** A query for the rows that the replay is about, as they are live. */
    public String live(OwnedTable table, Rows rows) {
        return query(live, table, rows);
    }

    /** The same as the replay has them. */
    public String replayed(OwnedTable table, Rows rows) {
        return query(replayed, table, rows);
    }

    private String query(String here, OwnedTable table, Rows rows) {
        String columns = table.columns().isEmpty() ? "*" : String.join(", ", table.columns());
        String all = "select " + columns + " from " + here + "." + table.name();
        return switch (rows) {
            case Rows.All whole -> all;
            case Rows.Where(String condition) -> all + " where " + in(here, condition);
            case Rows.Alike(String condition, String otherwise) -> all + " where " + in(here, condition);
            case Rows.None none -> all + " where false";
            case Rows.Refused refused -> throw new IllegalArgumentException(refused.reason());
        };
    }

    private String in(String here, String condition) {
        return condition.replace("{live}", live).replace("{replayed}", replayed).replace("{here}", here);
    }
}
