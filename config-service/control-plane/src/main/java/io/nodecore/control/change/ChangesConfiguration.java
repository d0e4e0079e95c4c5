package io.nodecore.control.change;

import io.nodecore.admin.access.Caller;
import io.nodecore.control.decision.ChangeLog;
import io.nodecore.control.rebuild.RebuildPart;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The change log. */
@Configuration(proxyBeanMethods = false)
public class ChangesConfiguration {

    @Bean
    ChangeLog changeLog(JdbcClient jdbc) {
        return new CallerChanges(new ChangeTable(jdbc), Caller::current);
    }

    @Bean
    ChangeHttp changeHttp(JdbcClient jdbc) {
        return new ChangeHttp(new ChangeTable(jdbc));
    }

    @Bean
    RebuildPart changeRebuild() {
        return new ChangeRebuild();
    }
}
