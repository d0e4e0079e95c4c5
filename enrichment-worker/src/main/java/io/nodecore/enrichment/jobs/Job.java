package io.nodecore.enrichment.jobs;

/** The jobs, in the order in which they run. */
enum Job {
    /** Addresses that were seen first lately, so that a new user's country is known within minutes. */
    RECENT("recent"),
    /** All known addresses whose information is missing or has become old. */
    ALL("all");

    private final String word;

    Job(String word) {
        this.word = word;
    }

    /** As in {@code enrichment_jobs} and the admin API. */
    String word() {
        return word;
    }
}
