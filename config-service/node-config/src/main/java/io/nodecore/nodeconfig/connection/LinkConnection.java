package io.nodecore.nodeconfig.connection;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The parameters with which a client connects by a link. A member that does not apply is absent. It contains no private key of the node.
 *
 * @param host the node's domain, or its address
 * @param port the first port on which the inbound listens
 * @param protocol a VpnProtocol
 * @param security none, tls, reality
 * @param network raw, xhttp, mkcp, grpc, websocket, httpupgrade, hysteria; absent for mtproto
 * @param id for vless and vmess
 * @param user for socks and http
 * @param password for the other protocols, 32 hex digits for mtproto
 * @param method the cipher of shadowsocks
 * @param encryption for vless, with the node's public keys
 * @param publicKey for reality
 * @param verifyKey for reality, for ML-DSA-65
 * @param hostHeader the HTTP host of the transport
 * @param extra further settings of xhttp
 * @param tlsDomain the domain that mtproto imitates
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LinkConnection(
        String host,
        int port,
        String protocol,
        String security,
        @Nullable String network,
        @Nullable String id,
        @Nullable String user,
        @Nullable String password,
        @Nullable String method,
        @Nullable String flow,
        @Nullable String encryption,
        @Nullable String sni,
        @Nullable List<String> alpn,
        @Nullable String fingerprint,
        @Nullable String publicKey,
        @Nullable String shortId,
        @Nullable String verifyKey,
        @Nullable String path,
        @Nullable String hostHeader,
        @Nullable String serviceName,
        @Nullable String mode,
        @Nullable String headerType,
        @Nullable JsonNode extra,
        @Nullable String obfs,
        @Nullable String obfsPassword,
        @Nullable String tlsDomain) {}
