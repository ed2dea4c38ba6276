package io.penstock.ingest.http.connection;

import io.penstock.observability.Problem;
import io.penstock.observability.RequestIds;

/** What a sender hears before it is cut in the middle of a body. */
public record TooSlow(Problem problem, RequestIds requestIds) {}
