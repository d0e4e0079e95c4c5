package io.nodecore.admin.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The page of the admin API's reference, and the files of Swagger UI. */
@Configuration(proxyBeanMethods = false)
public class ReferenceConfiguration {

    /** The version is part of the path. */
    private static final String ONE_FILE = "classpath*:/META-INF/resources/webjars/swagger-ui/*/swagger-ui.css";

    private static final int ONE_DAY_SECONDS = 86_400;

    @Bean
    ReferenceHttp referenceHttp() {
        return new ReferenceHttp();
    }

    @Bean
    WebMvcConfigurer referenceFiles() {
        return new WebMvcConfigurer() {
            @Override
            public void addResourceHandlers(ResourceHandlerRegistry registry) {
                registry.addResourceHandler("/docs/ui/**")
                        .addResourceLocations(folder())
                        .setCachePeriod(ONE_DAY_SECONDS);
            }
        };
    }

    private static Resource folder() {
        try {
            Resource[] files = new PathMatchingResourcePatternResolver().getResources(ONE_FILE);
            if (files.length != 1) {
                throw new IllegalStateException("one Swagger UI must be on the class path, found " + files.length);
            }
            return files[0].createRelative("./");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
