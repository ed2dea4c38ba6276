package io.penstock.delivery;

import io.penstock.sink.Outcome.Cause;

/** Why a sink gets nothing for now, and when it is offered the same range again. */
record Held(Cause cause, String reason, long untilMillis, int times) {}
