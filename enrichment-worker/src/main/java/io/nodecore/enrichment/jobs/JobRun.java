package io.nodecore.enrichment.jobs;

import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.enrichment.addresses.AddressRules;
import io.nodecore.enrichment.infos.IpInfo;
import io.nodecore.enrichment.infos.IpInfosTable;
import io.nodecore.enrichment.jobs.JobsTable.Run;
import io.nodecore.enrichment.providers.LookUpFailure;
import io.nodecore.enrichment.providers.ProviderClient;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Advances the jobs page by page. Information, facts and the progress of the job are committed in one transaction: a process that dies
 * either repeats one page or none. The next process continues after the last committed page.
 *
 * <p>Counter {@code nodecore.enrichment.addresses} (job, outcome: found, unknown, reserved, unanswered).
 */
final class JobRun {

    private static final Logger log = LoggerFactory.getLogger(JobRun.class);

    private final ProviderClient provider;
    private final JobSettings settings;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final JobsTable jobs;
    private final PendingAddresses pending;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final JobBackOff backOff;

    JobRun(
            ProviderClient provider,
            JobSettings settings,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            InstantSource clock,
            MeterRegistry meters) {
        this.provider = provider;
        this.settings = settings;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.jobs = new JobsTable(jdbc);
        this.pending = new PendingAddresses(jdbc);
        this.clock = clock;
        this.meters = meters;
        this.backOff = new JobBackOff(settings.tick(), settings.recentEvery());
    }

    /** Works on the jobs that are due, until they are finished or have to wait. The caller holds the lock of the jobs. */
    void advance() throws InterruptedException {
        for (Job job : Job.values()) {
            Optional<Run> latest = jobs.latest(job);
            if (isDue(job, latest) && !provider.isHeld()) {
                runPages(latest.isPresent() && !latest.get().finished() ? latest.get() : begin(job, latest));
            }
        }
    }

    private boolean isDue(Job job, Optional<Run> latest) {
        Instant now = clock.instant();
        return !backOff.isPaused(job, now)
                && latest.map(run ->
                                !run.finished() || !now.isBefore(run.startedAt().plus(settings.every(job))))
                        .orElse(true);
    }

    /** Returns whether the job must stop after this page: the provider asked for a pause, or the job for new addresses is due. */
    private boolean mustYield(Job job) {
        return provider.isHeld() || (job == Job.ALL && isDue(Job.RECENT, jobs.latest(Job.RECENT)));
    }

    private Run begin(Job job, Optional<Run> latest) {
        // In milliseconds, which Postgres stores exactly: this time identifies the run.
        Instant now = Instant.ofEpochMilli(clock.millis());
        Instant since = switch (job) {
            case RECENT ->
                earlier(
                        now.minus(settings.recentWindow()),
                        latest.map(Run::startedAt).orElse(now));
            case ALL -> null;
        };
        Run run = new Run(job, false, now, since, "");
        jobs.begin(run, provider.provider(), pending.count(run, staleBefore(job)));
        return run;
    }

    private List<String> pageOf(Run run) {
        return pending.page(run, staleBefore(run.job()), provider.batchSize());
    }

    /** By the time of the page, not of the run's start: a run may take hours. */
    private Instant staleBefore(Job job) {
        return clock.instant().minus(settings.staleAfter(job));
    }

    private void runPages(Run begun) throws InterruptedException {
        Run run = begun;
        List<String> page = pageOf(run);
        try {
            while (!page.isEmpty()) {
                List<IpInfo> infos = lookUp(page);
                if (!commit(run, page, infos)) {
                    log.warn("another process advances job {}", run.job().word());
                    return;
                }
                backOff.succeeded(run.job());
                count(run.job(), page, infos);
                run = run.at(page.getLast());
                page = pageOf(run);
                if (!page.isEmpty() && mustYield(run.job())) {
                    return;
                }
            }
            jobs.finish(run, clock.instant());
        } catch (LookUpFailure.Silent e) {
            log.warn("job {} waits: {}", run.job().word(), e.getMessage());
            waitOrSkip(run, page, e);
        } catch (LookUpFailure e) {
            boolean refused = e instanceof LookUpFailure.Refused;
            log.warn(
                    "job {} {}: {}", run.job().word(), refused ? "ends until its next start" : "waits", e.getMessage());
            jobs.fail(run, refused, String.valueOf(e.getMessage()), clock.instant());
        } catch (RuntimeException e) {
            log.warn("job {} can't store a page of {} addresses", run.job().word(), page.size(), e);
            waitOrSkip(run, page, e);
        }
    }

    /** The page itself may be the cause, so it is tried again with growing pauses and skipped after several attempts. */
    private void waitOrSkip(Run run, List<String> page, Exception why) {
        // If the database is the cause, this fails too, and the whole turn fails.
        jobs.fail(run, false, String.valueOf(why.getMessage()), clock.instant());
        if (!page.isEmpty() && !backOff.failed(run.job(), clock.instant())) {
            log.error(
                    "job {} skips {} addresses, from {} to {}",
                    run.job().word(),
                    page.size(),
                    page.getFirst(),
                    page.getLast());
            jobs.advance(run, page.getLast(), page.size(), page.size());
        }
    }

    private List<IpInfo> lookUp(List<String> page) throws LookUpFailure, InterruptedException {
        List<IpInfo> infos = new ArrayList<>(page.size());
        List<String> sent = new ArrayList<>(page.size());
        for (String ip : page) {
            if (AddressRules.mayBeSent(ip)) {
                sent.add(ip);
            } else {
                infos.add(IpInfo.reserved(ip, clock.instant()));
            }
        }
        if (!sent.isEmpty()) {
            infos.addAll(provider.lookUp(sent));
        }
        return infos;
    }

    private boolean commit(Run run, List<String> page, List<IpInfo> infos) {
        long unknown =
                page.size() - infos.stream().filter(info -> !info.isUnknown()).count();
        return Boolean.TRUE.equals(transactions.execute(status -> {
            if (!jobs.advance(run, page.getLast(), page.size(), unknown)) {
                return false;
            }
            IpInfosTable.add(jdbc, infos);
            return true;
        }));
    }

    private void count(Job job, List<String> page, List<IpInfo> infos) {
        for (IpInfo info : infos) {
            String outcome = "reserved".equals(info.type()) ? "reserved" : info.isUnknown() ? "unknown" : "found";
            meters.counter("nodecore.enrichment.addresses", "job", job.word(), "outcome", outcome)
                    .increment();
        }
        meters.counter("nodecore.enrichment.addresses", "job", job.word(), "outcome", "unanswered")
                .increment(page.size() - infos.size());
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
