package io.nodecore.cli.operations;

import io.nodecore.commandline.WordConverter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The operation of a correction and the usage that it changes. */
final class CorrectionOptions {

    enum Kind {
        REVERT,
        SCALE,
        AMEND,
        REPRICE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final class KindWord extends WordConverter<Kind> {
        KindWord() {
            super(Kind.class);
        }
    }

    @Parameters(
            index = "0",
            paramLabel = "KIND",
            converter = KindWord.class,
            description = {
                "revert takes the usage away;",
                "scale multiplies it by --factor;",
                "amend says what all of it comes to, with --up, --down or both;",
                "reprice bills it by another --multiplier, --from and --to are then times of arrival."
            })
    private @Nullable Kind kind;

    @Option(names = "--node", required = true, paramLabel = "ID", description = "Node that reported the usage.")
    private long node;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "TIME",
            description = "First minute, such as 2026-01-31T10:00:00Z.")
    private @Nullable Instant from;

    @Option(names = "--to", required = true, paramLabel = "TIME", description = "Minute after the last one.")
    private @Nullable Instant to;

    @Option(names = "--user", paramLabel = "ID", description = "Only the usage of a user.")
    private @Nullable Long user;

    @Option(names = "--subscription", paramLabel = "ID", description = "Only that of a subscription; 0: without one.")
    private @Nullable Long subscription;

    @Option(names = "--protocol", paramLabel = "ID", description = "Only that of a node protocol.")
    private @Nullable Long nodeProtocol;

    @Option(names = "--factor", paramLabel = "F", description = "For scale, such as 0.5.")
    private @Nullable BigDecimal factor;

    @Option(names = "--multiplier", paramLabel = "M", description = "For reprice and amend, such as 1.5.")
    private @Nullable BigDecimal multiplier;

    @Option(names = "--up", paramLabel = "BYTES", description = "For amend.")
    private @Nullable Long bytesUp;

    @Option(names = "--down", paramLabel = "BYTES", description = "For amend.")
    private @Nullable Long bytesDown;

    @Option(names = "--deep", description = "Reads the whole journal, not only from 16 days before --from.")
    private boolean deep;

    long node() {
        return node;
    }

    /** The request of the admin API, without reason and author. */
    ObjectNode json(boolean isDryRun) {
        ObjectNode wish = JsonMapper.shared().createObjectNode();
        wish.put("kind", String.valueOf(kind)).put("nodeId", node);
        put(wish, "from", from);
        put(wish, "to", to);
        put(wish, "userId", user);
        put(wish, "subscriptionId", subscription);
        put(wish, "nodeProtocolId", nodeProtocol);
        put(wish, "bytesUp", bytesUp);
        put(wish, "bytesDown", bytesDown);
        if (factor != null) {
            wish.put("factor", factor);
        }
        if (multiplier != null) {
            wish.put("multiplier", multiplier);
        }
        return wish.put("deep", deep).put("dryRun", isDryRun);
    }

    private static void put(ObjectNode wish, String name, @Nullable Long number) {
        if (number != null) {
            wish.put(name, number);
        }
    }

    private static void put(ObjectNode wish, String name, @Nullable Instant time) {
        if (time != null) {
            wish.put(name, time.toString());
        }
    }
}
