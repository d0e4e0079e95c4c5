package io.nodecore.configservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecore.configservice.RunningControl.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A command that is decided, but not published within the wait, says so. */
class PendingAnswerIT {

    private final RunningControl control = RunningControl.get();
    private long user;

    @BeforeEach
    void stopPublishing() {
        user = control.newUser();
        control.relay().stop();
    }

    @AfterEach
    void publishAgain() {
        control.relay().start();
        await().until(() -> control.relay().backlog().rows() == 0);
    }

    @Test
    void a_created_resource_has_the_member_pending() {
        JsonNode created = control.expect(201, "POST", "/admin/users", "{\"name\": \"pending\"}");

        assertThat(created.get("id").longValue()).isPositive();
        assertThat(created.get("pending").booleanValue()).isTrue();
    }

    @Test
    void a_change_is_accepted() {
        Answer changed = control.admin("PATCH", "/admin/users/" + user, "{\"name\": \"other\"}");

        assertThat(changed.status()).isEqualTo(202);
        assertThat(changed.body().get("name").stringValue()).isEqualTo("other");
        assertThat(changed.body().get("pending").booleanValue()).isTrue();
    }

    @Test
    void a_removal_is_accepted() {
        Answer removed = control.admin("DELETE", "/admin/users/" + user, null);

        assertThat(removed.status()).isEqualTo(202);
        assertThat(removed.body().get("pending").booleanValue()).isTrue();
    }

    @Test
    void a_refusal_and_a_command_that_changes_nothing_are_not_pending() {
        Answer refused = control.admin("PATCH", "/admin/users/" + user, "{\"name\": 5}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().has("pending")).isFalse();

        JsonNode same = control.expect(200, "PATCH", "/admin/users/" + user, "{}");
        assertThat(same.has("pending")).isFalse();
    }

    @Test
    void a_published_command_is_not_pending() {
        control.relay().start();
        await().until(() -> control.relay().backlog().rows() == 0);

        assertThat(control.expect(201, "POST", "/admin/users", "{\"name\": \"published\"}")
                        .has("pending"))
                .isFalse();
    }
}
