package io.nodecore.admin;

import io.nodecore.admin.access.AccessConfiguration;
import io.nodecore.admin.pending.PendingConfiguration;
import io.nodecore.admin.reference.ReferenceConfiguration;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.stream.Stream;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/** The beans that every route of the admin API shares. */
@Configuration(proxyBeanMethods = false)
@Import({PendingConfiguration.class, AccessConfiguration.class, ReferenceConfiguration.class})
public class AdminConfiguration {

    private static final String TOKEN_SCHEME = "adminToken";

    @Bean
    ProblemHttp problemHttp() {
        return new ProblemHttp();
    }

    @Bean
    MergePatch mergePatch(JsonMapper json) {
        return new MergePatch(json);
    }

    /** A number is not a name: only text is read as text. */
    @Bean
    JsonMapperBuilderCustomizer textIsText() {
        return builder -> builder.withCoercionConfig(
                LogicalType.Textual,
                coercions -> Stream.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)
                        .forEach(shape -> coercions.setCoercion(shape, CoercionAction.Fail)));
    }

    @Bean
    OpenAPI openApi() {
        OpenAPI document = new OpenAPI()
                .info(new Info()
                        .title("Nodecore admin API")
                        .version("1")
                        .description("The fleet, its users and what they use. Every refusal is an RFC 9457 problem"
                                + " with a stable reason."))
                .addSecurityItem(new SecurityRequirement().addList(TOKEN_SCHEME));
        document.schemaRequirement(
                TOKEN_SCHEME,
                new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"));
        return document;
    }
}
