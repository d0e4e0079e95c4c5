package io.nodecore.enrichment.jobs;

import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.enrichment.addresses.AddressRules;
import io.nodecore.enrichment.infos.IpInfo;
import io.nodecore.enrichment.infos.IpInfosTable;
import io.nodecore.enrichment.jobs.JobsTable.Run;
import io.nodecore.enrichment.providers.LookUpFailure;
import io.nodecore.enrichment.providers.ProviderClient;
import java.time.Duration;
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
 * Lets the jobs go on, page by page. What was found, its facts and the progress of the job are committed together: a process that dies
 * has either asked about a page for nothing or is done with it. The next one goes on behind the last committed page.
 *
 * <p>Counter {@code nodecore.enrichment.addresses} (job, outcome: found, unknown, reserved, unanswered).
 */
final class JobRun {

    private static final Logger log = LoggerFactory.getLogger(JobRun.class);

    private final ProviderClient asking;
    private final JobSettings settings;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final JobsTable jobs;
    private final PendingAddresses candidates;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final JobBackOff pauses;

    JobRun(
            ProviderClient asking,
            JobSettings settings,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            InstantSource clock,
            MeterRegistry meters) {
        this.asking = asking;
        this.settings = settings;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.jobs = new JobsTable(jdbc);
        this.candidates = new PendingAddresses(jdbc);
        this.clock = clock;
        this.meters = meters;
        this.pauses = new JobBackOff(settings.tick(), settings.recentEvery());
    }

    /** Does what is due now, and leaves the rest to the next turn. The caller holds the lock of the jobs. */
    void goOn() throws InterruptedException {
        for (Job job : Job.values()) {
            Optional<Run> latest = jobs.latest(job);
            if (wantsTurn(job, latest) && !asking.isHeld()) {
                play(latest.isPresent() && !latest.get().finished() ? latest.get() : begin(job, latest));
            }
        }
    }

    private boolean wantsTurn(Job job, Optional<Run> latest) {
        Instant now = clock.instant();
        return !pauses.isPaused(job, now)
                && latest.map(run ->
                                !run.finished() || !now.isBefore(run.startedAt().plus(settings.every(job))))
                        .orElse(true);
    }

    /** Whether the next page is for a later turn: the provider wants to be left alone, or new addresses go before old ones. */
    private boolean givesWay(Job job) {
        return asking.isHeld() || (job == Job.ALL && wantsTurn(Job.RECENT, jobs.latest(Job.RECENT)));
    }

    private Run begin(Job job, Optional<Run> latest) {
        // To the millisecond, which Postgres keeps whole: the run is known by this time.
        Instant now = Instant.ofEpochMilli(clock.millis());
        Instant since = switch (job) {
            case RECENT ->
                earlier(
                        now.minus(settings.recentWindow()),
                        latest.map(Run::startedAt).orElse(now));
            case ALL -> null;
        };
        Duration old = job == Job.RECENT ? settings.allEvery().multipliedBy(2) : settings.staleAfter();
        Run run = new Run(job, false, now, since, now.minus(old), "");
        jobs.begin(run, asking.provider(), candidates.count(run));
        return run;
    }

    private void play(Run begun) throws InterruptedException {
        Run run = begun;
        List<String> page = candidates.page(run, asking.batchSize());
        try {
            while (!page.isEmpty()) {
                List<IpInfo> infos = lookUp(page);
                if (!commit(run, page, infos)) {
                    log.warn("job {} goes on in another process", run.job().word());
                    return;
                }
                pauses.succeeded(run.job());
                count(run.job(), page, infos);
                run = run.at(page.getLast());
                page = candidates.page(run, asking.batchSize());
                if (!page.isEmpty() && givesWay(run.job())) {
                    return;
                }
            }
            jobs.finish(run, clock.instant());
        } catch (LookUpFailure.Silent e) {
            log.warn("job {} waits: {}", run.job().word(), e.getMessage());
            waitOrPassOver(run, page, e);
        } catch (LookUpFailure e) {
            boolean refused = e instanceof LookUpFailure.Refused;
            log.warn(
                    "job {} {}: {}",
                    run.job().word(),
                    refused ? "is given up until it is due again" : "waits",
                    e.getMessage());
            jobs.fail(run, refused, String.valueOf(e.getMessage()), clock.instant());
        } catch (RuntimeException e) {
            log.warn("job {} can't do its page of {} addresses", run.job().word(), page.size(), e);
            waitOrPassOver(run, page, e);
        }
    }

    /** The page may be at fault, and would be so again: it is tried with growing pauses, and not for ever. */
    private void waitOrPassOver(Run run, List<String> page, Exception why) {
        // Where the database is at fault, this fails too, and is the trouble of the whole turn.
        jobs.fail(run, false, String.valueOf(why.getMessage()), clock.instant());
        if (!page.isEmpty() && !pauses.failed(run.job(), clock.instant())) {
            log.error(
                    "job {} passes over {} addresses from {} to {}",
                    run.job().word(),
                    page.size(),
                    page.getFirst(),
                    page.getLast());
            jobs.advance(run, page.getLast(), page.size(), page.size());
        }
    }

    private List<IpInfo> lookUp(List<String> page) throws LookUpFailure, InterruptedException {
        List<IpInfo> infos = new ArrayList<>(page.size());
        List<String> asked = new ArrayList<>(page.size());
        for (String ip : page) {
            if (AddressRules.mayBeSent(ip)) {
                asked.add(ip);
            } else {
                infos.add(IpInfo.reserved(ip, clock.instant()));
            }
        }
        if (!asked.isEmpty()) {
            infos.addAll(asking.about(asked));
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
