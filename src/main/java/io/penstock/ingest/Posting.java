package io.penstock.ingest;

import io.penstock.access.limit.Allowance;
import io.penstock.event.RequestStamp;
import io.penstock.event.Slicer.Form;
import io.penstock.event.Stream;
import io.penstock.event.cloudevents.Attributes;
import java.util.Optional;

/**
 * One request with events, as a door hands it to the intake.
 *
 * @param body nobody may change it any more
 * @param places where the events stand in the body, from and to in turn, where the door knows;
 *     otherwise {@code form} says how they stand there
 * @param traceparent the sender's trace, as W3C Trace Context writes it
 * @param attributes what stands beside the body, where it is the data of a CloudEvent
 * @param idempotencyKey the sender's word for this request, the same when it is repeated
 * @param atomic whether one bad event is to cost all of them
 * @param allowance what the tenant has left, from which the request is taken; empty for our own
 */
public record Posting(
    Stream stream,
    byte[] body,
    Form form,
    Optional<int[]> places,
    RequestStamp stamp,
    Optional<String> traceparent,
    Optional<Attributes> attributes,
    Optional<String> idempotencyKey,
    boolean atomic,
    Optional<Allowance> allowance) {}
