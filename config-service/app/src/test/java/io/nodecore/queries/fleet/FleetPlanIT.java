package io.nodecore.queries.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.configservice.ControlDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The query of the fleet on tables with many rows: the indexes that it uses. */
class FleetPlanIT {

    private final JdbcClient jdbc = ControlDatabase.create().jdbc();

    /** 2 000 nodes, each 10 revisions behind, with 10 errors. */
    @Test
    void revisions_and_errors_of_each_node_are_found_by_an_index() {
        jdbc.sql("""
                insert into nodes (id, name, ip, port, region, profile_at, registered_at, latest_revision)
                select i, 'node-' || i, '203.0.113.7', 1, 'eu', now(), now(), 20 from generate_series(1, 2000) i;
                insert into node_status (node_id, last_seen_at, applied_revision, applied_at)
                select i, now(), 10, now() from generate_series(1, 2000) i;
                insert into node_revisions (node_id, revision, cause, published_at, client_map, mtproto_client_map, services)
                select i, r, 'test', timestamptz '2026-11-20 00:00Z' + r * interval '1 minute', '{}', '{}', '{}'
                from generate_series(1, 2000) i, generate_series(1, 20) r;
                insert into node_errors (id, node_id, message, occurred_at)
                select gen_random_uuid(), i, 'error ' || e, timestamptz '2026-11-20 00:00Z' + e * interval '1 minute'
                from generate_series(1, 2000) i, generate_series(1, 10) e;
                analyze
                """).update();

        String plan = String.join(
                "\n",
                jdbc.sql("explain (costs off) " + FleetNodes.SQL)
                        .query(String.class)
                        .list());
        assertThat(plan)
                .contains("Index Scan using node_revisions_pkey", "Index Scan using node_errors_node")
                .doesNotContain("Seq Scan on node_revisions", "Seq Scan on node_errors");

        FleetRow row = FleetNodes.read(jdbc).get(6);
        assertThat(row.id()).isEqualTo(7);
        assertThat(row.behindSince()).isEqualTo("2026-11-20T00:11:00Z");
        assertThat(row.lastError()).isNotNull().returns("error 10", FleetRow.FleetError::message);
    }
}
