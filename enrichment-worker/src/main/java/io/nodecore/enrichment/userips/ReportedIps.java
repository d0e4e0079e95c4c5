package io.nodecore.enrichment.userips;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.schemas.facts.OnlineIp;
import io.nodecore.schemas.facts.OnlineUser;
import io.nodecore.schemas.facts.OnlineUsersReported;
import java.util.ArrayList;
import java.util.List;

/** Who was where, according to one online report; their time is the report's {@code received-at}, not what Xray knows. */
record ReportedIps(List<UserIp> userIps) {

    ReportedIps {
        userIps = List.copyOf(userIps);
    }

    /**
     * @throws InvalidProtocolBufferException when the value is no online report
     * @throws IllegalArgumentException when it names an address that is none
     */
    static ReportedIps parse(byte[] value) throws InvalidProtocolBufferException {
        List<UserIp> userIps = new ArrayList<>();
        for (OnlineUser user : OnlineUsersReported.parseFrom(value).getUsersList()) {
            for (OnlineIp ip : user.getIpsList()) {
                userIps.add(new UserIp(user.getUserId(), IpText.normalised(ip.getIp())));
            }
        }
        return new ReportedIps(userIps);
    }
}
