package io.nodecore.cli;

import io.lettuce.core.RedisClient;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.ProtocolKeyword;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** One command to Redis, its answer printed a value a line. */
final class RedisCommand {

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

    private RedisCommand() {}

    static void run(RunAddresses run, List<String> words, PrintStream out) throws Exception {
        var codec = StringCodec.UTF8;
        var arguments = new CommandArgs<>(codec);
        words.subList(1, words.size()).forEach(arguments::add);
        var keyword = new Keyword(words.getFirst().toUpperCase(Locale.ROOT));
        RedisClient client = RedisClient.create(run.redisUrl());
        try (var connection = client.connect()) {
            List<Object> answer = connection
                    .async()
                    .dispatch(keyword, new NestedMultiOutput<>(codec), arguments)
                    .get();
            answer.forEach(out::println);
        } finally {
            client.shutdown();
        }
    }
}
