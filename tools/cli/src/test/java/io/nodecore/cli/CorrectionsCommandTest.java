package io.nodecore.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CorrectionsCommandTest {

    @Test
    void what_is_typed_is_the_request_of_the_admin_api() {
        List<String> typed = List.of(
                ("amend --node 3 --from 2026-11-23T12:00:00Z --to 2026-11-23T14:00:00Z --subscription 0 --down 2880000000"
                                + " --multiplier 1.5 --author ann")
                        .split(" "));

        assertThat(CorrectionsCommand.wish(typed, false).toString())
                .contains("\"kind\":\"amend\"", "\"nodeId\":3", "\"subscriptionId\":0", "\"bytesDown\":2880000000")
                .contains("\"multiplier\":1.5", "\"author\":\"ann\"", "\"dryRun\":false", "\"deep\":false")
                .contains("\"from\":\"2026-11-23T12:00:00Z\"", "\"to\":\"2026-11-23T14:00:00Z\"")
                .doesNotContain("bytesUp", "reason", "userId");
        assertThat(CorrectionsCommand.wish(typed, true).get("dryRun").booleanValue())
                .isTrue();
    }

    @Test
    void what_can_not_be_understood_is_told() {
        assertThatThrownBy(() -> CorrectionsCommand.wish(List.of("--node", "3"), true))
                .hasMessage("a KIND is missing");
        assertThatThrownBy(() -> CorrectionsCommand.wish(List.of("scale", "--factor", "half"), true))
                .hasMessageContaining("--factor needs a number, got 'half'");
        assertThatThrownBy(() -> CorrectionsCommand.wish(List.of("revert", "--from", "noon"), true))
                .hasMessageContaining("--from needs a time");
    }
}
