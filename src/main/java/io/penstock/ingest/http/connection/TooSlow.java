package io.penstock.ingest.http.connection;

import io.penstock.observability.Problem;
import io.penstock.observability.RequestIds;
import java.util.function.Consumer;

/**
 * What a sender hears before it is cut in the middle of a body.
 *
 * @param heard told the path of each request that was answered so
 */
public record TooSlow(Problem problem, RequestIds requestIds, Consumer<String> heard) {}
