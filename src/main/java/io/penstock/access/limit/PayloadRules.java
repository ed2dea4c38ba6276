package io.penstock.access.limit;

import io.penstock.access.tenant.Limit;
import io.penstock.access.tenant.Limits;
import io.penstock.event.Stream;
import io.penstock.event.analytics.PropertyLimits;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How large what one tenant sends may be, where that is less than others may. For any thread. */
final class PayloadRules {
  private final Limits limits;
  private final boolean isNarrower;
  private final Map<Stream, Stream> narrowed = new ConcurrentHashMap<>();

  PayloadRules(Limits limits) {
    this.limits = limits;
    this.isNarrower =
        limits.named().keySet().stream()
            .anyMatch(limit -> limit.isOfPayload() && limits.of(limit) != Limit.UNLIMITED);
  }

  int requestBytesMax(int otherwise) {
    return isNarrower ? Math.min(otherwise, of(Limit.REQUEST_BYTES_MAX)) : otherwise;
  }

  /** The same object each time, so that what is made for it can be used again. */
  Stream of(Stream stream) {
    return isNarrower ? narrowed.computeIfAbsent(stream, this::narrow) : stream;
  }

  private Stream narrow(Stream stream) {
    return stream.within(
        of(Limit.EVENTS_MAX),
        of(Limit.EVENT_BYTES_MAX),
        new PropertyLimits(
            of(Limit.PROPERTIES_MEMBERS_MAX),
            of(Limit.PROPERTIES_DEPTH_MAX),
            of(Limit.PROPERTIES_BYTES_MAX)));
  }

  private int of(Limit limit) {
    return (int) Math.min(Integer.MAX_VALUE, limits.of(limit));
  }
}
