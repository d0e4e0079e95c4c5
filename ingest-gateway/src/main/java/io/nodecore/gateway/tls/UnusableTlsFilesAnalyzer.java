package io.nodecore.gateway.tls;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Reports a failed start in one line instead of a stack trace. */
final class UnusableTlsFilesAnalyzer extends AbstractFailureAnalyzer<UnusableTlsFiles> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, UnusableTlsFiles cause) {
        return new FailureAnalysis(cause.getMessage(), null, failure);
    }
}
