package io.nodecore.operations.deadletter.redrive;

import io.nodecore.admin.postgres.SqlBatch;
import io.nodecore.control.decision.FactTables;
import io.nodecore.operations.deadletter.redrive.RedriveFact.State;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** The table {@code redrives}. */
public final class RedriveTable implements FactTables<RedriveFact> {

    private final JdbcClient jdbc;

    public RedriveTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void apply(List<? extends RedriveFact> facts, Instant decidedAt) {
        apply(List.copyOf(facts));
    }

    /** @param facts each for a different dead letter */
    void apply(List<RedriveFact> facts) {
        if (facts.isEmpty()) {
            return;
        }
        jdbc.sql("""
                insert into redrives as known (letter_id, decided_at, appended, lost)
                select * from unnest(:letters, :times, :appended, :lost)
                on conflict (letter_id) do update set appended = known.appended or excluded.appended,
                                                      lost = known.lost or excluded.lost
                """)
                .param("letters", SqlBatch.bigints(facts, RedriveFact::deadLetterId))
                .param("times", SqlBatch.times(facts, RedriveFact::decidedAt))
                .param("appended", are(State.APPENDED, facts))
                .param("lost", are(State.LOST, facts))
                .update();
    }

    private static SqlArrayValue are(State state, List<RedriveFact> facts) {
        return new SqlArrayValue(
                "boolean", facts.stream().map(fact -> fact.state() == state).toArray());
    }
}
