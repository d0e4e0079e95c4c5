package io.nodecore.cli;

import com.google.protobuf.Descriptors;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.nodecore.proto.NodeServiceOuterClass;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/** One RPC of the node edge, its request and answers as JSON. */
final class GrpcCall {

    private static final Descriptors.ServiceDescriptor SERVICE =
            NodeServiceOuterClass.getDescriptor().findServiceByName("NodeService");

    private GrpcCall() {}

    static void run(RunAddresses run, List<String> arguments, PrintStream out) throws Exception {
        Deque<String> rest = new ArrayDeque<>(arguments);
        Descriptors.MethodDescriptor method = method(rest.pop());
        var metadata = new Metadata();
        String json = "{}";
        while (!rest.isEmpty()) {
            String word = rest.pop();
            switch (word) {
                case "--key" -> metadata.put(ascii("x-node-auth-key"), rest.pop());
                case "--report-id" -> metadata.put(ascii("x-report-id"), rest.pop());
                default -> json = word;
            }
        }
        var request = DynamicMessage.newBuilder(method.getInputType());
        JsonFormat.parser().merge(json, request);
        ManagedChannel channel = Grpc.newChannelBuilder(
                        "127.0.0.1:" + run.grpcPort(), InsecureChannelCredentials.create())
                .build();
        try {
            Iterator<DynamicMessage> answers = ClientCalls.blockingServerStreamingCall(
                    ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(metadata)),
                    grpcMethod(method),
                    CallOptions.DEFAULT,
                    request.build());
            while (answers.hasNext()) {
                out.println(json(answers.next()));
            }
        } catch (StatusRuntimeException e) {
            throw new IOException(e.getStatus().getCode() + ": " + e.getStatus().getDescription(), e);
        } finally {
            channel.shutdownNow();
        }
    }

    private static Descriptors.MethodDescriptor method(String name) {
        Descriptors.MethodDescriptor method = SERVICE.findMethodByName(name);
        if (method == null) {
            throw new IllegalArgumentException("no method " + name + ", there are "
                    + SERVICE.getMethods().stream()
                            .map(Descriptors.MethodDescriptor::getName)
                            .collect(Collectors.joining(", ")));
        }
        return method;
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
