package io.penstock.batch;

import io.penstock.event.RequestStamp;
import io.penstock.event.Slices;
import io.penstock.event.Stream;
import io.penstock.event.cloudevents.Attributes;
import io.vertx.core.Promise;
import java.util.Optional;

/**
 * The events of one request on their way to the log, with the sender's promise: it is kept when the
 * log or the spool has every one of them, and broken when one of them may not be there.
 *
 * @param stamp what the door knows of the request, shared by its records
 * @param traceparent the sender's trace, as it was given
 * @param attributes what stands beside the bytes of a CloudEvent in binary mode
 * @param kept completed on any thread
 */
public record Submission(
    Stream stream,
    Slices slices,
    RequestStamp stamp,
    Optional<String> traceparent,
    Optional<Attributes> attributes,
    Promise<Keeping> kept) {}
