package io.nodecore.cli.inspect;

import com.google.protobuf.Descriptors;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import io.grpc.CallOptions;
import io.grpc.ChannelCredentials;
import io.grpc.ClientInterceptors;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.nodecore.adminclient.RunFile;
import io.nodecore.proto.NodeServiceOuterClass;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code call}: one RPC of the node edge, its request and answers as JSON. */
@Command(
        name = "call",
        description = "One RPC of nodeservice.NodeService, as an agent makes it.",
        footer = {
            "",
            "Example: ./nodecore call Heartbeat --key \"$KEY\" '{\"revision\": 3}'",
            "",
            "Where: CORE_GRPC_URL (host:port; TLS unless CORE_INSECURE=true), otherwise the run of .nodecore/run.json",
            "(plaintext unless --tls or CORE_INSECURE=false)."
        })
public final class CallCommand implements Callable<Integer> {

    private static final Descriptors.ServiceDescriptor SERVICE =
            NodeServiceOuterClass.getDescriptor().findServiceByName("NodeService");

    @Spec
    private @Nullable CommandSpec command;

    @Option(names = "--key", paramLabel = "AUTH_KEY", description = "Sent as x-node-auth-key.")
    private @Nullable String key;

    @Option(names = "--report-id", paramLabel = "ID", description = "Sent as x-report-id: repeats with it count once.")
    private @Nullable String reportId;

    @Option(names = "--tls", description = "Connects with TLS.")
    private boolean tls;

    @Option(names = "--ca", paramLabel = "FILE", description = "PEM file of the authority to trust, with TLS.")
    private @Nullable Path authority;

    @Parameters(index = "0", paramLabel = "METHOD", description = "Such as ReportUsage.")
    private String methodName = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "JSON", description = "The request. Default: {}.")
    private String json = "{}";

    @Override
    public Integer call() throws IOException {
        Descriptors.MethodDescriptor method = method();
        DynamicMessage request = request(method);
        ManagedChannel channel = Grpc.newChannelBuilder(target(), credentials()).build();
        try {
            Iterator<DynamicMessage> answers = ClientCalls.blockingServerStreamingCall(
                    ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(metadata())),
                    grpcMethod(method),
                    CallOptions.DEFAULT,
                    request);
            while (answers.hasNext()) {
                out().println(json(answers.next()));
            }
            return 0;
        } catch (StatusRuntimeException e) {
            throw new IOException(e.getStatus().getCode() + ": " + e.getStatus().getDescription(), e);
        } finally {
            channel.shutdownNow();
        }
    }

    private DynamicMessage request(Descriptors.MethodDescriptor method) {
        var request = DynamicMessage.newBuilder(method.getInputType());
        try {
            JsonFormat.parser().merge(json, request);
        } catch (InvalidProtocolBufferException e) {
            throw refusal("JSON is not a " + method.getInputType().getName() + ": " + e.getMessage());
        }
        return request.build();
    }

    private static String target() throws IOException {
        return ServerAddress.of("CORE_GRPC_URL", RunFile::grpcTarget).replaceFirst("^grpc://", "");
    }

    private ChannelCredentials credentials() throws IOException {
        String insecure = System.getenv("CORE_INSECURE");
        boolean isPlaintext =
                insecure == null ? System.getenv("CORE_GRPC_URL") == null : Boolean.parseBoolean(insecure);
        if (isPlaintext && !tls && authority == null) {
            return InsecureChannelCredentials.create();
        }
        return authority == null
                ? TlsChannelCredentials.create()
                : TlsChannelCredentials.newBuilder()
                        .trustManager(authority.toFile())
                        .build();
    }

    private Metadata metadata() {
        var metadata = new Metadata();
        if (key != null) {
            metadata.put(ascii("x-node-auth-key"), key);
        }
        if (reportId != null) {
            metadata.put(ascii("x-report-id"), reportId);
        }
        return metadata;
    }

    private Descriptors.MethodDescriptor method() {
        Descriptors.MethodDescriptor method = SERVICE.findMethodByName(methodName);
        if (method == null) {
            throw refusal("there is no method '" + methodName + "', there are "
                    + SERVICE.getMethods().stream()
                            .map(Descriptors.MethodDescriptor::getName)
                            .collect(Collectors.joining(", ")));
        }
        return method;
    }

    private ParameterException refusal(String message) {
        return new ParameterException(Objects.requireNonNull(command).commandLine(), message);
    }

    private PrintWriter out() {
        return Objects.requireNonNull(command).commandLine().getOut();
    }

    /** Every method is called as a server stream: a unary answer is a stream of one. */
    private static MethodDescriptor<DynamicMessage, DynamicMessage> grpcMethod(Descriptors.MethodDescriptor method) {
        return MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
                .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE.getFullName(), method.getName()))
                .setRequestMarshaller(ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getInputType())))
                .setResponseMarshaller(ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getOutputType())))
                .build();
    }

    private static String json(MessageOrBuilder message) throws IOException {
        return JsonFormat.printer()
                .omittingInsignificantWhitespace()
                .alwaysPrintFieldsWithNoPresence()
                .print(message);
    }

    private static Metadata.Key<String> ascii(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }
}
