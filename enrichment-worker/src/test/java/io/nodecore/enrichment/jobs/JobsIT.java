package io.nodecore.enrichment.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecore.embedded.PostgresAddress;
import io.nodecore.enrichment.EnrichmentSchema;
import io.nodecore.enrichment.EnrichmentWorker;
import io.nodecore.enrichment.ProviderStub;
import io.nodecore.enrichment.ProviderStub.Fault;
import io.nodecore.testkit.ChildJvm;
import io.nodecore.testkit.SharedServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The whole worker against providers with limits. */
class JobsIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final AtomicInteger OCTETS = new AtomicInteger(44);
    private static final Duration WINDOW = Duration.ofSeconds(3);

    private final PostgresAddress postgres = SharedServers.postgres().newDatabase();
    private final JdbcClient database =
            JdbcClient.create(new DriverManagerDataSource(postgres.url(), postgres.user(), postgres.password()));
    private final List<ConfigurableApplicationContext> services = new ArrayList<>();
    /** Each test has addresses of its own: the broker is shared, and the facts of one test would fill the table of the next. */
    private final int octet = OCTETS.incrementAndGet();

    private ProviderStub stub;

    @BeforeEach
    void start() throws Exception {
        stub = new ProviderStub(WINDOW);
        EnrichmentSchema.migrated(postgres);
    }

    @AfterEach
    void stop() {
        stopServices();
        stub.close();
    }

    @Test
    void each_address_is_looked_up_once_within_the_limits_of_the_provider() {
        seen(2_050, 3);
        ipApi();

        awaitAllKnown();
        assertThat(stub.violations()).isEmpty();
        assertThat(stub.lookedUp())
                .hasSize(2_050)
                .allSatisfy((ip, times) -> assertThat(times).as(ip).isOne());
        assertThat(stub.requests())
                .as("requests; reserved addresses are not sent")
                .isBetween(21, 22);
        assertThat(database.sql("select distinct info ->> 'country' from public.user_ips where ip not like '10.%'")
                        .query((row, n) -> row.getString(1))
                        .list())
                .contains("NL");
        awaitDone("all");
    }

    @Test
    void private_addresses_are_never_sent() {
        database.sql("insert into enrichment.user_ips values (1, '10.1.2.3', now(), now()), (2, '8.8.4.4', now(),"
                        + " now())")
                .update();
        ipinfo(ProviderStub.TOKEN);

        awaitAllKnown();
        assertThat(stub.lookedUp()).containsOnlyKeys("8.8.4.4");
        assertThat(infoOf("10.1.2.3")).contains("\"type\": \"reserved\"", "\"provider\": \"local\"");
        assertThat(infoOf("8.8.4.4")).contains("\"asn\": 64501", "\"raw\": {");
    }

    @Test
    void two_replicas_and_a_stop_in_the_middle_repeat_no_look_up() {
        // More than two windows of requests, so that the stop comes before the last one.
        seen(4_000, 1);
        ipApi();
        ipApi();
        await().atMost(TIMEOUT).until(() -> stub.requests() >= 5);
        // The page in progress ends first.
        stopServices();
        int before = stub.requests();
        assertThat(before).isLessThan(40);
        ipApi();

        awaitAllKnown();
        assertThat(stub.lookedUp())
                .hasSize(4_000)
                .allSatisfy((ip, times) -> assertThat(times).as(ip).isOne());
        assertThat(stub.violations()).isEmpty();
    }

    @Test
    void a_killed_worker_loses_nothing_and_repeats_at_most_one_request() throws Exception {
        seen(2_000, 1);
        try (var worker = ChildJvm.of(EnrichmentWorker.class)
                .options("-Xmx256m")
                .arguments(arguments(ipApiSettings()))
                .start()) {
            worker.awaitReady(TIMEOUT, () -> stub.requests() >= 7);
        }
        // Ends the lock of the dead process without the wait.
        database.sql("update enrichment.shedlock set lock_until = locked_at").update();
        ipApi();

        awaitAllKnown();
        assertThat(stub.violations()).isEmpty();
        assertThat(stub.lookedUp()).hasSize(2_000);
        assertThat(stub.lookedUp().values().stream().filter(times -> times > 1).count())
                .as("addresses looked up again")
                .isLessThanOrEqualTo(100);
    }

    @Test
    void a_lost_table_is_filled_from_the_topic_without_requests() {
        seen(300, 1);
        ipinfo(ProviderStub.TOKEN);
        awaitAllKnown();
        awaitPublished();
        stopServices();
        List<Map<String, @Nullable Object>> before = userIps();
        int requests = stub.requests();
        database.sql("delete from enrichment.ip_infos").update();
        ipinfo(ProviderStub.TOKEN);

        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(userIps()).isEqualTo(before));
        awaitDone("all");
        assertThat(stub.requests()).isEqualTo(requests);
    }

    @Test
    void without_a_provider_no_job_runs_and_a_lost_table_is_filled_from_the_topic() {
        seen(10, 1);
        ipinfo(ProviderStub.TOKEN);
        awaitAllKnown();
        awaitPublished();
        stopServices();
        List<Map<String, @Nullable Object>> before = userIps();
        database.sql("delete from enrichment.ip_infos").update();
        services.add(service("--nodecore.enrichment.provider=none"));

        assertThat(userIps()).isEqualTo(before);
        assertThat(services.getFirst().getBeansOfType(JobsTimer.class)).isEmpty();
    }

    @Test
    void requests_are_retried_after_temporary_faults() {
        seen(10, 1);
        stub.next(Fault.SERVER_ERROR, Fault.NO_JSON, Fault.TOO_MANY);
        ipinfo(ProviderStub.TOKEN);

        awaitAllKnown();
        assertThat(stub.lookedUp().values()).containsOnly(1);
    }

    @Test
    void a_job_whose_request_is_refused_ends_until_its_next_start() {
        seen(10, 1);
        ipinfo("wrong");

        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(database.sql(
                                        "select state || ' ' || last_error from public.enrichment_jobs order by name")
                                .query((row, n) -> row.getString(1))
                                .list())
                        .hasSize(2)
                        .allSatisfy(
                                text -> assertThat(text).startsWith("refused ").contains("403")));
        assertThat(stub.requests()).as("one per job").isEqualTo(2);
    }

    @Test
    void an_answer_with_characters_that_postgres_does_not_store_is_stored() {
        seen(10, 1);
        stub.isp("Zero\u0000 and \\u0000");
        ipApi();

        awaitAllKnown();
        awaitDone("all");
        assertThat(database.sql("select distinct info ->> 'organisation' from public.user_ips")
                        .query((row, n) -> row.getString(1))
                        .list())
                .containsExactly("Zero\ufffd and \\u0000");
    }

    @Test
    void a_page_that_cannot_be_stored_is_skipped_after_retries_and_its_error_is_recorded() {
        database.sql("alter table enrichment.ip_infos add constraint not_this_one check (ip <> '%d.0.0.0')"
                        .formatted(octet))
                .update();
        seen(150, 1);
        ipApi();

        awaitError("all", "not_this_one");
        // Six attempts of each job for the first page, and one for the second page.
        awaitDone("recent");
        awaitDone("all");
        assertThat(stub.requests()).isEqualTo(13);
        assertThat(database.sql("select count(info) from public.user_ips")
                        .query(Long.class)
                        .single())
                .isEqualTo(50);
    }

    @Test
    void a_new_address_does_not_wait_for_the_end_of_the_job_for_all() {
        seen(2_000, 1);
        database.sql("update enrichment.user_ips set first_seen_at = now() - interval '1 day'")
                .update();
        services.add(service(
                Stream.concat(Stream.of(ipApiSettings()), Stream.of("--nodecore.enrichment.jobs.recent-every=500ms"))
                        .toArray(String[]::new)));
        await().atMost(TIMEOUT).until(() -> stub.requests() >= 3);
        // Before the current page of the job for all, which does not return there.
        String address = "1.2.3." + octet;
        database.sql("insert into enrichment.user_ips values (1, ?, now(), now())")
                .param(address)
                .update();

        awaitAllKnown();
        awaitDone("all");
        assertThat(database.sql("""
            select i.looked_up_at < j.finished_at
            from enrichment.ip_infos i, enrichment.enrichment_jobs j where i.ip = ? and j.name = 'all'
            """).param(address).query(Boolean.class).single())
                .isTrue();
        assertThat(stub.violations()).isEmpty();
    }

    @Test
    void a_job_that_waits_for_its_provider_records_the_reason() {
        seen(10, 1);
        stub.next(Fault.TOO_MANY_FOR_A_DAY);
        ipinfo(ProviderStub.TOKEN);

        await().atMost(TIMEOUT)
                .untilAsserted(
                        () -> assertThat(database.sql("select state || ' ' || last_error from public.enrichment_jobs")
                                        .query((row, n) -> row.getString(1))
                                        .list())
                                .singleElement()
                                .asString()
                                .startsWith("waiting ")
                                .contains("429"));
        database.sql("delete from enrichment.provider_holds").update();
        awaitAllKnown();
        assertThat(stub.requests()).isEqualTo(2);
    }

    @Test
    void known_information_stays_if_an_answer_has_none() {
        seen(10, 1);
        database.sql("""
            insert into enrichment.ip_infos
            select ip, 'ip-api', now() - interval '30 hours', 'FR', 1, '{}' from enrichment.user_ips
            """).update();
        stub.answer("{\"error\":\"maintenance\"}");
        ipApi();

        awaitError("all", "none of 10 addresses");
        assertThat(countries()).containsExactly("FR");
        stub.answer("[{\"query\":\"%d.0.0.3\",\"status\":\"success\",\"countryCode\":\"NL\"}]".formatted(octet));
        awaitDone("all");
        assertThat(countries()).containsExactly("FR", "NL");
        assertThat(database.sql("select count(*) from enrichment.ip_infos join enrichment.user_ips using (ip) where"
                                + " country = 'NL'")
                        .query(Long.class)
                        .single())
                .isOne();
    }

    /** Public addresses, each of several users. */
    private void seen(int addresses, int users) {
        database.sql("""
            insert into enrichment.user_ips
            select u, :octet || '.' || a / 60000 || '.' || a / 250 % 240 || '.' || a % 250, now(), now()
            from generate_series(1, :users) u, generate_series(0, :addresses - 1) a
            """)
                .param("octet", Integer.toString(octet))
                .param("users", users)
                .param("addresses", addresses)
                .update();
    }

    private void awaitAllKnown() {
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(database.sql(
                                        "select count(distinct ip) from public.user_ips where info_updated_at is null")
                                .query(Long.class)
                                .single())
                        .as("addresses without information; violations %s", stub.violations())
                        .isZero());
    }

    private void awaitDone(String job) {
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(database.sql("select state from public.enrichment_jobs where name = ?")
                                .param(job)
                                .query((row, n) -> row.getString(1))
                                .list())
                        .containsExactly("done"));
    }

    private void awaitError(String job, String error) {
        await().atMost(TIMEOUT)
                .untilAsserted(
                        () -> assertThat(database.sql("select last_error from public.enrichment_jobs where name = ?")
                                        .param(job)
                                        .query((row, n) -> row.getString(1))
                                        .list())
                                .singleElement()
                                .asString()
                                .contains(error));
    }

    private List<String> countries() {
        return database.sql("select distinct i.country from enrichment.ip_infos i join enrichment.user_ips using (ip)"
                        + " order by 1")
                .query((row, n) -> row.getString(1))
                .list();
    }

    private void awaitPublished() {
        await().atMost(TIMEOUT)
                .until(() -> database.sql("select count(*) from enrichment.outbox")
                                .query(Long.class)
                                .single()
                        == 0);
    }

    private List<Map<String, @Nullable Object>> userIps() {
        return database.sql("select user_id, ip, first_seen_at, last_seen_at, info::text as info, info_updated_at from"
                        + " public.user_ips order by 1, 2")
                .query()
                .listOfRows();
    }

    private String infoOf(String ip) {
        return database.sql("select info::text from public.user_ips where ip = ?")
                .param(ip)
                .query((row, n) -> row.getString(1))
                .single();
    }

    private void ipApi() {
        services.add(service(ipApiSettings()));
    }

    private String[] ipApiSettings() {
        return new String[] {
            "--nodecore.enrichment.provider=ip-api",
            "--nodecore.enrichment.ip-api-base-url=" + stub.url(),
            "--nodecore.enrichment.ip-api-window=" + WINDOW.toMillis() + "ms"
        };
    }

    private void ipinfo(String token) {
        services.add(service(
                "--nodecore.enrichment.ipinfo-token=" + token, "--nodecore.enrichment.ipinfo-base-url=" + stub.url()));
    }

    private ConfigurableApplicationContext service(String... more) {
        return EnrichmentWorker.start(arguments(more).toArray(String[]::new));
    }

    private List<String> arguments(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--nodecore.kafka.bootstrap-servers=" + SharedServers.kafka().bootstrapServers(),
                "--spring.datasource.url=" + postgres.url(),
                "--spring.datasource.username=" + postgres.user(),
                "--spring.datasource.password=" + postgres.password(),
                "--nodecore.enrichment.timeout=3s",
                "--nodecore.enrichment.back-off=50ms",
                "--nodecore.enrichment.jobs.tick=200ms",
                "--nodecore.enrichment.jobs.lock=30s",
                "--nodecore.outbox.transactional-id=jobs-" + postgres.url().replaceAll("\\W", "-"),
                "--server.port=0"));
        arguments.addAll(List.of(more));
        return arguments;
    }

    private void stopServices() {
        services.forEach(ConfigurableApplicationContext::close);
        services.clear();
    }
}
