package io.nodecore.enrichment.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodecore.enrichment.ProviderStub;
import io.nodecore.enrichment.ProviderStub.Fault;
import io.nodecore.enrichment.infos.IpInfo;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The providers over HTTP, against servers that behave as documented. */
class AddressSourceIT {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);

    private final ProviderStub stub;
    private final ProviderHttp http = new ProviderHttp(Duration.ofSeconds(2));

    AddressSourceIT() throws IOException {
        this.stub = new ProviderStub(Duration.ofSeconds(60));
    }

    private enum Kind {
        IPINFO_LITE,
        IPINFO,
        IP_API
    }

    private AddressSource source(Kind kind) {
        return switch (kind) {
            case IPINFO_LITE -> new IpinfoSource(stub.url(), ProviderStub.TOKEN, true, http, CLOCK);
            case IPINFO -> new IpinfoSource(stub.url(), ProviderStub.TOKEN, false, http, CLOCK);
            case IP_API -> new IpApiSource(stub.url(), Duration.ofSeconds(60), http, CLOCK);
        };
    }

    @AfterEach
    void close() {
        stub.close();
    }

    @ParameterizedTest
    @EnumSource
    void answers_have_the_order_of_the_addresses(Kind kind) throws Exception {
        List<String> ips = Stream.of("8.8.8.8", "1.1.1.1", "2a00:1450::1").toList();
        assertThat(source(kind).lookUp(ips)).extracting(IpInfo::ip).containsExactlyElementsOf(ips);
        assertThat(stub.violations()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void an_address_without_information_is_unknown_and_keeps_the_raw_answer(Kind kind) throws Exception {
        IpInfo unknown = source(kind).lookUp(List.of("8.8.8.77")).getFirst();
        assertThat(unknown.isUnknown()).isTrue();
        assertThat(unknown.rawJson()).contains("8.8.8.77");
    }

    @Test
    void the_free_plan_of_ipinfo_gives_country_and_network() throws Exception {
        assertThat(source(Kind.IPINFO_LITE).lookUp(List.of("8.8.8.8")).getFirst())
                .usingRecursiveComparison()
                .ignoringFields("rawJson")
                .isEqualTo(
                        new IpInfo("8.8.8.8", "ipinfo", NOW, "DE", null, 64501L, "Example AS", null, null, null, null));
    }

    @Test
    void the_paid_plan_of_ipinfo_gives_city_type_hosting_and_proxy_too() throws Exception {
        assertThat(source(Kind.IPINFO).lookUp(List.of("8.8.8.8")).getFirst())
                .usingRecursiveComparison()
                .ignoringFields("rawJson")
                .isEqualTo(new IpInfo(
                        "8.8.8.8", "ipinfo", NOW, "DE", "Berlin", 64501L, "Example AS", "isp", true, false, null));
    }

    @Test
    void ip_api_gives_hosting_and_proxy() throws Exception {
        assertThat(source(Kind.IP_API).lookUp(List.of("8.8.8.8")).getFirst())
                .usingRecursiveComparison()
                .ignoringFields("rawJson")
                .isEqualTo(new IpInfo(
                        "8.8.8.8", "ip-api", NOW, "NL", "Amsterdam", 64500L, "Example ISP", null, false, true, null));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"TOO_MANY", "TOO_MANY_FOR_A_DAY", "REDIRECT"})
    void a_temporary_fault_is_unavailable(Fault fault) {
        for (Kind kind : Kind.values()) {
            stub.next(fault);
            assertThatThrownBy(() -> source(kind).lookUp(List.of("8.8.8.8")))
                    .as("%s of %s", fault, kind)
                    .isInstanceOf(LookUpFailure.Unavailable.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "7",
                "{\"error\":{\"title\":\"Internal\"}}",
                "[{\"query\":\"9.9.9.9\",\"status\":\"success\"}, null, 7]",
                "[{\"query\":\"8.8.8.8\"}]",
                "{\"8.8.8.8\":{}}",
                "{\"8.8.8.8\":{\"error\":\"x\"}}",
                "{\"9.9.9.9\":{\"ip\":\"9.9.9.9\"}}"
            })
    void an_answer_about_none_of_the_addresses_is_a_failure(String answer) {
        stub.answer(answer);
        for (Kind kind : Kind.values()) {
            assertThatThrownBy(() -> source(kind).lookUp(List.of("8.8.8.8", "1.1.1.1")))
                    .as("%s of %s", answer, kind)
                    .isInstanceOf(LookUpFailure.Silent.class)
                    .hasMessageContaining("none of 2");
        }
    }

    @Test
    void addresses_that_the_answer_omits_are_omitted() throws Exception {
        List<String> ips = List.of("8.8.8.8", "2001:db8::7", "1.1.1.1");
        stub.answer("{\"8.8.8.8\":{\"ip\":\"8.8.8.8\"},\"2001:DB8:0::7\":{\"ip\":\"2001:DB8:0::7\"},\"1.1.1.1\":{}}");
        assertThat(source(Kind.IPINFO).lookUp(ips)).extracting(IpInfo::ip).containsExactly("8.8.8.8", "2001:db8::7");
        stub.answer("[{\"query\":\"1.1.1.1\",\"status\":\"fail\"}]");
        assertThat(source(Kind.IP_API).lookUp(ips)).extracting(IpInfo::ip).containsExactly("1.1.1.1");
    }

    @Test
    void status_429_gives_the_length_of_the_pause() {
        stub.next(Fault.TOO_MANY);
        assertThatThrownBy(() -> source(Kind.IPINFO).lookUp(List.of("8.8.8.8")))
                .isInstanceOfSatisfying(
                        LookUpFailure.TooMany.class, e -> assertThat(e.pause()).isEqualTo(Duration.ofSeconds(1)));
    }

    @Test
    void a_redirect_is_refused_and_not_followed() {
        stub.next(Fault.REDIRECT);
        assertThatThrownBy(() -> source(Kind.IPINFO).lookUp(List.of("8.8.8.8")))
                .isInstanceOf(LookUpFailure.Refused.class);
        assertThat(stub.redirected()).isZero();
    }

    @Test
    void a_wrong_token_is_refused_and_is_not_in_the_error() {
        var source = new IpinfoSource(stub.url(), "secret-token", true, http, CLOCK);
        assertThatThrownBy(() -> source.lookUp(List.of("8.8.8.8")))
                .isInstanceOf(LookUpFailure.Refused.class)
                .hasMessageContaining("403")
                .hasMessageNotContaining("secret-token");
    }
}
