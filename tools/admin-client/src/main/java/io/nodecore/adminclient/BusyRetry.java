package io.nodecore.adminclient;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/** Repeats a request that is answered 503, at most 9 times within about 30 s. */
final class BusyRetry implements ClientHttpRequestInterceptor {

    private static final int TRIES = 10;
    private static final long FIRST_DELAY_MS = 100;
    private static final long LONGEST_DELAY_MS = 5_000;

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        ClientHttpResponse response = execution.execute(request, body);
        for (int tries = 1; tries < TRIES && isBusy(response); tries++) {
            response.close();
            pause(tries);
            response = execution.execute(request, body);
        }
        return response;
    }

    private static boolean isBusy(ClientHttpResponse response) throws IOException {
        return response.getStatusCode().isSameCodeAs(HttpStatus.SERVICE_UNAVAILABLE);
    }

    /** Doubles with each try; half of the delay is random. */
    private static void pause(int tries) throws IOException {
        long most = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS << (tries - 1));
        try {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted between two tries").initCause(e);
        }
    }
}
