package io.nodecore.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** {@code call}, {@code sql}, {@code redis}, {@code tail}, {@code projections}, {@code dlq} and {@code corrections} against the run that {@code .nodecore/run.json} names. */
public final class Inspect {

    private static final int EXIT_FAILED = 1;
    private static final int EXIT_USAGE = 2;
    private static final String USAGE = """
            Usage: ./nodecore call METHOD [--key AUTH_KEY] [--report-id ID] [JSON]   one RPC of nodeservice.NodeService
                   ./nodecore sql QUERY                                              one query to Postgres
                   ./nodecore redis COMMAND [ARGUMENT…]                              one command to Redis
                   ./nodecore tail TOPIC [--last N]                                  the topic's last N records (default 10), then what comes; --no-follow ends there
                   ./nodecore projections [--watch]                                  how far each projection is; --watch again every 2 s
                   ./nodecore dlq list|show|redrive …                                facts that could not be applied; dlq --help: all of it
                   ./nodecore corrections list|try|order|undo …                      usage set right; corrections --help: all of it""";

    private Inspect() {}

    public static void main(String... arguments) {
        try {
            boolean isAlone = arguments.length == 1 && arguments[0].equals("projections");
            if (arguments.length < 2 && !isAlone) {
                throw new IllegalArgumentException("nothing to do");
            }
            if (Arrays.asList(arguments).contains("--help")) {
                System.out.println(usage(arguments[0]));
                return;
            }
            RunAddresses run = RunAddresses.read(Path.of(".nodecore", "run.json"));
            List<String> rest = Arrays.asList(arguments).subList(1, arguments.length);
            switch (arguments[0]) {
                case "call" -> GrpcCall.run(run, rest, System.out);
                case "sql" -> SqlQuery.run(run, String.join(" ", rest), System.out);
                case "redis" -> RedisCommand.run(run, rest, System.out);
                case "projections" -> ProjectionsCommand.run(run, rest, System.out);
                case "dlq" -> DeadLetterCommand.run(run, rest, System.out);
                case "corrections" -> CorrectionsCommand.run(run, rest, System.out);
                case "tail" -> TopicTail.run(run, rest, System.out);
                default -> throw new IllegalArgumentException("unknown command " + arguments[0]);
            }
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(usage(arguments.length == 0 ? "" : arguments[0]));
            System.exit(EXIT_USAGE);
        } catch (Exception e) {
            System.err.println(e.getMessage());
            System.exit(EXIT_FAILED);
        }
    }

    private static String usage(String command) {
        return switch (command) {
            case "dlq" -> DeadLetterCommand.USAGE;
            case "corrections" -> CorrectionsCommand.USAGE;
            default -> USAGE;
        };
    }
}
