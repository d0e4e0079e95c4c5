package io.nodecore.enrichment.userips;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.schemas.address.AddressText;
import io.nodecore.schemas.facts.OnlineIp;
import io.nodecore.schemas.facts.OnlineUser;
import io.nodecore.schemas.facts.OnlineUsersReported;
import java.util.ArrayList;
import java.util.List;

/** The users and addresses of one online report. Their time is the report's {@code received-at}, not the time that Xray reports. */
record ReportedIps(List<UserIp> userIps) {

    ReportedIps {
        userIps = List.copyOf(userIps);
    }

    /**
     * @throws InvalidProtocolBufferException if the value is not an online report
     * @throws IllegalArgumentException if a text in it is not an IP address
     */
    static ReportedIps parse(byte[] value) throws InvalidProtocolBufferException {
        List<UserIp> userIps = new ArrayList<>();
        for (OnlineUser user : OnlineUsersReported.parseFrom(value).getUsersList()) {
            for (OnlineIp ip : user.getIpsList()) {
                userIps.add(new UserIp(user.getUserId(), AddressText.canonical(ip.getIp())));
            }
        }
        return new ReportedIps(userIps);
    }
}
