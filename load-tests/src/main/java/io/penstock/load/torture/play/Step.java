package io.penstock.load.torture.play;

import java.time.Duration;

/** An action and its moment, counted from the beginning of the plan. */
public record Step(Duration at, Action action) {}
