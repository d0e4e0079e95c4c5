package io.nodecore.control.config.revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.nodecore.configservice.RunningControl;
import io.nodecore.proto.ConfigPiece;
import io.nodecore.proto.control.GetConfigChangeRequest;
import io.nodecore.proto.control.GetConfigChangeResponse;
import io.nodecore.proto.control.GetConfigRequest;
import io.nodecore.proto.control.GetConfigResponse;
import io.nodecore.schemas.config.NodeConfigDocument;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

/** What changed between two revisions, as config-service tells the gateway. */
class ConfigChangeIT {

    private final RunningControl control = RunningControl.get();
    private final long nodeId = control.newNode().getNodeId();

    @Test
    void a_stored_revision_and_the_pieces_make_the_latest_document() throws Exception {
        long protocol = control.expect(200, "PUT", "/admin/nodes/" + nodeId + "/services", """
                        {"xray": {"inbounds": [{"tag": "in", "port": 443, "protocol": "vmess"}]}}
                        """)
                .at("/protocols/0/id")
                .longValue();
        long user = control.newUser();
        for (int i = 0; i < 5; i++) {
            control.newLink(control.newSubscription(user), protocol);
        }
        NodeConfigDocument base = document();
        control.newLink(control.newSubscription(user), protocol);

        GetConfigChangeResponse change = change(6);

        NodeConfigDocument latest = document();
        assertThat(change.getRevision()).isEqualTo(7);
        assertThat(change.getSizeBytes()).isEqualTo(latest.bytes().length);
        assertThat(change.getSha256().toByteArray()).isEqualTo(latest.sha256());
        assertThat(change.getSerializedSize()).isLessThan(latest.bytes().length / 2);
        var made = new ByteArrayOutputStream();
        for (ConfigPiece piece : change.getPiecesList()) {
            made.write(base.bytes(), (int) piece.getCopyOffset(), (int) piece.getCopyLength());
            piece.getData().writeTo(made);
        }
        assertThat(made.toByteArray()).isEqualTo(latest.bytes());
    }

    @Test
    void a_revision_that_is_not_stored_and_an_unknown_node_are_not_found() {
        for (GetConfigChangeRequest unknown :
                new GetConfigChangeRequest[] {request(nodeId, 99), request(Long.MAX_VALUE, 1)}) {
            assertThatThrownBy(() -> control.grpc().getConfigChange(unknown))
                    .satisfies(refused ->
                            assertThat(Status.fromThrowable(refused).getCode()).isEqualTo(Status.Code.NOT_FOUND));
        }
    }

    private NodeConfigDocument document() {
        GetConfigResponse config = control.grpc()
                .getConfig(GetConfigRequest.newBuilder().setNodeId(nodeId).build());
        return NodeConfigDocument.of(
                config.getRevision(),
                config.getClientMapJson(),
                config.getMtprotoClientMapJson(),
                config.getServicesJson());
    }

    private GetConfigChangeResponse change(long fromRevision) {
        return control.grpc().getConfigChange(request(nodeId, fromRevision));
    }

    private static GetConfigChangeRequest request(long nodeId, long fromRevision) {
        return GetConfigChangeRequest.newBuilder()
                .setNodeId(nodeId)
                .setFromRevision(fromRevision)
                .build();
    }
}
