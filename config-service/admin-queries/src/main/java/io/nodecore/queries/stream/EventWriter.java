package io.nodecore.queries.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Server-sent events as bytes. Data has no line breaks: it is JSON as Jackson writes it. */
final class EventWriter {

    private final OutputStream out;

    EventWriter(OutputStream out) {
        this.out = out;
    }

    void event(String name, @Nullable String id, byte[] data) throws IOException {
        write("event: " + name + "\n" + (id == null ? "" : "id: " + id + "\n") + "data: ");
        out.write(data);
        write("\n\n");
    }

    void comment(String text) throws IOException {
        write(": " + text + "\n\n");
    }

    void flush() throws IOException {
        out.flush();
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
