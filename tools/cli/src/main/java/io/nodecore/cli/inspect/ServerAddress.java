package io.nodecore.cli.inspect;

import io.nodecore.adminclient.RunFile;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/** Addresses of the servers: an environment variable if it is set, otherwise run.json of the working directory. */
final class ServerAddress {

    private ServerAddress() {}

    static String of(String variable, Function<RunFile, String> ofRun) throws IOException {
        Optional<String> given = Optional.ofNullable(System.getenv(variable)).filter(value -> !value.isBlank());
        return given.isPresent() ? given.get() : ofRun.apply(RunFile.read(RunFile.IN_WORKING_DIRECTORY));
    }
}
