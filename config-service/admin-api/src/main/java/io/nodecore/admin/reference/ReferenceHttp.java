package io.nodecore.admin.reference;

import io.swagger.v3.oas.annotations.Hidden;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The page {@code /docs}. Its browser loads nothing from another host. */
@Hidden
@RestController
final class ReferenceHttp {

    /** Swagger UI sets styles on elements; it runs no inline script. */
    private static final String CONTENT_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
                    + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
    private static final MediaType SCRIPT = new MediaType("text", "javascript", StandardCharsets.UTF_8);

    @GetMapping("/docs")
    ResponseEntity<Resource> page() {
        return ResponseEntity.ok()
                .contentType(HTML)
                .header("Content-Security-Policy", CONTENT_POLICY)
                .body(file("page.html"));
    }

    @GetMapping("/docs/start.js")
    ResponseEntity<Resource> start() {
        return ResponseEntity.ok().contentType(SCRIPT).body(file("start.js"));
    }

    private static Resource file(String name) {
        return new ClassPathResource(name, ReferenceHttp.class);
    }
}
