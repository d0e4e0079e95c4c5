package io.nodecore.schemas.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class NodeConfigDocumentTest {

    /** Agents compare the digest of what they put together: neither the text nor the digest may change. */
    @Test
    void a_revision_has_these_bytes_and_this_digest_for_ever() {
        NodeConfigDocument document = NodeConfigDocument.of(
                7, "{\"u\":{\"userId\":1,\"subscriptionId\":null}}", "{}", "{\"xray\":{\"é\":1}}");

        assertThat(new String(document.bytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"revision\":7,\"clientMap\":{\"u\":{\"userId\":1,\"subscriptionId\":null}},"
                        + "\"mtprotoClientMap\":{},\"services\":{\"xray\":{\"é\":1}}}");
        assertThat(HexFormat.of().formatHex(document.sha256()))
                .isEqualTo("429e3183d6ad1261b96d4bddd09307e8c50a048a5616dc5b4533c6d97ad3167f");
    }
}
