package io.penstock.access.tenant;

import io.penstock.access.audit.Act;

/**
 * What somebody asks for.
 *
 * @param dryRun whether it is only to be seen what it would do
 */
public record Order(Act act, boolean dryRun) {}
