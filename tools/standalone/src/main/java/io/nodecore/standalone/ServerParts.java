package io.nodecore.standalone;

import io.nodecore.embedded.EmbeddedPostgres;
import io.nodecore.embedded.EmbeddedRedis;
import io.nodecore.embedded.PostgresAddress;
import io.nodecore.standalone.processes.Part;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Postgres and Redis as supervised parts. */
final class ServerParts {

    private ServerParts() {}

    /** @param port the same at each start, so that clients reach the server again */
    static final class Postgres implements Part {

        private final Path folder;
        private final int port;
        private @Nullable EmbeddedPostgres server;
        private volatile @Nullable PostgresAddress address;

        Postgres(Path folder, int port) {
            this.folder = folder;
            this.port = port;
        }

        @Override
        public String name() {
            return "postgres";
        }

        /** Null before the first start. */
        @Nullable
        PostgresAddress address() {
            return address;
        }

        @Override
        public synchronized ProcessHandle start() throws IOException {
            if (server != null) {
                server.close();
            }
            EmbeddedPostgres started = EmbeddedPostgres.start(folder, port, true);
            server = started;
            address = started.database();
            return started.process().orElseThrow(() -> new IOException("Postgres ended at once"));
        }

        @Override
        public synchronized void stop(ProcessHandle process) throws IOException {
            if (server != null) {
                server.close();
            }
        }
    }

    /** @param port the same at each start */
    static final class Redis implements Part {

        private final Path folder;
        private final int port;
        private @Nullable EmbeddedRedis server;

        Redis(Path folder, int port) {
            this.folder = folder;
            this.port = port;
        }

        @Override
        public String name() {
            return "redis";
        }

        @Override
        public synchronized ProcessHandle start() throws IOException, InterruptedException {
            if (server != null) {
                server.close();
            }
            EmbeddedRedis started = EmbeddedRedis.start(folder, port);
            server = started;
            return started.process().orElseThrow(() -> new IOException("Redis ended at once"));
        }

        @Override
        public synchronized void stop(ProcessHandle process) {
            if (server != null) {
                server.close();
            }
        }
    }
}
