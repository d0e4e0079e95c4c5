package io.nodecore.configservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nodecore.control.decision.WriteLock;
import io.nodecore.schemas.Topics;
import io.nodecore.schemas.facts.HeartbeatReceived;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Commands of one kind do not wait for commands of another kind, nor heartbeats for commands. */
class WriteLocksIT {

    private final RunningControl control = RunningControl.get();

    @Test
    void a_node_registers_while_operations_are_decided() throws SQLException {
        try (var held = new HeldLock(WriteLock.OPERATIONS)) {
            assertThat(control.newNode().getNodeId()).isPositive();
            assertThat(held.isHeld()).isTrue();
        }
    }

    @Test
    void operations_are_decided_while_commands_wait_and_commands_follow_when_the_lock_is_free() throws Exception {
        CompletableFuture<Long> waiting;
        try (var held = new HeldLock(WriteLock.CONTROL)) {
            waiting = CompletableFuture.supplyAsync(control::newUser);
            await().until(() -> held.waiters() > 0);

            long replay = control.expect(
                            201, "POST", "/admin/replays", "{\"projection\": \"events\", \"topic\": \"some.topic\"}")
                    .get("id")
                    .longValue();

            assertThat(replay).isPositive();
            assertThat(waiting).isNotDone();
        }
        assertThat(waiting.get()).isPositive();
    }

    @Test
    void heartbeats_are_applied_while_commands_wait() throws SQLException {
        long node = control.newNode().getNodeId();
        try (var held = new HeldLock(WriteLock.CONTROL)) {
            control.report(
                    Topics.HEARTBEATS,
                    node,
                    Instant.now(),
                    UUID.randomUUID().toString(),
                    HeartbeatReceived.getDefaultInstance().toByteArray());

            await().untilAsserted(() -> assertThat(control.get("/admin/nodes/" + node)
                            .body()
                            .get("status")
                            .stringValue())
                    .isEqualTo("online"));
            assertThat(held.isHeld()).isTrue();
        }
    }

    @Test
    void each_of_several_changes_at_once_answers_its_own_revision() {
        long node = control.newNode().getNodeId();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Long>> revisions = IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> revision(node, 8_000 + i), threads))
                    .toList();

            assertThat(revisions.stream().map(CompletableFuture::join))
                    .containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        }
    }

    private long revision(long node, int port) {
        return control.expect(200, "PUT", "/admin/nodes/" + node + "/services", """
                {"xray": {"inbounds": [{"tag": "in", "port": %d, "protocol": "vless",
                                        "settings": {"decryption": "none"}}],
                          "outbounds": [{"tag": "direct", "protocol": "freedom"}], "routing": {}}}
                """.formatted(port))
                .get("revision")
                .longValue();
    }

    /** Another process that holds a lock. */
    private final class HeldLock implements AutoCloseable {

        private final Connection connection;
        private final JdbcClient session;
        private final WriteLock lock;

        HeldLock(WriteLock lock) throws SQLException {
            connection = control.bean(DataSource.class).getConnection();
            session = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            this.lock = lock;
            lock.acquire(session);
        }

        boolean isHeld() {
            return count("granted and pid = pg_backend_pid()") == 1;
        }

        long waiters() {
            return count("not granted");
        }

        private long count(String which) {
            return session.sql("select count(*) from pg_locks where locktype = 'advisory'"
                            + " and database = (select oid from pg_database where datname = current_database())"
                            + " and (classid::bigint << 32) + objid::bigint = ? and " + which)
                    .param(lock.key())
                    .query(Long.class)
                    .single();
        }

        @Override
        public void close() throws SQLException {
            lock.release(session);
            connection.close();
        }
    }
}
