package io.nodecore.cli.inspect;

import io.lettuce.core.RedisClient;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.ProtocolKeyword;
import io.nodecore.adminclient.RunFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code redis}: one command to Redis, its answer printed a value per line. */
@Command(
        name = "redis",
        description = "One command to Redis.",
        footer = {
            "",
            "Example: ./nodecore redis TTL online:user:42",
            "",
            "Where: REDIS_URL, otherwise the run of .nodecore/run.json."
        })
public final class RedisCommand implements Callable<Integer> {

    private record Keyword(String word) implements ProtocolKeyword {
        @Override
        public byte[] getBytes() {
            return word.getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public String toString() {
            return word;
        }
    }

    @Spec
    private @Nullable CommandSpec command;

    @Parameters(paramLabel = "WORD", arity = "1..*", description = "The command and its arguments.")
    private List<String> words = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = Objects.requireNonNull(command).commandLine().getOut();
        var codec = StringCodec.UTF8;
        var arguments = new CommandArgs<>(codec);
        words.subList(1, words.size()).forEach(arguments::add);
        var keyword = new Keyword(words.getFirst().toUpperCase(Locale.ROOT));
        RedisClient client = RedisClient.create(ServerAddress.of("REDIS_URL", RunFile::redisUrl));
        try (var connection = client.connect()) {
            connection
                    .async()
                    .dispatch(keyword, new NestedMultiOutput<>(codec), arguments)
                    .get()
                    .forEach(out::println);
            return 0;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException(cause.getMessage(), e);
        } finally {
            client.shutdown();
        }
    }
}
