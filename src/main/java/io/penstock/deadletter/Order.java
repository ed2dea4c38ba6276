package io.penstock.deadletter;

import io.penstock.access.audit.Act;

/**
 * What a person wants done with dead letters.
 *
 * @param act who asks, from where and why, for the audit trail; the index keeps the reason with
 *     each letter
 */
public record Order(Act act, Selection selection) {}
