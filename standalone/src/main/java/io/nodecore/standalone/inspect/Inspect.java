package io.nodecore.standalone.inspect;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** {@code call}, {@code sql}, {@code redis} and {@code tail} against the run that {@code .nodecore/run.json} names. */
public final class Inspect {

    private static final int EXIT_FAILED = 1;
    private static final int EXIT_USAGE = 2;
    private static final String USAGE = """
            Usage: ./nodecore call METHOD [--key AUTH_KEY] [--report-id ID] [JSON]   one RPC of nodeservice.NodeService
                   ./nodecore sql QUERY                                              one query to Postgres
                   ./nodecore redis COMMAND [ARGUMENT…]                              one command to Redis
                   ./nodecore tail TOPIC [--last N]                                  the topic's last N records (default 10), then what comes; --no-follow ends there""";

    private Inspect() {}

    public static void main(String... arguments) {
        try {
            if (arguments.length < 2) {
                throw new IllegalArgumentException("nothing to do");
            }
            RunAddresses run = RunAddresses.read(Path.of(".nodecore", "run.json"));
            List<String> rest = Arrays.asList(arguments).subList(1, arguments.length);
            switch (arguments[0]) {
                case "call" -> GrpcCall.run(run, rest, System.out);
                case "sql" -> SqlQuery.run(run, String.join(" ", rest), System.out);
                case "redis" -> RedisCommand.run(run, rest, System.out);
                case "tail" -> TopicTail.run(run, rest, System.out);
                default -> throw new IllegalArgumentException("unknown command " + arguments[0]);
            }
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(USAGE);
            System.exit(EXIT_USAGE);
        } catch (Exception e) {
            System.err.println(e.getMessage());
            System.exit(EXIT_FAILED);
        }
    }
}
