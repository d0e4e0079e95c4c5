package io.nodecore.control.config.revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecore.configservice.RunningControl;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.facts.ConfigApplied;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The history of a node's config as admins read it. */
class RevisionsIT {

    private final RunningControl control = RunningControl.get();
    private final long nodeId = control.newNode().getNodeId();
    private final String config = "/admin/nodes/" + nodeId + "/config";

    @Test
    void every_revision_tells_its_cause_and_time_and_the_node_how_far_it_is_behind() {
        assertThat(get("/revisions").toString())
                .isEqualTo("{\"sync\":{\"latestRevision\":0,\"confirmedRevision\":0,\"confirmedAt\":null,"
                        + "\"revisionsBehind\":0,\"behindSince\":null},\"revisions\":[],\"next\":null}");
        long protocol = put(443);
        long user = control.newUser();
        long subscription = control.newSubscription(user);
        String link = control.newLink(subscription, protocol);
        put(8443);

        JsonNode first = get("/revisions?limit=2");
        assertThat(first.get("revisions").findValuesAsString("revision")).containsExactly("3", "2");
        assertThat(first.get("revisions").findValuesAsString("cause"))
                .containsExactly("services changed", "link created");
        JsonNode rest = get("/revisions?limit=2&cursor=" + first.get("next").stringValue());
        assertThat(rest.get("revisions").findValuesAsString("revision")).containsExactly("1");
        assertThat(rest.get("next").isNull()).isTrue();
        assertThat(rest.get("sync").get("revisionsBehind").intValue()).isEqualTo(3);
        assertThat(rest.get("sync").get("behindSince"))
                .isEqualTo(rest.get("revisions").get(0).get("publishedAt"));

        confirm(1);
        await().untilAsserted(() -> {
            JsonNode sync = get("/revisions").get("sync");
            assertThat(sync.get("confirmedRevision").intValue()).isEqualTo(1);
            assertThat(sync.get("revisionsBehind").intValue()).isEqualTo(2);
            assertThat(sync.get("behindSince"))
                    .isEqualTo(first.get("revisions").get(1).get("publishedAt"));
        });

        JsonNode ahead = get("/diff");
        assertThat(ahead.get("from").get("revision").intValue()).as("confirmed").isEqualTo(1);
        assertThat(ahead.get("to").get("revision").intValue()).as("latest").isEqualTo(3);
        assertThat(ahead.get("links").toString())
                .isEqualTo(("[{'inbound':'in','added':1,'removed':0,'addedLinks':"
                                + "[{'uuid':'%s','userId':%d,'subscriptionId':%d}],'removedLinks':[]}]")
                        .replace('\'', '"')
                        .formatted(link, user, subscription));
        assertThat(ahead.get("changes").toString())
                .isEqualTo("[{\"op\":\"replace\",\"path\":\"/xray/inbounds/in/port\",\"before\":443,\"after\":8443}]");
        assertThat(ahead.get("lines").size()).isEqualTo(2);
        assertThat(get("/diff?from=3&to=2").get("summary").stringValue())
                .isEqualTo("links: 0 added, 0 removed; services: 1 changed");
        assertThat(get("/diff?from=0&to=1").get("from").get("cause").isNull()).isTrue();

        confirm(3);
        await().untilAsserted(() -> assertThat(
                        get("/revisions").get("sync").get("behindSince").isNull())
                .isTrue());
        JsonNode second = get("?revision=2");
        assertThat(second.get("cause").stringValue()).isEqualTo("link created");
        assertThat(second.get("publishedAt"))
                .isEqualTo(first.get("revisions").get(1).get("publishedAt"));
    }

    @ParameterizedTest
    @CsvSource({
        "/revisions?limit=0, 400",
        "/revisions?cursor=x, 400",
        "/diff?from=99, 404",
        "/diff?to=99, 404",
        "/diff?from=x, 400",
        "/diff?links=-1, 400",
        "/diff?links=10001, 400",
    })
    void what_can_not_be_read_is_refused(String path, int status) {
        assertThat(control.get(config + path).status()).isEqualTo(status);
    }

    @Test
    void a_node_that_there_is_not_has_no_history() {
        assertThat(control.get("/admin/nodes/999999999/config/revisions").status())
                .isEqualTo(404);
        assertThat(control.get("/admin/nodes/999999999/config/diff").status()).isEqualTo(404);
    }

    private long put(int port) {
        return control.expect(200, "PUT", "/admin/nodes/" + nodeId + "/services", """
            {"xray": {"inbounds": [{"tag": "in", "port": %d, "protocol": "vless"}]}}
            """.formatted(port))
                .at("/protocols/0/id")
                .longValue();
    }

    private void confirm(long revision) {
        control.report(
                Topics.CONFIG_APPLIED,
                nodeId,
                Instant.now(),
                "confirms-" + nodeId + "-" + revision,
                ConfigApplied.newBuilder().setRevision(revision).build().toByteArray());
    }

    private JsonNode get(String path) {
        return control.expect(200, "GET", config + path, null);
    }
}
