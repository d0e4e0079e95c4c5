package io.nodecore.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecore.gateway.kit.RunningGateway;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both ports speak TLS if files are given, and take new files without a restart. */
class TlsIT {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void both_ports_show_their_certificate_and_later_the_new_one() throws Exception {
        Path certificate = folder.resolve("cert.pem");
        Path key = folder.resolve("key.pem");
        write("first", certificate, key);
        try (RunningGateway gateway = RunningGateway.start(
                "--GRPC_TLS_CERT=" + certificate,
                "--GRPC_TLS_KEY=" + key,
                "--HTTP_TLS_CERT=" + certificate,
                "--HTTP_TLS_KEY=" + key)) {
            assertThat(shownBy(gateway.grpcPort())).contains("CN=first");
            assertThat(shownBy(gateway.httpPort())).contains("CN=first");

            write("second", certificate, key);

            await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
                assertThat(shownBy(gateway.grpcPort())).contains("CN=second");
                assertThat(shownBy(gateway.httpPort())).contains("CN=second");
            });
        }
    }

    @Test
    void the_management_port_stays_plain() throws Exception {
        Path certificate = folder.resolve("cert.pem");
        Path key = folder.resolve("key.pem");
        write("edge", certificate, key);
        try (RunningGateway gateway = RunningGateway.start("--HTTP_TLS_CERT=" + certificate, "--HTTP_TLS_KEY=" + key);
                HttpClient client = HttpClient.newHttpClient()) {
            var health = client.send(
                    HttpRequest.newBuilder(URI.create(
                                    "http://127.0.0.1:" + gateway.managementPort() + "/actuator/health/liveness"))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(shownBy(gateway.httpPort())).contains("CN=edge");
        }
    }

    @Test
    void a_certificate_and_a_key_are_exchanged_as_a_pair() throws Exception {
        Path certificate = folder.resolve("cert.pem");
        Path key = folder.resolve("key.pem");
        write("first", certificate, key);
        try (RunningGateway gateway = RunningGateway.start(
                "--GRPC_TLS_CERT=" + certificate,
                "--GRPC_TLS_KEY=" + key,
                "--HTTP_TLS_CERT=" + certificate,
                "--HTTP_TLS_KEY=" + key)) {
            Path newKey = folder.resolve("new-key.pem");
            write("second", certificate, newKey);
            // The certificate is new, its key is not: handshakes go on with the first pair.
            await().during(Duration.ofSeconds(5)).atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                assertThat(shownBy(gateway.grpcPort())).contains("CN=first");
                assertThat(shownBy(gateway.httpPort())).contains("CN=first");
            });

            Files.move(newKey, key, StandardCopyOption.REPLACE_EXISTING);

            await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
                assertThat(shownBy(gateway.grpcPort())).contains("CN=second");
                assertThat(shownBy(gateway.httpPort())).contains("CN=second");
            });
        }
    }

    private static String shownBy(int port) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustsAll()}, null);
        try (Socket plain = new Socket("127.0.0.1", port);
                SSLSocket socket =
                        (SSLSocket) context.getSocketFactory().createSocket(plain, "127.0.0.1", port, true)) {
            var parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        }
    }

    /** A new key and a certificate for it; the JDK's own tool makes both. */
    private void write(String name, Path certificate, Path key) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "edge",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-validity",
                        "30",
                        "-dname",
                        "CN=" + name,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        pem(key, "PRIVATE KEY", keys.getKey("edge", PASSWORD).getEncoded());
        Certificate made = keys.getCertificate("edge");
        pem(certificate, "CERTIFICATE", made.getEncoded());
    }

    private static void pem(Path file, String type, byte[] content) throws IOException {
        Files.writeString(
                file,
                "-----BEGIN " + type + "-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + type
                        + "-----\n");
    }

    private static final class TrustsAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
