package io.nodecore.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** Rules of {@code docker-compose.yml} and the {@code Dockerfile} that can be checked without a container engine. */
class ContainersTest {

    private static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();
    private static final List<String> APPS = List.of(
            "ingest-gateway",
            "usage-aggregator",
            "presence-service",
            "enrichment-worker",
            "config-service",
            "webhook-relay");

    private final String dockerfile = read("Dockerfile");
    private final Map<String, Object> services =
            map(map(new Yaml().load(read("docker-compose.yml"))).get("services"));

    @Test
    void all_servers_and_services_are_defined() {
        assertThat(services.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(APPS.stream(), Stream.of("kafka", "postgres", "redis"))
                                .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka", "postgres", "redis"})
    void a_server_has_a_health_check(String server) {
        assertThat(service(server)).containsKey("healthcheck");
    }

    @Test
    void each_service_has_a_readiness_check() {
        // The image has one script, which uses the management port of the environment.
        assertThat(dockerfile).containsPattern("(?m)^HEALTHCHECK .*CMD \\[\"bash\", \"ready.sh\"]");
        assertThat(read("docker/ready.sh")).contains("MANAGEMENT_PORT", "/actuator/health/readiness");
        assertThat(APPS).allSatisfy(app -> {
            assertThat(service(app)).doesNotContainKey("healthcheck");
            assertThat(environment(app)).containsKey("MANAGEMENT_PORT");
        });
    }

    @Test
    void each_service_waits_until_its_dependencies_are_healthy() {
        assertThat(APPS).allSatisfy(app -> assertThat(dependencies(app)).containsKey("kafka"));
        assertThat(APPS)
                .allSatisfy(app -> assertThat(dependencies(app).values())
                        .allSatisfy(dependency ->
                                assertThat(map(dependency)).isEqualTo(Map.of("condition", "service_healthy"))));
    }

    @Test
    void the_main_classes_of_the_images_exist() {
        assertThat(APPS).allSatisfy(app -> {
            var build = map(map(service(app).get("build")).get("args"));
            assertThat(build).containsEntry("SERVICE", app);
            assertThat(build.getOrDefault("MODULE", app)).isEqualTo(module(app));
            assertThatCode(() -> Class.forName(text(build, "MAIN_CLASS")).getMethod("main", String[].class))
                    .doesNotThrowAnyException();
        });
    }

    @Test
    void the_admin_token_has_no_default() {
        assertThat(text(environment("config-service"), "ADMIN_TOKEN")).startsWith("${ADMIN_TOKEN:?");
    }

    @Test
    void the_data_of_postgres_is_in_a_volume() {
        // The data folder of version 18 is one level deeper than that of earlier versions.
        assertThat(service("postgres").get("volumes")).isEqualTo(List.of("postgres-data:/var/lib/postgresql"));
    }

    @Test
    void the_webhook_relay_has_a_profile_of_its_own() {
        assertThat(service("webhook-relay").get("profiles")).isEqualTo(List.of("webhooks"));
    }

    @Test
    void the_gateway_has_no_access_to_the_database() {
        assertThat(dependencies("ingest-gateway")).doesNotContainKeys("postgres", "redis", "config-service");
        assertThat(environment("ingest-gateway").keySet())
                .noneMatch(name -> name.startsWith("POSTGRES") || name.startsWith("REDIS"));
    }

    @Test
    void the_image_is_built_from_existing_files() {
        List<String> modules = matches("(?m)^ +-pl (\\S+)")
                .flatMap(list -> Stream.of(list.split(",")))
                .toList();
        assertThat(modules)
                .containsExactlyInAnyOrderElementsOf(
                        APPS.stream().map(ContainersTest::module).toList());
        assertThat(modules)
                .allSatisfy(module ->
                        assertThat(PROJECT.resolve(module).resolve("pom.xml")).exists());

        List<String> copied = matches("(?m)^COPY (?!--)(\\S+) ").toList();
        assertThat(copied)
                .contains("docker/ready.sh")
                .allSatisfy(path -> assertThat(PROJECT.resolve(path)).exists());
    }

    /** The folder of the module of a service. */
    private static String module(String app) {
        return app.equals("config-service") ? "config-service/app" : app;
    }

    private Stream<String> matches(String pattern) {
        return Pattern.compile(pattern).matcher(dockerfile).results().map((MatchResult match) -> match.group(1));
    }

    private Map<String, Object> service(String name) {
        return map(services.get(name));
    }

    private Map<String, Object> dependencies(String name) {
        return map(service(name).get("depends_on"));
    }

    private Map<String, Object> environment(String name) {
        return map(service(name).get("environment"));
    }

    private static String text(Map<String, Object> map, String key) {
        return (String) Objects.requireNonNull(map.get(key), key);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object node) {
        assertThat(node).isInstanceOf(Map.class);
        return (Map<String, Object>) Objects.requireNonNull(node);
    }

    private static String read(String path) {
        try {
            return Files.readString(PROJECT.resolve(path));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
