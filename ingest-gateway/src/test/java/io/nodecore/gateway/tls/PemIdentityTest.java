package io.nodecore.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys in the forms that the usual tools write; the files are those of {@code openssl}. */
class PemIdentityTest {

    @TempDir
    private static Path folder = Path.of("");

    @BeforeAll
    static void makeFiles() throws Exception {
        openssl("ecparam -name prime256v1 -genkey -out ec-sec1.pem");
        openssl("ecparam -name prime256v1 -genkey -noout -out ec-sec1-bare.pem");
        openssl("pkcs8 -topk8 -nocrypt -in ec-sec1.pem -out ec-pkcs8.pem");
        openssl("genrsa -out rsa-pkcs8.pem 2048");
        openssl("rsa -in rsa-pkcs8.pem -traditional -out rsa-pkcs1.pem");
        openssl("genpkey -algorithm ed25519 -out ed25519.pem");
        openssl("rsa -in rsa-pkcs8.pem -aes128 -passout pass:secret -out encrypted.pem");
        openssl("req -x509 -key ec-sec1.pem -subj /CN=ec -days 2 -out ec-cert.pem");
        openssl("req -x509 -key ec-sec1-bare.pem -subj /CN=bare -days 2 -out ec-bare-cert.pem");
        openssl("req -x509 -key rsa-pkcs8.pem -subj /CN=rsa -days 2 -out rsa-cert.pem");
        openssl("req -x509 -key ed25519.pem -subj /CN=ed -days 2 -out ed25519-cert.pem");
        Files.writeString(folder.resolve("text.pem"), "not a PEM file");
    }

    @ParameterizedTest
    @CsvSource({
        "ec-cert.pem, ec-sec1.pem",
        "ec-bare-cert.pem, ec-sec1-bare.pem",
        "ec-cert.pem, ec-pkcs8.pem",
        "rsa-cert.pem, rsa-pkcs1.pem",
        "rsa-cert.pem, rsa-pkcs8.pem",
        "ed25519-cert.pem, ed25519.pem"
    })
    void every_usual_form_of_a_key_is_read(String certificate, String key) {
        assertThat(PemIdentity.read(files(certificate, key)).chain()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "missing.pem, ec-sec1.pem, GRPC_TLS_CERT, can't be read",
        "ec-cert.pem, missing.pem, GRPC_TLS_KEY, can't be read",
        "text.pem, ec-sec1.pem, GRPC_TLS_CERT, is no PEM file with an unencrypted certificate",
        "ec-cert.pem, text.pem, GRPC_TLS_KEY, is no PEM file with an unencrypted private key",
        "ec-cert.pem, ec-cert.pem, GRPC_TLS_KEY, is no PEM file with an unencrypted private key",
        "rsa-cert.pem, encrypted.pem, GRPC_TLS_KEY, is no PEM file with an unencrypted private key",
        "ec-cert.pem, ec-sec1-bare.pem, GRPC_TLS_KEY, is not the private key of the certificate",
        "ec-cert.pem, rsa-pkcs1.pem, GRPC_TLS_KEY, is not the private key of the certificate"
    })
    void a_bad_file_is_named_in_one_line(String certificate, String key, String setting, String reason) {
        assertThatThrownBy(() -> PemIdentity.read(files(certificate, key)))
                .isInstanceOf(UnusableTlsFiles.class)
                .hasMessageContaining(setting)
                .hasMessageContaining(reason)
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("\n"));
    }

    @Test
    void the_start_ends_with_the_line_alone() {
        var analysis =
                new UnusableTlsFilesAnalyzer().analyze(new IllegalStateException(new UnusableTlsFiles("one line")));

        assertThat(analysis).isNotNull();
        assertThat(analysis.getDescription()).isEqualTo("one line");
    }

    private static TlsFiles files(String certificate, String key) {
        return new TlsFiles("GRPC", folder.resolve(certificate), folder.resolve(key));
    }

    private static void openssl(String arguments) throws IOException, InterruptedException {
        Process openssl = new ProcessBuilder(("openssl " + arguments).split(" "))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(openssl.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(openssl.exitValue()).as(output).isZero();
    }
}
