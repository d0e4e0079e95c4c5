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

/** What {@code docker-compose.yml} and the {@code Dockerfile} promise, as far as it can be told without a container engine. */
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
    void the_three_servers_and_the_services_are_there() {
        assertThat(services.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(APPS.stream(), Stream.of("kafka", "postgres", "redis"))
                                .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka", "postgres", "redis"})
    void a_server_says_when_it_is_healthy(String server) {
        assertThat(service(server)).containsKey("healthcheck");
    }

    @Test
    void every_service_says_when_it_is_ready() {
        // In their one image; the script asks on the port that the environment of each service names.
        assertThat(dockerfile).containsPattern("(?m)^HEALTHCHECK .*CMD \\[\"bash\", \"ready.sh\"]");
        assertThat(read("docker/ready.sh")).contains("MANAGEMENT_PORT", "/actuator/health/readiness");
        assertThat(APPS).allSatisfy(app -> {
            assertThat(service(app)).doesNotContainKey("healthcheck");
            assertThat(environment(app)).containsKey("MANAGEMENT_PORT");
        });
    }

    @Test
    void every_service_waits_until_what_it_needs_is_healthy() {
        assertThat(APPS).allSatisfy(app -> assertThat(dependencies(app)).containsKey("kafka"));
        assertThat(APPS)
                .allSatisfy(app -> assertThat(dependencies(app).values())
                        .allSatisfy(dependency ->
                                assertThat(map(dependency)).isEqualTo(Map.of("condition", "service_healthy"))));
    }

    @Test
    void the_images_start_classes_that_exist() {
        assertThat(APPS).allSatisfy(app -> {
            var build = map(map(service(app).get("build")).get("args"));
            assertThat(build).containsEntry("SERVICE", app);
            assertThat(build.getOrDefault("MODULE", app)).isEqualTo(module(app));
            assertThatCode(() -> Class.forName(text(build, "MAIN_CLASS")).getMethod("main", String[].class))
                    .doesNotThrowAnyException();
        });
    }

    @Test
    void there_is_no_admin_api_without_a_token_of_ones_own() {
        assertThat(text(environment("config-service"), "ADMIN_TOKEN")).startsWith("${ADMIN_TOKEN:?");
    }

    @Test
    void the_data_of_postgres_outlives_its_container() {
        // Version 18 keeps it below the folder that earlier ones took for themselves.
        assertThat(service("postgres").get("volumes")).isEqualTo(List.of("postgres-data:/var/lib/postgresql"));
    }

    @Test
    void the_webhook_relay_runs_only_where_it_is_asked_for() {
        assertThat(service("webhook-relay").get("profiles")).isEqualTo(List.of("webhooks"));
    }

    @Test
    void the_edge_knows_no_database() {
        assertThat(dependencies("ingest-gateway")).doesNotContainKeys("postgres", "redis", "config-service");
        assertThat(environment("ingest-gateway").keySet())
                .noneMatch(name -> name.startsWith("POSTGRES") || name.startsWith("REDIS"));
    }

    @Test
    void the_image_is_built_from_what_is_there() {
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

    /** The folder of a service's module. */
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
