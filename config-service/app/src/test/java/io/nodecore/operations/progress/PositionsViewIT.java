package io.nodecore.operations.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.configservice.ControlDatabase;
import io.nodecore.operations.progress.PositionsView.Counts;
import io.nodecore.operations.progress.PositionsView.Position;
import org.junit.jupiter.api.Test;

class PositionsViewIT {

    @Test
    void sees_the_counts_of_every_schema_and_does_without_where_a_service_has_not_migrated_yet() {
        var database = ControlDatabase.create();
        database.jdbc().sql("""
                insert into projection_positions
                    (projection, topic, partition, first_offset, next_offset, epoch, updated_at,
                     applied, repeated, dead_lettered, passed_over)
                values ('node-status', 'node.errors', 0, 3, 13, 1, now(), 4, 3, 2, 1)""").update();
        database.jdbc().sql("create schema earlier").update();
        database.jdbc().sql("""
                create table earlier.projection_positions as
                select 'usage' as projection, 'node.usage' as topic, 1 as partition, 7::bigint as next_offset,
                       1::bigint as epoch, now() as updated_at""").update();

        assertThat(new PositionsView(database.jdbc()).all())
                .extracting(Position::projection, Position::nextOffset, Position::counts)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("node-status", 13L, new Counts(3, 4, 3, 2, 1)),
                        org.assertj.core.groups.Tuple.tuple("usage", 7L, null));
    }

    @Test
    void tells_what_went_wrong_last_in_a_partition() {
        var database = ControlDatabase.create();
        database.jdbc().sql("""
                insert into projection_positions (projection, topic, partition, first_offset, next_offset, epoch, updated_at)
                values ('node-status', 'node.errors', 0, 0, 0, 1, now()), ('node-status', 'node.errors', 1, 0, 0, 1, now())""").update();
        database.jdbc()
                .sql("insert into projection_errors values ('node-status', 'node.errors', 1, 'connection lost', now())")
                .update();

        assertThat(new PositionsView(database.jdbc()).all())
                .extracting(position -> position.lastError() == null
                        ? null
                        : position.lastError().error())
                .containsExactly(null, "connection lost");
    }
}
