package io.nodecore.configservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodecore.admin.access.AdminSettings;
import io.nodecore.admin.access.SessionSettings;
import io.nodecore.admin.access.SignInSettings;
import io.nodecore.admin.list.ListSettings;
import io.nodecore.admin.redis.AdminRedisSettings;
import io.nodecore.control.limit.QuotaSettings;
import io.nodecore.control.node.key.KeySettings;
import io.nodecore.control.outbox.OutboxMonitorSettings;
import io.nodecore.control.rebuild.RebuildSettings;
import io.nodecore.control.status.StatusSettings;
import io.nodecore.control.subscription.ExpirySettings;
import io.nodecore.journal.clocks.ReceivedAtSettings;
import io.nodecore.nodeconfig.template.XrayProgramSettings;
import io.nodecore.operations.audit.AuditSettings;
import io.nodecore.queries.presence.RuntimeStatusSettings;
import io.nodecore.queries.stream.StreamSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Every key and every default: whoever changes one changes what operators have to know. */
class ControlSettingsTest {

    @Test
    void defaults_are_these() {
        assertThat(bind("nodecore.status", StatusSettings.class, Map.of()))
                .isEqualTo(new StatusSettings(Duration.ofSeconds(30), Duration.ofSeconds(2)));
        assertThat(bind("nodecore.expiry", ExpirySettings.class, Map.of()))
                .isEqualTo(new ExpirySettings(Duration.ofSeconds(1)));
        assertThat(bind("nodecore.keys", KeySettings.class, Map.of()))
                .isEqualTo(new KeySettings(Duration.ZERO, Duration.ofSeconds(1)));
        assertThat(bind("nodecore.rebuild", RebuildSettings.class, Map.of())).isEqualTo(new RebuildSettings(true));
        assertThat(bind("nodecore.quota", QuotaSettings.class, Map.of()))
                .isEqualTo(new QuotaSettings(Duration.ofSeconds(1)));
        assertThat(bind("nodecore.redis", AdminRedisSettings.class, Map.of()))
                .isEqualTo(new AdminRedisSettings("redis://localhost:6379", false, Duration.ofSeconds(2)));
        assertThat(bind("nodecore.runtime-status", RuntimeStatusSettings.class, Map.of()))
                .isEqualTo(new RuntimeStatusSettings(false));
        assertThat(bind("nodecore.audits", AuditSettings.class, Map.of())).isEqualTo(new AuditSettings(2));
        assertThat(bind("nodecore.admin.session", SessionSettings.class, Map.of()))
                .isEqualTo(new SessionSettings(Duration.ofHours(12)));
        assertThat(bind("nodecore.admin.sign-in", SignInSettings.class, Map.of()))
                .isEqualTo(new SignInSettings(10, 0.2, 10_000));
        assertThat(bind("nodecore.usage", ReceivedAtSettings.class, Map.of()))
                .isEqualTo(new ReceivedAtSettings(Duration.ofMinutes(10)));
        assertThat(bind("nodecore.xray-program", XrayProgramSettings.class, Map.of()))
                .isEqualTo(new XrayProgramSettings("", Duration.ofSeconds(10)));
        assertThat(bind("nodecore.outbox-monitor", OutboxMonitorSettings.class, Map.of()))
                .isEqualTo(new OutboxMonitorSettings(Duration.ofSeconds(2), Duration.ofSeconds(45)));
        assertThat(bind("nodecore.lists", ListSettings.class, Map.of()))
                .isEqualTo(new ListSettings(Duration.ofSeconds(5), 2));
        assertThat(bind("nodecore.streams", StreamSettings.class, Map.of()))
                .isEqualTo(new StreamSettings(
                        64,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(15),
                        Duration.ofMinutes(15)));
    }

