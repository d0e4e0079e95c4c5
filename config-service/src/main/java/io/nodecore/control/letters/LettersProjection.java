package io.nodecore.control.letters;

import io.nodecore.journal.FactHeaders;
import io.nodecore.projection.JournaledFact;
import io.nodecore.projection.Projection;
import io.nodecore.schemas.Topic;
import java.sql.Connection;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Keeps {@code dead_letters} from the dead-letter topics of all services. It refuses nothing. */
final class LettersProjection implements Projection<Letter> {

    static final String NAME = "dead-letters";

    /** Letters are no facts of nodes: what is known of a node stands in the letter. */
    private static final FactHeaders NONE = new FactHeaders("letter", 1, 0, "letter");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Topic> topics() {
        return LetterTopics.LETTERS;
    }

    @Override
    public JournaledFact<Letter> read(ConsumerRecord<byte[], byte[]> record) {
        return new JournaledFact<>(record.topic(), record.partition(), record.offset(), NONE, LetterWire.read(record));
    }

    @Override
    public List<JournaledFact<Letter>> apply(Connection connection, List<JournaledFact<Letter>> letters) {
        if (letters.isEmpty()) {
            return letters;
        }
        var table = new LetterTable(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
        Set<Long> added = table.add(letters.stream().map(JournaledFact::fact).toList());
        return letters.stream()
                .filter(letter -> added.contains(letter.fact().id()))
                .toList();
    }
}
