package io.nodecore.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @Test
    void the_admin_token_is_kept_over_restarts(@TempDir Path folder) throws Exception {
        String first;
        try (DataFolder data = DataFolder.open(folder)) {
            first = data.adminToken();
        }
        try (DataFolder data = DataFolder.open(folder)) {
            assertThat(data.adminToken()).isEqualTo(first).hasSizeGreaterThanOrEqualTo(32);
        }
    }

    @Test
    void only_the_owner_can_read_the_admin_token(@TempDir Path folder) throws Exception {
        try (DataFolder data = DataFolder.open(folder)) {
            data.adminToken();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("admin-token"))))
                .isEqualTo("rw-------");
    }
}
