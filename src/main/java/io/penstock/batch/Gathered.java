package io.penstock.batch;

import java.util.List;

/** Submissions to one topic, in the order they came, that the producer takes in one go. */
public record Gathered(String topic, List<Submission> submissions) {}
