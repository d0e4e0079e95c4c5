package io.nodecore.enrichment.infos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class IpInfoTest {

    @Test
    void characters_that_postgres_does_not_store_are_replaced() {
        IpInfo info = info("a\u0000b", "{\"isp\":\"a\\u0000b \ud83d\"}");
        assertThat(info.organisation()).isEqualTo("a\ufffdb");
        assertThat(info.rawJson()).isEqualTo("{\"isp\":\"a\ufffdb \ufffd\"}");
    }

    @Test
    void an_escaped_backslash_before_u0000_is_not_replaced() {
        String raw = "{\"isp\":\"\\\\u0000 \ud83d\ude00\"}";
        assertThat(info("\ud83d\ude00", raw).organisation()).isEqualTo("\ud83d\ude00");
        assertThat(info("x", raw).rawJson()).isEqualTo(raw);
    }

    @Test
    void an_answer_that_is_nested_too_deeply_is_not_stored_but_its_fields_are() {
        for (int deep = 490; deep < 510; deep++) {
            IpInfo info = info("Example", "[".repeat(deep) + "]".repeat(deep));
            assertThat(IpInfoWire.column(info)).as("%s deep", deep).contains("\"organisation\":\"Example\"");
        }
        assertThat(info("Example", "[[1]]").rawJson()).isEqualTo("[[1]]");
        assertThat(info("Example", "[".repeat(505) + "]".repeat(505)).rawJson()).isNull();
    }

    private static IpInfo info(String organisation, String raw) {
        return new IpInfo("8.8.8.8", "ipinfo", Instant.EPOCH, "NL", null, null, organisation, null, null, null, raw);
    }
}
