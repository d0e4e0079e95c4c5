package io.nodecore.admin.access;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import java.time.InstantSource;
import java.util.EnumSet;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configuration.WebSecurityCustomizer;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import tools.jackson.databind.json.JsonMapper;

/** Authentication, scopes, CSRF tokens and security headers of the admin port. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
@EnableConfigurationProperties({AdminSettings.class, SessionSettings.class, SignInSettings.class})
public class AccessConfiguration {

    /** For answers of routes. A handler of pages sets a policy of its own. */
    private static final String CONTENT_POLICY = "default-src 'none'; frame-ancestors 'none'";

    private static final String FILTER = "springSecurityFilterChain";
    private static final int FILTER_ORDER = -100;

    @Bean
    AccessTokens accessTokens(AdminSettings settings, NamedTokens named) {
        return new AccessTokens(settings, named);
    }

    @Bean
    SessionSigning sessionSigning(AdminSettings settings) {
        return new SessionSigning(settings);
    }

    @Bean
    SessionCookies sessionCookies(
            AccessTokens tokens, SessionSigning signing, SessionSettings settings, InstantSource clock) {
        return new SessionCookies(tokens, signing, settings.lifetime(), clock);
    }

    @Bean
    WrongTokens wrongTokens(SignInSettings settings, MeterRegistry meters) {
        return new WrongTokens(settings, meters, System::nanoTime);
    }

    @Bean
    AccessProblems accessProblems(WrongTokens wrongTokens, JsonMapper json) {
        return new AccessProblems(wrongTokens, json);
    }

    @Bean
    SessionHttp sessionHttp(
            AccessTokens tokens, WrongTokens wrongTokens, SessionCookies cookies, SessionSigning signing) {
        return new SessionHttp(tokens, wrongTokens, cookies, signing);
    }

    @Bean
    SecurityFilterChain adminAccess(
            HttpSecurity http,
            AccessTokens tokens,
            SessionCookies cookies,
            SessionSigning signing,
            AccessProblems problems,
            ServletContext adminPort) {
        // Boot puts the same filter before the management port, whose routes have no tokens.
        return http.securityMatcher(request -> request.getServletContext().equals(adminPort))
                .addFilterBefore(new CallerFilter(tokens, cookies, problems), CsrfFilter.class)
                .csrf(csrf -> csrf.csrfTokenRepository(new SessionCsrf(signing))
                        .csrfTokenRequestHandler(new CsrfTokenRequestAttributeHandler())
                        .requireCsrfProtectionMatcher(SessionCsrf::isRequired))
                .authorizeHttpRequests(routes -> routes.anyRequest().access(new RouteScopes()))
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint(problems::unauthenticated)
                        .accessDeniedHandler(problems::denied))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                        .httpStrictTransportSecurity(hsts -> hsts.includeSubDomains(false)))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }

    @Bean
    WebSecurityCustomizer rejectedRequests(AccessProblems problems) {
        return web -> web.requestRejectedHandler(problems::rejected);
    }

    /** Not for the later dispatches of a request: its routes that answer asynchronously were authorized by the first one. */
    @Bean
    DelegatingFilterProxyRegistrationBean adminAccessFilter() {
        var registration = new DelegatingFilterProxyRegistrationBean(FILTER);
        registration.setOrder(FILTER_ORDER);
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
        return registration;
    }
}