    @Test
    void keys_are_these() {
        assertThat(bind("nodecore.status", StatusSettings.class, Map.of("offline-after", "1m", "tick", "5s")))
                .isEqualTo(new StatusSettings(Duration.ofMinutes(1), Duration.ofSeconds(5)));
        assertThat(bind("nodecore.expiry", ExpirySettings.class, Map.of("tick", "9s")))
                .isEqualTo(new ExpirySettings(Duration.ofSeconds(9)));
        assertThat(bind("nodecore.keys", KeySettings.class, Map.of("grace-period", "1h", "tick", "2s")))
                .isEqualTo(new KeySettings(Duration.ofHours(1), Duration.ofSeconds(2)));
        assertThat(bind("nodecore.rebuild", RebuildSettings.class, Map.of("when-empty", "false")))
                .isEqualTo(new RebuildSettings(false));
        assertThat(bind(
                        "nodecore.outbox-monitor",
                        OutboxMonitorSettings.class,
                        Map.of("interval", "1s", "stuck-after", "9s")))
                .isEqualTo(new OutboxMonitorSettings(Duration.ofSeconds(1), Duration.ofSeconds(9)));
        assertThat(bind("nodecore.quota", QuotaSettings.class, Map.of("tick", "9s")))
                .isEqualTo(new QuotaSettings(Duration.ofSeconds(9)));
        assertThat(bind(
                        "nodecore.redis",
                        AdminRedisSettings.class,
                        Map.of("url", "redis://r:1", "cluster", "true", "timeout", "1s")))
                .isEqualTo(new AdminRedisSettings("redis://r:1", true, Duration.ofSeconds(1)));
        assertThat(bind(
                        "nodecore.runtime-status",
                        RuntimeStatusSettings.class,
                        Map.of("allow-local-addresses", "true")))
                .isEqualTo(new RuntimeStatusSettings(true));
        assertThat(bind("nodecore.admin", AdminSettings.class, Map.of("token", "secret")))
                .isEqualTo(new AdminSettings("secret"));
        assertThat(bind("nodecore.admin.session", SessionSettings.class, Map.of("lifetime", "1h")))
                .isEqualTo(new SessionSettings(Duration.ofHours(1)));
        assertThat(bind(
                        "nodecore.admin.sign-in",
                        SignInSettings.class,
                        Map.of("burst", "3", "per-second", "1", "tracked-addresses", "7")))
                .isEqualTo(new SignInSettings(3, 1, 7));
        assertThat(bind("nodecore.audits", AuditSettings.class, Map.of("at-once", "5")))
                .isEqualTo(new AuditSettings(5));
        assertThat(bind(
                        "nodecore.xray-program",
                        XrayProgramSettings.class,
                        Map.of("path", "/usr/bin/xray", "timeout", "3s")))
                .isEqualTo(new XrayProgramSettings("/usr/bin/xray", Duration.ofSeconds(3)));
        assertThat(bind("nodecore.lists", ListSettings.class, Map.of("timeout", "1s", "concurrent", "5")))
                .isEqualTo(new ListSettings(Duration.ofSeconds(1), 5));
        Map<String, String> streams =
                Map.of("max-streams", "5", "interval", "2s", "alive", "3s", "keep-alive", "4s", "max-age", "5s");
        assertThat(bind("nodecore.streams", StreamSettings.class, streams))
                .isEqualTo(new StreamSettings(
                        5, Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(4), Duration.ofSeconds(5)));
    }

    @Test
    void the_admin_token_has_no_default() {
        assertThatThrownBy(() -> bind("nodecore.admin", AdminSettings.class, Map.of()))
                .isInstanceOf(BindException.class)
                .hasRootCauseMessage("the admin API needs a token: set ADMIN_TOKEN (nodecore.admin.token)");
    }

    private static <S> S bind(String prefix, Class<S> type, Map<String, String> values) {
        var source = new MapConfigurationPropertySource();
        values.forEach((key, value) -> source.put(prefix + "." + key, value));
        return new Binder(source).bindOrCreate(prefix, type);
    }
}
