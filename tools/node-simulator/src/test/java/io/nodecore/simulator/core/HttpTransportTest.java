package io.nodecore.simulator.core;

import io.nodecore.simulator.fake.FakeCore;
import java.net.http.HttpClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

class HttpTransportTest extends CoreTransportContract {

    private final HttpClient http = HttpClient.newHttpClient();

    @Override
    CoreTransport connect(String authKey) {
        return new HttpTransport(http, core.address().http(), authKey, Duration.ofSeconds(10));
    }

    @Override
    FakeCore.Transport kind() {
        return FakeCore.Transport.HTTP;
    }

    @AfterEach
    void disconnect() {
        http.shutdownNow();
    }
}
