package io.nodecore.control.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.configservice.RunningControl;
import io.nodecore.configservice.RunningControl.Answer;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.control.Changes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who changed what, when, by which token. */
class ChangesIT {

    private final RunningControl control = RunningControl.get();

    @Test
    void a_change_names_its_token_and_the_latest_is_first() {
        JsonNode token = control.expect(
                201,
                "POST",
                "/admin/tokens",
                "{\"name\": \"%s\", \"scope\": \"admin\"}".formatted(control.newName("token")));
        String bearer = "Bearer " + token.get("token").stringValue();
        long user = control.newUser();
        Answer changed =
                control.send("PATCH", "/admin/users/" + user, "{\"status\": \"disabled\"}", "Authorization", bearer);
        assertThat(changed.status()).isEqualTo(200);

        List<JsonNode> changes = changes("?resource=user&resourceId=" + user);
        assertThat(changes)
                .extracting(change -> change.get("kind").stringValue())
                .containsExactly("user.changed", "user.created");
        JsonNode latest = changes.getFirst();
        assertThat(latest.get("tokenId")).isEqualTo(token.get("id"));
        assertThat(latest.get("tokenName")).isEqualTo(token.get("name"));
        assertThat(latest.get("resource").stringValue()).isEqualTo("user");
        assertThat(latest.get("cause").stringValue()).isEqualTo("user changed");
        assertThat(changes.getLast().get("tokenId").longValue()).isZero();
        assertThat(changes.getLast().get("tokenName").stringValue()).isEqualTo("admin");
        assertThat(latest.get("at").stringValue())
                .isGreaterThanOrEqualTo(changes.getLast().get("at").stringValue());

        assertThat(changes("?tokenId=" + token.get("id"))).hasSize(1);
        assertThat(changes("?kind=token.issued&resourceId=" + token.get("id"))).hasSize(1);
        assertThat(changes("?kind=token.revoked&resourceId=" + token.get("id"))).isEmpty();
    }

    @Test
    void a_session_changes_in_the_name_of_its_token() {
        Answer signIn = control.send("POST", "/admin/session", "{\"token\": \"" + RunningControl.TOKEN + "\"}");
        String cookie = signIn.headers()
                .getOrDefault("set-cookie", List.of(""))
                .getFirst()
                .split(";", 2)[0];
        Answer created = control.send(
                "POST",
                "/admin/users",
                "{\"name\": \"x\"}",
                "Cookie",
                cookie,
                "X-CSRF-Token",
                signIn.body().get("csrfToken").stringValue());

        assertThat(changes("?resource=user&resourceId=" + created.body().get("id")))
                .singleElement()
                .satisfies(change ->
                        assertThat(change.get("tokenName").stringValue()).isEqualTo("admin"));
    }

    @Test
    void a_registration_was_decided_by_no_token_and_its_code_by_one() {
        long node = control.newNode().getNodeId();

        assertThat(changes("?resource=node&resourceId=" + node)).singleElement().satisfies(change -> {
            assertThat(change.get("kind").stringValue()).isEqualTo("node.registered");
            assertThat(change.get("tokenId").isNull()).isTrue();
            assertThat(change.get("tokenName").isNull()).isTrue();
        });
        assertThat(changes("?kind=registration-code.issued&limit=1")
                        .getFirst()
                        .get("tokenName")
                        .stringValue())
                .isEqualTo("admin");
    }

    @Test
    void a_restored_config_a_rotated_key_and_a_replay_are_changes() {
        long node = control.newNode().getNodeId();
        control.expect(200, "PUT", "/admin/nodes/" + node + "/services", """
                {"xray": {"inbounds": [{"tag": "in", "port": 443, "protocol": "vless"}]}}
                """);
        control.expect(200, "POST", "/admin/nodes/" + node + "/rotate-key", null);
        JsonNode replay = control.expect(201, "POST", "/admin/replays", """
                {"projection": "dead-letters", "mode": "shadow"}
                """);

        assertThat(changes("?resource=node&resourceId=" + node))
                .extracting(change -> change.get("kind").stringValue())
                .contains("node.services-changed", "node.key-issued")
                .endsWith("node.registered");
        assertThat(changes("?resource=replay&resourceId=" + replay.get("id")))
                .extracting(change -> change.get("kind").stringValue())
                .containsExactly("replay.ordered");
        control.admin("POST", "/admin/replays/" + replay.get("id") + "/cancel", null);
    }

    @Test
    void a_refused_command_is_no_change() {
        control.admin("PATCH", "/admin/users/999999999", "{\"name\": \"x\"}");

        assertThat(changes("?resource=user&resourceId=999999999")).isEmpty();
    }

    @Test
    void a_bulk_command_is_one_decision_with_a_change_for_each_resource_and_pages() {
        int count = ChangeWire.MOST_OF_RECORD + 5;
        String users = IntStream.range(0, count)
                .mapToObj(i -> "{\"name\": \"bulk-" + i + "\"}")
                .collect(Collectors.joining(","));
        JsonNode created = control.expect(201, "POST", "/admin/users/bulk", "{\"users\": [" + users + "]}");
        String first = created.at("/users/0/id").toString();
        String decision = changes("?resource=user&resourceId=" + first)
                .getFirst()
                .get("id")
                .stringValue()
                .split(":", 2)[0];

        List<Changes> published = new ArrayList<>();
        control.records(Topics.CONTROL_CHANGES).forEach(record -> {
            try {
                if (record.key().startsWith(decision)) {
                    published.add(Changes.parseFrom(record.value()));
                }
            } catch (InvalidProtocolBufferException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(published).extracting(Changes::getResourcesCount).containsExactly(ChangeWire.MOST_OF_RECORD, 5);

        List<String> ids = new ArrayList<>();
        String cursor = "";
        while (ids.size() < count) {
            JsonNode page = control.get("/admin/changes?kind=user.created&limit=500" + cursor)
                    .body();
            page.get("changes").forEach(change -> {
                if (change.get("id").stringValue().startsWith(decision)) {
                    ids.add(change.get("resourceId").stringValue());
                }
            });
            if (page.get("next").isNull()) {
                break;
            }
            cursor = "&cursor=" + page.get("next").stringValue();
        }
        assertThat(ids).hasSize(count).doesNotHaveDuplicates();
    }

    @Test
    void a_bad_query_is_refused() {
        for (String query : List.of("?tokenId=x", "?limit=0", "?cursor=x")) {
            assertThat(control.get("/admin/changes" + query).status()).as(query).isEqualTo(400);
        }
    }

    private List<JsonNode> changes(String query) {
        return control.expect(200, "GET", "/admin/changes" + query, null)
                .get("changes")
                .valueStream()
                .toList();
    }
}
