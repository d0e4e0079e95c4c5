package io.nodecore.journal.topic;

/** A topic exists with settings that could lose facts; a service must not start on it. */
public final class UnsafeTopicException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnsafeTopicException(String topic, String setting, String found, String expected) {
        super("topic " + topic + " could lose facts: " + setting + " is " + found + ", expected " + expected
                + "; correct the topic's setting, then start again");
    }
}
