package io.penstock.deadletter;

import io.penstock.access.Act;

/**
 * What a person wants done with dead letters.
 *
 * @param act who asks, from where, for the audit trail
 * @param why in the person's words; the index keeps them with each letter
 */
public record Order(Act act, Selection selection, String why) {}
