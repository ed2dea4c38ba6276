package io.penstock.ingest.grpc;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.penstock.access.Access;
import io.penstock.access.Admission.Admitted;
import io.penstock.access.Admission.Denied;
import io.penstock.access.Caller;
import io.penstock.access.limit.Allowance;
import io.penstock.access.limit.Excess;
import io.penstock.access.signing.Signatures.Begun;
import io.penstock.access.signing.SignedRequest;
import io.penstock.access.signing.SigningFault;
import io.penstock.access.signing.SigningKey;
import io.penstock.access.tenant.Scope;
import io.penstock.batch.Credit;
import io.penstock.grpc.EventBatchResponse;
import io.penstock.ingest.grpc.connection.Connections;
import io.penstock.ingest.grpc.message.Inflow;
import io.penstock.observability.Health;
import io.penstock.observability.Meters;
import io.penstock.observability.RequestIds;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Lets calls of Send in, and knows those that are not over. Used on the network's threads. */
final class Calls implements ServerCallHandler<byte[], EventBatchResponse> {
  /** A second one is a fault, and is only found where it may come. */
  private static final int MESSAGES_AWAITED = 2;

  private final Access access;
  private final Credit credit;
  private final Health health;
  private final Meters meters;
  private final Duration callTimeout;
  private final Set<Call> open = ConcurrentHashMap.newKeySet();
  private final ThreadLocal<RequestIds> requestIds = ThreadLocal.withInitial(RequestIds::new);

  Calls(Access access, Credit credit, Health health, Meters meters, Duration callTimeout) {
    this.access = access;
    this.credit = credit;
    this.health = health;
    this.meters = meters;
    this.callTimeout = callTimeout;
  }

  @Override
  public ServerCall.Listener<byte[]> startCall(
      ServerCall<byte[], EventBatchResponse> call, Metadata metadata) {
    String requestId = requestIds.get().of(metadata.get(CallHead.REQUEST_ID));
    var given = CallHead.credentials(metadata, call.getAttributes());
    return switch (access.gatekeeper().admit(given, Scope.SENDING)) {
      case Denied denied -> refuse(call, Refusals.denied(denied.why()), requestId);
      case Admitted(Caller caller) ->
          health.isDraining()
              ? refuse(call, Refusals.DRAINING, requestId)
              : begin(call, metadata, caller, requestId);
    };
  }

  private ServerCall.Listener<byte[]> begin(
      ServerCall<byte[], EventBatchResponse> call,
      Metadata metadata,
      Caller caller,
      String requestId) {
    Allowance allowance = access.limiter().of(caller.tenant());
    Optional<Excess> excess = allowance.excess();
    if (excess.isPresent()) {
      return refuse(call, Refusals.limited(excess.get()), requestId);
    }
    if (caller.signsWith().isEmpty()) {
      return begin(call, CallHead.read(metadata, caller, allowance, Optional.empty(), requestId));
    }
    SigningKey key = caller.signsWith().get();
    return switch (access.signatures().begin(key, caller, name -> CallHead.texts(metadata, name))) {
      case Begun.Wrong(SigningFault fault) -> refuse(call, Refusals.unsigned(fault), requestId);
      case Begun.Signed(SignedRequest signed) ->
          begin(call, CallHead.read(metadata, caller, allowance, Optional.of(signed), requestId));
    };
  }

  private Call begin(ServerCall<byte[], EventBatchResponse> call, CallHead head) {
    Door door = Objects.requireNonNull(call.getAttributes().get(Doors.DOOR));
    var share = credit.of(head.allowance().tenantId(), head.allowance().weight());
    var begun = new Call(call, head, door, share, Context.current().getDeadline(), open);
    open.add(begun);
    Inflow.ofThisCall().tell(begun::receive);
    call.request(MESSAGES_AWAITED);
    return begun;
  }

  private ServerCall.Listener<byte[]> refuse(
      ServerCall<byte[], EventBatchResponse> call, Refusal refusal, String requestId) {
    meters.refused(refusal.code());
    call.close(refusal.toStatus(), refusal.trailers(requestId));
    return new ServerCall.Listener<>() {};
  }

  /** Ends calls whose message should have come by now, and those whose answer nobody reads. */
  void sweep() {
    long now = System.nanoTime();
    open.forEach(call -> call.sweep(now, callTimeout.toNanos(), Connections.UNREAD_MAX.toNanos()));
  }

  /** Whether the network has the answer to every call. */
  boolean isEmpty() {
    return open.isEmpty();
  }
}
