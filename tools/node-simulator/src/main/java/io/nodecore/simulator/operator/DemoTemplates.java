package io.nodecore.simulator.operator;

import java.util.Base64;
import java.util.SplittableRandom;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The services template of a simulated node: four Xray inbounds without clients, two outbounds, and MTProto. */
final class DemoTemplates {

    private static final String TEMPLATE = """
            {
              "xray": {
                "inbounds": [
                  {"tag": "vless-reality", "listen": "0.0.0.0", "port": 443, "protocol": "vless",
                   "settings": {"clients": [], "decryption": "none"},
                   "streamSettings": {"network": "tcp", "security": "reality",
                     "realitySettings": {"dest": "www.example.com:443", "serverNames": ["www.example.com"],
                       "privateKey": "", "shortIds": ["0123456789abcdef"]}},
                   "sniffing": {"enabled": true, "destOverride": ["http", "tls", "quic"]}},
                  {"tag": "vmess-ws", "listen": "0.0.0.0", "port": 8080, "protocol": "vmess",
                   "settings": {"clients": []},
                   "streamSettings": {"network": "ws", "wsSettings": {"path": "/ws"}}},
                  {"tag": "trojan-tls", "listen": "0.0.0.0", "port": 8443, "protocol": "trojan",
                   "settings": {"clients": []},
                   "streamSettings": {"network": "tcp", "security": "tls",
                     "tlsSettings": {"certificates": [
                       {"certificateFile": "/etc/xray/node.crt", "keyFile": "/etc/xray/node.key"}]}}},
                  {"tag": "shadowsocks", "listen": "0.0.0.0", "port": 8388, "protocol": "shadowsocks",
                   "settings": {"clients": [], "method": "chacha20-ietf-poly1305", "network": "tcp,udp"}}
                ],
                "outbounds": [
                  {"tag": "direct", "protocol": "freedom", "settings": {}},
                  {"tag": "block", "protocol": "blackhole", "settings": {}}
                ],
                "routing": {"domainStrategy": "IPIfNonMatch", "rules": [
                  {"type": "field", "ip": ["geoip:private"], "outboundTag": "block"},
                  {"type": "field", "protocol": ["bittorrent"], "outboundTag": "block"}
                ]}
              },
              "mtproto": {
                "inbounds": [
                  {"tag": "mtproto", "listen": "0.0.0.0", "port": 3128, "protocol": "mtproto", "settings": {"users": []}}
                ]
              }
            }
            """;

    private DemoTemplates() {}

    /** Returns equal templates for equal numbers, so that a second run changes no revision. Its private key is a sample. */
    static ObjectNode ofNode(int number) {
        ObjectNode services = (ObjectNode) JsonMapper.shared().readTree(TEMPLATE);
        byte[] key = new byte[32];
        new SplittableRandom(number).nextBytes(key);
        ArrayNode inbounds = (ArrayNode) services.path("xray").path("inbounds");
        ((ObjectNode) inbounds.get(0).path("streamSettings").path("realitySettings"))
                .put("privateKey", Base64.getUrlEncoder().withoutPadding().encodeToString(key));
        return services;
    }
}
