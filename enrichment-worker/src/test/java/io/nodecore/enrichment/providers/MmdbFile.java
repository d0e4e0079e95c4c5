package io.nodecore.enrichment.providers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a file in MaxMind's format with one IPv4 network of 24 bits in it. */
final class MmdbFile {

    private static final byte[] MARKER = {
        (byte) 0xab, (byte) 0xcd, (byte) 0xef, 'M', 'a', 'x', 'M', 'i', 'n', 'd', '.', 'c', 'o', 'm'
    };
    private static final int BITS = 24;
    private static final int SEPARATOR = 16;
    private static final int LONG_TEXT = 29;

    private MmdbFile() {}

    /** @param value text, whole numbers, booleans, lists and maps of them */
    static Path write(Path file, String network, Map<String, Object> value) throws IOException {
        var out = new ByteArrayOutputStream();
        byte[] address = InetAddress.ofLiteral(network).getAddress();
        for (int bit = 0; bit < BITS; bit++) {
            int next = bit + 1 < BITS ? bit + 1 : BITS + SEPARATOR;
            boolean one = (address[bit / 8] >> (7 - bit % 8) & 1) == 1;
            // A record that points at the number of nodes means that there is no data.
            int24(out, one ? BITS : next);
            int24(out, one ? next : BITS);
        }
        out.write(new byte[SEPARATOR]);
        encode(out, value);
        out.write(MARKER);
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("node_count", BITS);
        metadata.put("record_size", 24);
        metadata.put("ip_version", 4);
        metadata.put("database_type", "Test");
        metadata.put("languages", List.of("en"));
        metadata.put("binary_format_major_version", 2);
        metadata.put("binary_format_minor_version", 0);
        metadata.put("build_epoch", 1_795_000_000);
        metadata.put("description", Map.of("en", "Test"));
        encode(out, metadata);
        return Files.write(file, out.toByteArray());
    }

    private static void int24(ByteArrayOutputStream out, int number) {
        out.write(number >> 16);
        out.write(number >> 8);
        out.write(number);
    }

    private static void encode(ByteArrayOutputStream out, Object value) throws IOException {
        switch (value) {
            case String text -> {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                out.write(2 << 5 | Math.min(bytes.length, LONG_TEXT));
                if (bytes.length >= LONG_TEXT) {
                    out.write(bytes.length - LONG_TEXT);
                }
                out.write(bytes);
            }
            case Integer number -> {
                out.write(6 << 5 | 4);
                for (int shift = 24; shift >= 0; shift -= 8) {
                    out.write(number >> shift);
                }
            }
            case Boolean flag -> {
                out.write(flag ? 1 : 0);
                out.write(14 - 7);
            }
            case List<?> list -> {
                out.write(list.size());
                out.write(11 - 7);
                for (Object element : list) {
                    encode(out, element);
                }
            }
            case Map<?, ?> map -> {
                out.write(7 << 5 | map.size());
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    encode(out, entry.getKey());
                    encode(out, entry.getValue());
                }
            }
            default -> throw new IllegalArgumentException("can't write " + value);
        }
    }
}
