package io.nodecore.console;

import java.time.Duration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Serves the console's own files and, below {@code /console/vendor/}, those of the libraries that it uses. */
@Configuration(proxyBeanMethods = false)
public class ConsoleConfiguration implements WebMvcConfigurer {

    private static final String FILES = "classpath:/console/";
    private static final String WEBJARS = "classpath:/META-INF/resources/webjars/";

    /** The address of a library's file contains its version, so its content never changes. */
    private static final CacheControl FOREVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    /** Ours are asked for again each time, and answered with 304 while their ETag is the same. */
    private static final CacheControl ASK_AGAIN = CacheControl.noCache();

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addViewController("/").setViewName("forward:/console/index.html");
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        for (String library : ConsoleLibraries.FOLDERS) {
            registry.addResourceHandler("/console/vendor/" + library + "/**")
                    .addResourceLocations(WEBJARS + library + "/")
                    .setCacheControl(FOREVER);
        }
        registry.addResourceHandler("/console/**")
                .addResourceLocations(FILES)
                .setCacheControl(ASK_AGAIN)
                .setUseLastModified(false)
                .setEtagGenerator(ContentTag::of);
    }

    @Bean
    FilterRegistrationBean<ConsoleHeaders> consoleHeaders() {
        var filter = new FilterRegistrationBean<>(new ConsoleHeaders(ConsolePolicy.ofIndexPage()));
        filter.addUrlPatterns("/", "/console/*");
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }
}
