package io.nodecore.enrichment.jobs;

/** The jobs, in the order in which they run. */
enum Job {
    /** Looks up addresses that were first seen a short time ago, so that a new user's country is known within minutes. */
    RECENT("recent"),
    /** Looks up all known addresses once a day. */
    ALL("all");

    private final String word;

    Job(String word) {
        this.word = word;
    }

    /** The name in {@code enrichment_jobs} and in the admin API. */
    String word() {
        return word;
    }
}
