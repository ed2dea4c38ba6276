package io.penstock.access.limit;

import java.time.Duration;

/**
 * Why nothing of a tenant's is taken at the moment.
 *
 * @param code the word for programs
 * @param detail sentences for the sender
 * @param retryAfter when to come back; it differs from sender to sender, so that they do not all
 *     come at once
 * @param fields what the tenant is held to, as headers of HTTP say it
 */
public record Excess(String code, String detail, Duration retryAfter, LimitFields fields) {}
