package io.nodecore.control.config.revision;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.AbstractMessageLite;
import io.nodecore.control.fact.NodeContent;
import io.nodecore.proto.ConfigPiece;
import io.nodecore.schemas.config.NodeConfigDocument;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentDifferenceTest {

    @Test
    void the_pieces_make_the_target_of_any_base() {
        for (long seed = 0; seed < 2_000; seed++) {
            var random = new Random(seed);
            byte[] base = text(random, random.nextInt(2_000));
            byte[] target = random.nextInt(10) == 0 ? text(random, random.nextInt(2_000)) : edited(random, base);

            assertThat(applied(base, DocumentDifference.pieces(base, target)))
                    .as("seed %d", seed)
                    .isEqualTo(target);
        }
    }

    @ParameterizedTest
    @CsvSource({"'',''", "'',abc", "abc,''", "abc,abc", "abcabcabc,abcabc"})
    void short_and_empty_documents_have_pieces_too(String base, String target) {
        assertThat(applied(bytes(base), DocumentDifference.pieces(bytes(base), bytes(target))))
                .isEqualTo(bytes(target));
    }

    @Test
    void one_added_and_one_removed_link_of_100_000_take_less_than_a_kibibyte() {
        var random = new Random(7);
        List<UUID> links = uuids(random, 100_000);
        NodeContent before = content(links);
        links.remove(70_000);
        links.add(30_000, uuids(random, 1).getFirst());
        var base = new PublishedRevision(9, before, null, null);
        var latest = new PublishedRevision(10, content(links), null, null);

        DocumentChange change = DocumentChange.between(base, latest);

        assertThat(document(base).length).isGreaterThan(16 * 1024 * 1024);
        assertThat(applied(document(base), change.pieces())).isEqualTo(document(latest));
        assertThat(change.sizeBytes()).isEqualTo(document(latest).length);
        assertThat(transferred(change.pieces())).isLessThan(1024);
    }

    @Test
    void an_equal_document_is_one_copy() {
        var revision = new PublishedRevision(3, content(uuids(new Random(1), 100)), null, null);

        assertThat(DocumentChange.between(revision, revision).pieces())
                .containsExactly(ConfigPiece.newBuilder()
                        .setCopyLength(document(revision).length)
                        .build());
    }

    @Test
    void a_document_that_has_changed_as_a_whole_has_no_pieces() {
        var base = new PublishedRevision(3, content(uuids(new Random(1), 100)), null, null);
        var latest = new PublishedRevision(4, content(uuids(new Random(2), 100)), null, null);

        assertThat(DocumentChange.between(base, latest).pieces()).isEmpty();
    }

    private static long transferred(List<ConfigPiece> pieces) {
        return pieces.stream().mapToLong(AbstractMessageLite::getSerializedSize).sum();
    }

    private static byte[] applied(byte[] base, List<ConfigPiece> pieces) {
        var result = new ByteArrayOutputStream();
        try {
            for (ConfigPiece piece : pieces) {
                result.write(base, Math.toIntExact(piece.getCopyOffset()), Math.toIntExact(piece.getCopyLength()));
                piece.getData().writeTo(result);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return result.toByteArray();
    }

    private static byte[] document(PublishedRevision revision) {
        NodeContent content = revision.content();
        return NodeConfigDocument.of(
                        revision.revision(), content.clientMap(), content.mtprotoClientMap(), content.services())
                .bytes();
    }

    /** As the generator writes it. */
    private static NodeContent content(List<UUID> links) {
        String map = links.stream()
                .map(link -> "\"" + link + "\":{\"subscriptionId\":" + (link.hashCode() & 0xFFFF) + ",\"userId\":1}")
                .collect(Collectors.joining(",", "{", "}"));
        String clients = links.stream()
                .map(link -> "{\"email\":\"" + link + "\",\"flow\":\"xtls-rprx-vision\",\"id\":\"" + link + "\"}")
                .collect(Collectors.joining(","));
        return new NodeContent(
                map, "{}", "{\"xray\":{\"inbounds\":[{\"settings\":{\"clients\":[" + clients + "]},\"port\":443}]}}");
    }

    private static List<UUID> uuids(Random random, int count) {
        return Stream.generate(() -> new UUID(random.nextLong(), random.nextLong()))
                .limit(count)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** Few different letters and repeated runs, so that wrong matches are likely. */
    private static byte[] text(Random random, int length) {
        var text = new StringBuilder();
        while (text.length() < length) {
            text.append(
                    text.length() > 100 && random.nextBoolean()
                            ? text.substring(random.nextInt(50), 50 + random.nextInt(50))
                            : Character.toString('a' + random.nextInt(3)));
        }
        return bytes(text.toString());
    }

    private static byte[] edited(Random random, byte[] base) {
        var text = new StringBuilder(new String(base, StandardCharsets.UTF_8));
        for (int edit = random.nextInt(5); edit >= 0; edit--) {
            int at = random.nextInt(text.length() + 1);
            switch (random.nextInt(3)) {
                case 0 -> text.insert(at, new String(text(random, random.nextInt(200)), StandardCharsets.UTF_8));
                case 1 -> text.delete(at, Math.min(text.length(), at + random.nextInt(300)));
                default -> text.append(text, 0, at);
            }
        }
        return bytes(text.toString());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
