package io.nodecore.replay;

/**
 * The live schema and the replay's own schema, and the queries for their rows.
 *
 * @param live the service's schema
 * @param replayed the replay's schema
 */
public record ReplaySchemas(String live, String replayed) {

    /** A query for the live rows within the scope of the replay. */
    public String live(OwnedTable table, Rows rows) {
        return query(live, table, rows);
    }

    /** The same query for the replayed rows. */
    public String replayed(OwnedTable table, Rows rows) {
        return query(replayed, table, rows);
    }

    private String query(String here, OwnedTable table, Rows rows) {
        String columns = table.columns().isEmpty() ? "*" : String.join(", ", table.columns());
        String all = "select " + columns + " from " + here + "." + table.name();
        return switch (rows) {
            case Rows.All whole -> all;
            case Rows.Where(String condition) -> all + " where " + in(here, condition);
            case Rows.MustMatch(String condition, String reason) -> all + " where " + in(here, condition);
            case Rows.None none -> all + " where false";
            case Rows.Refused refused -> throw new IllegalArgumentException(refused.reason());
        };
    }

    private String in(String here, String condition) {
        return condition.replace("{live}", live).replace("{replayed}", replayed).replace("{here}", here);
    }
}
