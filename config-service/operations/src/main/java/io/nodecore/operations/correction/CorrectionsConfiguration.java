package io.nodecore.operations.correction;

import io.nodecore.control.decision.DecisionLogs;
import io.nodecore.control.decision.WriteLock;
import io.nodecore.control.rebuild.RebuildPart;
import io.nodecore.journal.KafkaSettings;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Corrections of usage. */
@Configuration(proxyBeanMethods = false)
public class CorrectionsConfiguration {

    @Bean
    CorrectionHttp correctionHttp(DecisionLogs logs, JdbcClient jdbc, KafkaSettings kafka, InstantSource clock) {
        var corrections = new CorrectionTable(jdbc);
        var log = logs.log(
                WriteLock.OPERATIONS,
                corrections,
                (fact, at) -> List.of(CorrectionWire.record(fact, UUID.randomUUID())),
                CorrectionFact::changed);
        return new CorrectionHttp(new CorrectionIntake(log, corrections, kafka), corrections, clock);
    }

    @Bean
    RebuildPart correctionRebuild() {
        return new CorrectionRebuild();
    }
}
