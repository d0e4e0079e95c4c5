package io.nodecore.enrichment.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodecore.enrichment.infos.IpInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MmdbSourceTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    @TempDir
    Path folder;

    @Test
    void fields_of_ipinfos_files_are_flat() throws Exception {
        assertThat(read(Map.of("country_code", "NL", "asn", "AS64500", "as_name", "Example")))
                .usingRecursiveComparison()
                .ignoringFields("rawJson")
                .isEqualTo(new IpInfo("8.8.8.8", "mmdb", NOW, "NL", null, 64500L, "Example", null, null, null, null));
    }

    @Test
    void fields_of_maxminds_files_are_nested() throws Exception {
        IpInfo info = read(Map.of(
                "country", Map.of("iso_code", "DE"),
                "city", Map.of("names", Map.of("en", "Berlin")),
                "autonomous_system_number", 64501,
                "autonomous_system_organization", "Example AS",
                "traits", Map.of("is_anonymous", true, "user_type", "residential")));
        assertThat(info)
                .usingRecursiveComparison()
                .ignoringFields("rawJson")
                .isEqualTo(new IpInfo(
                        "8.8.8.8", "mmdb", NOW, "DE", "Berlin", 64501L, "Example AS", "residential", null, true, null));
        assertThat(info.rawJson()).contains("\"iso_code\":\"DE\"");
    }

    @Test
    void an_address_that_the_file_does_not_contain_is_unknown() throws Exception {
        Path file = MmdbFile.write(folder.resolve("x.mmdb"), "8.8.8.0", Map.of("country_code", "NL"));
        try (var source = new MmdbSource(file, InstantSource.fixed(NOW))) {
            assertThat(source.lookUp(List.of("8.8.9.1")).getFirst().isUnknown()).isTrue();
        }
    }

    @Test
    void a_file_of_another_format_is_refused_at_the_start() throws Exception {
        Path file = Files.writeString(folder.resolve("x.mmdb"), "no database");
        assertThatThrownBy(() -> new MmdbSource(file, InstantSource.fixed(NOW)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("IP_MMDB_PATH");
    }

    private IpInfo read(Map<String, Object> entry) throws Exception {
        Path file = MmdbFile.write(folder.resolve("x.mmdb"), "8.8.8.0", entry);
        try (var source = new MmdbSource(file, InstantSource.fixed(NOW))) {
            return source.lookUp(List.of("8.8.8.8")).getFirst();
        }
    }
}
