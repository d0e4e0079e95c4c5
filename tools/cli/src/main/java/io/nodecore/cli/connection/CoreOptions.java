package io.nodecore.cli.connection;

import io.nodecore.adminclient.AdminApi;
import io.nodecore.adminclient.AdminClient;
import io.nodecore.adminclient.RunFile;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The Core that a command asks over its admin API: that of {@code --url}, otherwise the run of the working directory. */
public final class CoreOptions {

    @Option(
            names = "--url",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "Admin API of the Core, such as http://127.0.0.1:3001."
                    + " Default: NODECORE_URL, otherwise the run of .nodecore/run.json.")
    private @Nullable URI url;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            scope = ScopeType.INHERIT,
            description = "Its token. Default: NODECORE_TOKEN, otherwise that of .nodecore/run.json.")
    private @Nullable String token;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    public AdminApi admin() throws IOException {
        URI core = url();
        String secret = given(token, "NODECORE_TOKEN");
        if (core == null) {
            RunFile run = RunFile.read(RunFile.IN_WORKING_DIRECTORY);
            return AdminClient.of(run.adminUrl(), secret == null ? run.adminToken() : secret);
        }
        if (secret == null) {
            throw refusal("--url needs --token, or NODECORE_TOKEN in the environment");
        }
        return AdminClient.of(core, secret);
    }

    /** Whether the command is about the run of the working directory. */
    public boolean isLocal() {
        return url() == null;
    }

    /** A usage error of the command that has these options. */
    public ParameterException refusal(String message) {
        if (command == null) {
            throw new IllegalStateException("the options are not part of a command");
        }
        return new ParameterException(command.commandLine(), message);
    }

    private @Nullable URI url() {
        if (url != null) {
            return absolute(url);
        }
        String variable = given(null, "NODECORE_URL");
        return variable == null ? null : absolute(URI.create(variable));
    }

    private URI absolute(URI given) {
        String scheme = given.getScheme();
        if (given.getHost() == null || scheme == null || !scheme.matches("https?")) {
            throw refusal("--url needs a URL such as http://127.0.0.1:3001, got '" + given + "'");
        }
        return URI.create(given.toString().replaceFirst("(/admin)?/*$", ""));
    }

    private static @Nullable String given(@Nullable String option, String variable) {
        String value = option == null ? System.getenv(variable) : option;
        return value == null || value.isBlank() ? null : value;
    }
}
