package io.nodecore.control.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.admin.list.ListQuery;
import io.nodecore.configservice.ControlDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The list of nodes on tables with many rows: the indexes that it uses. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeListPlansIT {

    private final JdbcClient jdbc = ControlDatabase.create().jdbc();

    @BeforeAll
    void seed() {
        jdbc.sql("""
                insert into nodes (id, name, ip, port, region, profile_at, registered_at)
                select i, 'Node-' || to_char(i, 'FM000000'), '203.0.113.7', 1, 'region-' || i % 100, now(), now()
                from generate_series(1, 20000) i
                """).update();
        jdbc.sql("insert into node_status (node_id, last_seen_at) select i, now() from generate_series(1, 20000, 2) i")
                .update();
        jdbc.sql("analyze").update();
    }

    @Test
    void name_region_and_the_orders_of_id_and_name_use_an_index() {
        for (String sort : new String[] {null, "id", "-id", "name", "-name"}) {
            assertIndexed(nodes(null, null, sort));
            assertIndexed(nodes("region-7", null, sort));
            assertIndexed(nodes(null, "node-0001", sort));
            assertIndexed(nodes(null, "4711", sort));
        }
    }

    private static ListQuery nodes(@Nullable String region, @Nullable String q, @Nullable String sort) {
        return NodeListQuery.of(null, null, region, q, sort, null).query();
    }

    private void assertIndexed(ListQuery query) {
        String plan = String.join(
                "\n",
                jdbc.sql("explain (costs off) " + query.sql())
                        .params(query.parameters())
                        .param("limit", 51)
                        .query(String.class)
                        .list());
        assertThat(plan).as("%s%n%s", query.sql(), plan).contains("Index").doesNotContain("Seq Scan on nodes");
    }
}
