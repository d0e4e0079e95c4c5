package io.nodecore.enrichment.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecore.embedded.PostgresAddress;
import io.nodecore.enrichment.EnrichmentSchema;
import io.nodecore.enrichment.EnrichmentWorker;
import io.nodecore.enrichment.ProviderStub;
import io.nodecore.enrichment.ProviderStub.Mishap;
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

/** The whole worker against providers that enforce their limits. */
class JobsIT {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final AtomicInteger OCTETS = new AtomicInteger(44);
    private static final Duration WINDOW = Duration.ofSeconds(3);

    private final PostgresAddress postgres = SharedServers.postgres().newDatabase();
    private final JdbcClient database =
            JdbcClient.create(new DriverManagerDataSource(postgres.url(), postgres.user(), postgres.password()));
    private final List<ConfigurableApplicationContext> services = new ArrayList<>();
    /** The broker is shared, and what one test found out would be known to the next. */
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
    void every_address_is_asked_about_once_and_never_one_request_too_many() {
        seen(2_050, 3);
        ipApi();

        awaitAllKnown();
        assertThat(stub.violations()).isEmpty();
        assertThat(stub.asked())
                .hasSize(2_050)
                .allSatisfy((ip, times) -> assertThat(times).as(ip).isOne());
        assertThat(stub.requests())
                .as("requests, some with a reserved address less")
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
        assertThat(stub.asked()).containsOnlyKeys("8.8.4.4");
        assertThat(infoOf("10.1.2.3")).contains("\"type\": \"reserved\"", "\"provider\": \"local\"");
        assertThat(infoOf("8.8.4.4")).contains("\"asn\": 64501", "\"raw\": {");
    }

    @Test
    void two_replicas_share_the_work_without_doing_it_twice_and_a_stop_in_the_middle_repeats_nothing() {
        seen(2_000, 1);
        ipApi();
        ipApi();
        await().atMost(SOON).until(() -> stub.requests() >= 5);
        // Both, one after the other: the page in progress comes to its end.
        stopServices();
        int before = stub.requests();
        assertThat(before).isLessThan(20);
        ipApi();

        awaitAllKnown();
        assertThat(stub.asked())
                .hasSize(2_000)
                .allSatisfy((ip, times) -> assertThat(times).as(ip).isOne());
        assertThat(stub.violations()).isEmpty();
    }

    @Test
    void a_killed_worker_loses_nothing_and_repeats_no_more_than_the_request_under_way() throws Exception {
        seen(2_000, 1);
        try (var worker = ChildJvm.of(EnrichmentWorker.class)
                .options("-Xmx256m")
                .arguments(arguments(ipApiSettings()))
                .start()) {
            worker.awaitReady(SOON, () -> stub.requests() >= 7);
        }
        // As if the time had passed after which a dead process keeps nobody out any more.
        database.sql("update enrichment.shedlock set lock_until = locked_at").update();
        ipApi();

        awaitAllKnown();
        assertThat(stub.violations()).isEmpty();
        assertThat(stub.asked()).hasSize(2_000);
        assertThat(stub.asked().values().stream().filter(times -> times > 1).count())
                .as("addresses asked about again")
                .isLessThanOrEqualTo(100);
    }

    @Test
    void lost_tables_come_back_from_the_topic_and_nobody_is_asked() {
        seen(300, 1);
        ipinfo(ProviderStub.TOKEN);
        awaitAllKnown();
        awaitPublished();
        stopServices();
        List<Map<String, @Nullable Object>> before = userIps();
        int requests = stub.requests();
        database.sql("delete from enrichment.ip_infos").update();
        ipinfo(ProviderStub.TOKEN);

        await().atMost(SOON).untilAsserted(() -> assertThat(userIps()).isEqualTo(before));
        awaitDone("all");
        assertThat(stub.requests()).isEqualTo(requests);
    }

    @Test
    void where_nobody_is_asked_there_are_no_jobs_and_lost_tables_come_back_all_the_same() {
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
    void a_provider_that_is_away_for_a_while_is_asked_again() {
        seen(10, 1);
        stub.next(Mishap.SERVER_ERROR, Mishap.NO_JSON, Mishap.TOO_MANY);
        ipinfo(ProviderStub.TOKEN);

        awaitAllKnown();
        assertThat(stub.asked().values()).containsOnly(1);
    }

    @Test
    void a_provider_that_refuses_is_left_alone_until_the_job_is_due_again() {
        seen(10, 1);
        ipinfo("wrong");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(database.sql(
                                        "select state || ' ' || last_error from public.enrichment_jobs order by name")
                                .query((row, n) -> row.getString(1))
                                .list())
                        .hasSize(2)
                        .allSatisfy(
                                text -> assertThat(text).startsWith("refused ").contains("403")));
        assertThat(stub.requests()).as("one for each job").isEqualTo(2);
    }

    @Test
    void what_a_provider_writes_can_be_stored_whatever_it_is() {
        seen(10, 1);
        stub.say("Zero\u0000 and \\u0000");
        ipApi();

        awaitAllKnown();
        awaitDone("all");
        assertThat(database.sql("select distinct info ->> 'organisation' from public.user_ips")
                        .query((row, n) -> row.getString(1))
                        .list())
                .containsExactly("Zero\ufffd and \\u0000");
    }

    @Test
    void a_page_that_cannot_be_stored_waits_and_says_why_and_does_not_stop_those_behind_it() {
        database.sql("alter table enrichment.ip_infos add constraint not_this_one check (ip <> '%d.0.0.0')"
                        .formatted(octet))
                .update();
        seen(150, 1);
        ipApi();

        awaitError("all", "not_this_one");
        // Six attempts of each job at the first page, and one at the page behind it.
        awaitDone("recent");
        awaitDone("all");
        assertThat(stub.requests()).isEqualTo(13);
        assertThat(database.sql("select count(info) from public.user_ips")
                        .query(Long.class)
                        .single())
                .isEqualTo(50);
    }

    @Test
    void a_new_address_does_not_wait_for_the_end_of_a_look_at_all() {
        seen(2_000, 1);
        database.sql("update enrichment.user_ips set first_seen_at = now() - interval '1 day'")
                .update();
        services.add(service(
                Stream.concat(Stream.of(ipApiSettings()), Stream.of("--nodecore.enrichment.jobs.recent-every=500ms"))
                        .toArray(String[]::new)));
        await().atMost(SOON).until(() -> stub.requests() >= 3);
        // Behind those that the job has passed already: it does not come by there again.
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
    void a_job_whose_provider_is_left_alone_says_so() {
        seen(10, 1);
        stub.next(Mishap.TOO_MANY_FOR_A_DAY);
        ipinfo(ProviderStub.TOKEN);

        await().atMost(SOON)
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
    void what_is_known_stays_where_an_answer_says_nothing() {
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
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(database.sql(
                                        "select count(distinct ip) from public.user_ips where info_updated_at is null")
                                .query(Long.class)
                                .single())
                        .as("addresses of which nothing is known; violations %s", stub.violations())
                        .isZero());
    }

    private void awaitDone(String job) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(database.sql("select state from public.enrichment_jobs where name = ?")
                                .param(job)
                                .query((row, n) -> row.getString(1))
                                .list())
                        .containsExactly("done"));
    }

    private void awaitError(String job, String error) {
        await().atMost(SOON)
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
        await().atMost(SOON)
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
