package io.nodecore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.commandline.CommandLines;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Requests, output and exit codes of the commands that ask the admin API. */
class CommandsTest {

    private static final String NODES = """
            {"nodes": [{"id": 3, "name": "ams-1", "ip": "192.0.2.10", "port": 8443, "region": "nl", "domain": null,
                        "status": "online", "syncStatus": "synced", "lastSeenAt": "2026-11-23T10:00:00Z",
                        "currentRevision": 4, "latestRevision": 5, "lastError": {"message": "xray\\nexited"}}],
             "next": null}""";

    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();
    private FakeAdmin admin;

    @BeforeEach
    void start() throws IOException {
        admin = new FakeAdmin();
    }

    @AfterEach
    void stop() {
        admin.close();
    }

    @Test
    void a_list_is_a_table_with_its_number_of_rows() {
        admin.answer("GET /admin/nodes", 200, NODES);

        assertThat(run("nodes")).isZero();
        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                ID  NAME   STATUS  SYNC    REVISION  REGION  ADDRESS          LAST SEEN             LAST ERROR
                3   ams-1  online  synced  4/5       nl      192.0.2.10:8443  2026-11-23T10:00:00Z  xray exited
                (1 nodes)
                """);
    }

    @Test
    void json_output_is_the_answer_of_the_admin_api() {
        admin.answer("GET /admin/nodes", 200, NODES);

        assertThat(run("nodes", "--output", "json")).isZero();
        assertThat(JsonMapper.shared().readTree(out.toString()))
                .isEqualTo(JsonMapper.shared().readTree(NODES));
        out = new StringWriter();
        assertThat(run("nodes", "list", "-o=json")).isZero();
        assertThat(JsonMapper.shared()
                        .readTree(out.toString())
                        .at("/nodes/0/name")
                        .stringValue())
                .isEqualTo("ams-1");
    }

    @Test
    void a_list_reads_as_many_pages_as_its_limit_needs() {
        admin.answer("GET /admin/users", 200, "{\"users\": [{\"id\": 1, \"name\": \"ann\"}], \"next\": \"c1\"}")
                .answer("GET /admin/users", 200, "{\"users\": [{\"id\": 2, \"name\": \"bob\"}], \"next\": \"c2\"}");

        assertThat(run("users", "list", "--limit", "2")).isZero();
        assertThat(out.toString()).contains("ann", "bob", "(2 users, there are more)");
        assertThat(admin.requests()).hasSize(2);
        assertThat(admin.requests().get(1)).contains("cursor=c1", "limit=1");
    }

    @Test
    void quiet_prints_the_one_value_that_a_script_needs() {
        admin.answer(
                "POST /admin/registration-codes", 201, "{\"code\": \"abc\", \"expiresAt\": \"2026-11-23T10:00:00Z\"}");

        assertThat(run("codes", "create", "--quiet", "--max-uses", "5")).isZero();
        assertThat(out.toString()).isEqualToNormalizingNewlines("abc\n");
        assertThat(admin.requests()).containsExactly("POST /admin/registration-codes {\"maxUses\":5}");
    }

    @Test
    void a_token_is_printed_alone_and_its_scope_is_sent() {
        admin.answer("POST /admin/tokens", 201, "{\"id\": 5, \"token\": \"nct_x\"}");

        assertThat(run("tokens", "create", "grafana", "--scope", "read", "--quiet"))
                .isZero();
        assertThat(out.toString()).isEqualToNormalizingNewlines("nct_x\n");
        assertThat(admin.requests()).containsExactly("POST /admin/tokens {\"name\":\"grafana\",\"scope\":\"read\"}");
        assertThat(run("tokens", "create", "grafana")).isEqualTo(2);
    }

    @Test
    void changes_are_filtered_and_a_change_without_a_token_has_none() {
        admin.answer("GET /admin/changes", 200, """
                {"changes": [{"id": "a:0", "at": "2026-11-23T10:00:00Z", "kind": "node.registered", "resource": "node",
                              "resourceId": "3", "cause": "node registered", "tokenId": null, "tokenName": null}],
                 "next": null}""");

        assertThat(run("changes", "--resource", "node", "--id", "3", "--by", "0"))
                .isZero();
        assertThat(out.toString())
                .contains("2026-11-23T10:00:00Z  node.registered  3   -      node registered", "(1 changes)");
        assertThat(admin.requests()).hasSize(1);
        assertThat(admin.requests().getFirst()).contains("resource=node", "resourceId=3", "tokenId=0");
    }

    @Test
    void a_refusal_is_shown_with_its_violations_and_is_exit_code_1() {
        admin.answer("PUT /admin/nodes/3/services", 400, """
                {"detail": "the request is not valid",
                 "violations": [{"field": "xray.inbounds[0].port", "message": "must be from 1 to 65535"}]}""");

        assertThat(run("config", "apply", "3", "src/test/resources/templates.json"))
                .isEqualTo(1);
        assertThat(err.toString())
                .isEqualToNormalizingNewlines(
                        "the request is not valid\n  xray.inbounds[0].port: must be from 1 to 65535\n");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void links_are_printed_as_uris_for_a_subscription_file() {
        admin.answer("GET /admin/subscriptions/7/links", 200, """
                {"links": [{"uuid": "u1", "uri": "vless://u1@192.0.2.10:443"}, {"uuid": "u2", "uri": null}], "next": null}""");

        assertThat(run("subscriptions", "links", "7", "--quiet")).isZero();
        assertThat(out.toString()).isEqualToNormalizingNewlines("vless://u1@192.0.2.10:443\n");
    }

    @Test
    void a_dry_run_of_templates_says_that_nothing_has_changed() {
        admin.answer("PUT /admin/nodes/3/services", 200, """
                {"dryRun": true, "revision": 4, "protocols": [{"id": null, "tag": "new", "protocol": "vless"}],
                 "difference": {"summary": "1 inbound more", "lines": ["+ new"]}, "linksLost": {"old": 12},
                 "warnings": []}""");

        assertThat(run("config", "apply", "3", "src/test/resources/templates.json", "--dry-run"))
                .isZero();
        assertThat(out.toString())
                .contains("nothing has changed, the latest revision is 4", "+ new", "links lost on old: 12");
        assertThat(admin.requests().getFirst()).contains("dryRun=true", "removeLinks=false");
    }

    @Test
    void a_wrong_token_and_a_core_that_is_away_are_exit_code_1() {
        assertThat(execute("nodes", "--url", admin.url(), "--token", "wrong")).isEqualTo(1);
        assertThat(err.toString()).contains("the token is not valid");
        admin.close();
        assertThat(run("nodes")).isEqualTo(1);
        assertThat(err.toString()).contains("no answer from " + admin.url());
    }

    @Test
    void a_dead_letter_that_was_redriven_is_not_said_to_be_redriven_again() {
        admin.answer("GET /admin/dead-letters/7", 200, """
                        {"letter": {"id": 7, "state": "redriven", "redrivenAt": "2026-11-23T10:00:00Z"}}""")
                .answer("POST /admin/dead-letters/7/redrive", 200, "{\"id\": 7, \"topic\": \"node.usage\"}")
                .answer("GET /admin/dead-letters/8", 200, "{\"letter\": {\"id\": 8, \"state\": \"waiting\"}}")
                .answer("POST /admin/dead-letters/8/redrive", 200, "{\"id\": 8, \"topic\": \"node.usage\"}");

        assertThat(run("dlq", "redrive", "7", "8")).isZero();
        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                dead letter 7 was redriven at 2026-11-23T10:00:00Z: nothing is appended
                dead letter 8 is redriven: its fact is appended to node.usage
                """);
    }

    @Test
    void a_name_that_no_projection_has_is_a_usage_error() {
        admin.answer("GET /admin/projections", 200, """
                        {"projections": [{"name": "usage", "topic": "node.usage"}, {"name": "online", "topic": "node.online-users"}]}""")
                .answer("GET /admin/dead-letters", 200, "{\"letters\": [], \"next\": null}");

        assertThat(run("dlq", "list", "--projection", "usage-minutes")).isEqualTo(2);
        assertThat(err.toString())
                .contains("--projection: there is no projection 'usage-minutes'; there are online, usage");
        assertThat(run("dlq", "redrive", "--topic", "node.usages")).isEqualTo(2);
        assertThat(err.toString()).contains("--topic: there is no topic 'node.usages'");
        assertThat(run("dlq", "list", "--projection", "usage", "--topic", "node.usage"))
                .isZero();
    }

    @Test
    void a_filter_is_the_request_of_the_admin_api() {
        admin.answer("POST /admin/dead-letters/redrive", 200, "{\"redriven\": 12}");

        assertThat(run("dlq", "redrive", "--node", "7", "--from", "2026-11-23T10:00:00+01:00", "--limit", "20"))
                .isZero();
        assertThat(out.toString()).contains("12 dead letters are redriven");
        assertThat(admin.requests())
                .containsExactly("POST /admin/dead-letters/redrive"
                        + " {\"nodeId\":7,\"from\":\"2026-11-23T09:00:00Z\",\"limit\":20}");
    }

    @Test
    void a_correction_is_the_request_of_the_admin_api() {
        admin.answer("POST /admin/usage/corrections", 200, "{\"id\": null, \"rows\": 3, \"subscriptions\": []}");

        assertThat(run(("corrections try amend --node 3 --from 2026-11-23T12:00:00Z --to 2026-11-23T14:00:00Z"
                                + " --subscription 0 --down 2880000000 --multiplier 1.5")
                        .split(" ")))
                .isZero();
        assertThat(out.toString()).contains("it would change 3 amounts", "(all)");
        assertThat(admin.requests().getFirst())
                .contains("\"kind\":\"amend\"", "\"nodeId\":3", "\"subscriptionId\":0", "\"bytesDown\":2880000000")
                .contains("\"multiplier\":1.5", "\"dryRun\":true", "\"deep\":false")
                .contains("\"from\":\"2026-11-23T12:00:00Z\"", "\"to\":\"2026-11-23T14:00:00Z\"")
                .doesNotContain("bytesUp", "userId");
    }

    @Test
    void a_correction_of_a_node_that_does_not_exist_is_not_a_correction_of_nothing() {
        admin.answer("POST /admin/usage/corrections", 200, "{\"id\": null, \"rows\": 0}");

        assertThat(run("corrections try revert --node 99 --from 2026-11-23T12:00:00Z --to 2026-11-23T14:00:00Z"
                        .split(" ")))
                .isEqualTo(1);
        assertThat(err.toString()).contains("there is no node 99");
    }

    @Test
    void a_replay_has_every_option_in_its_order() {
        admin.answer("POST /admin/replays", 201, "{\"id\": 5, \"state\": \"ordered\"}");

        assertThat(run(
                        ("replay session-events --from 2026-01-01T00:00:00Z --node 7 --user 42 --in-place --swap --throttle 500"
                                        + " --topic t --no-wait")
                                .split(" ")))
                .isZero();
        assertThat(out.toString()).contains("replay 5 is ordered");
        assertThat(admin.requests().getFirst())
                .contains(
                        "\"projection\":\"session-events\"",
                        "\"mode\":\"in-place\"",
                        "\"swap\":true",
                        "\"topic\":\"t\"")
                .contains(
                        "\"from\":\"2026-01-01T00:00:00Z\"", "\"nodeId\":7", "\"userId\":42", "\"factsPerSecond\":500");
    }

    @Test
    void a_refused_swap_is_exit_code_1_and_does_not_offer_itself_again() {
        String compared =
                "{\"id\": 5, \"projection\": \"usage\", \"state\": \"compared\", \"error\": \"redrive dead letter 7 first\"}";
        admin.answer("GET /admin/replays/5", 200, compared).answer("POST /admin/replays/5/swap", 200, compared);

        assertThat(run("replay", "swap", "5")).isEqualTo(1);
        assertThat(out.toString()).contains("redrive dead letter 7 first").doesNotContain("Make it live");
    }

    @Test
    void a_finished_replay_is_not_cancelled() {
        admin.answer("GET /admin/replays/5", 200, "{\"id\": 5, \"state\": \"swapped\"}");

        assertThat(run("replay", "cancel", "5")).isEqualTo(1);
        assertThat(err.toString()).contains("replay 5 is swapped: cancel is not possible");
        assertThat(admin.requests()).containsExactly("GET /admin/replays/5");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            nods                                      | unknown command 'nods'
            nodes --limits 3                          | Unknown option
            nodes show                                | Missing required parameter: 'NODE'
            nodes list --limit 0                      | --limit needs a number from 1 to 100000, got '0'
            nodes --output xml                        | needs one of table, json; got 'xml'
            nodes --url here                          | --url needs a URL such as http://127.0.0.1:3001, got 'here'
            dlq list --state wrong                    | needs one of waiting, redriven, lost, all; got 'wrong'
            dlq list --from noon                      | needs a time such as 2026-01-31T10:00:00Z, got 'noon'
            dlq redrive                               | say which dead letters: an ID, a filter, or --all
            dlq redrive 7 --all                       | redrive takes IDs or a filter, not both
            dlq show last                             | 'last' is not a long
            corrections try                           | Missing required
            corrections try scale --factor half       | '--factor': needs a number, got 'half'
            replay                                    | a projection is missing
            replay swap last                          | 'last' is not a long
            subscriptions change 3                    | change needs one of
            call Foo                                  | there is no method 'Foo', there are Heartbeat
            call ReportUsage --reportid tick-1        | Unknown option: '--reportid'
            call Heartbeat {"revision":               | JSON is not a HeartbeatRequest
            tail node.usage --lats 3                  | Unknown option
            tail node.usage --last many               | 'many' is not an int
            sql                                       | Missing required parameter: 'QUERY'
            """)
    void a_command_that_is_not_understood_is_a_usage_error_without_a_request(String line, String message) {
        List<String> arguments = new ArrayList<>(List.of(line.split(" ")));
        assertThat(execute(arguments.toArray(String[]::new))).isEqualTo(CommandLines.USAGE);
        assertThat(err.toString()).contains(message, "Usage: ./nodecore");
        assertThat(out.toString()).isEmpty();
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--url", admin.url(), "--token", "secret"));
        return execute(all.toArray(String[]::new));
    }

    private int execute(String... arguments) {
        return NodecoreCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
