package io.nodecore.replay;

import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tables that are filled from their topics as a whole while their one writer waits, because the topics hold states and not each step. */
public interface Rebuild {

    /** What operators call it. */
    String name();

    /** What is compared and exchanged. */
    List<OwnedTable> tables();

    /** Tables that the rebuild fills as well, such as outboxes, and then discards. */
    List<String> besides();

    /** Sequences that filling sets, and that are thrown away. */
    List<String> sequences();

    /** Locks the writer out until {@link #unlockWriter} or the end of the session, and waits until all its decisions are in the topics. */
    void lockWriter(JdbcClient session);

    void unlockWriter(JdbcClient session);

    /** Fills the tables in the schema that these connections see. */
    void fill(DataSource shadow);
}
