package io.penstock.access;

import io.penstock.access.limit.Limiter;
import io.penstock.access.signing.Signatures;

/** All that a door asks about who sends. */
public record Access(Gatekeeper gatekeeper, Signatures signatures, Limiter limiter) {}
