package io.github.miragemaven.local;

import io.github.miragemaven.local.fault.Fault;
import io.github.miragemaven.local.fault.FaultPlan;
import io.github.miragemaven.local.fault.Faults;
import io.github.miragemaven.local.http.Handler;
import io.github.miragemaven.local.http.HttpAnswer;
import io.github.miragemaven.local.http.HttpRequest;
import io.github.miragemaven.local.http.Reply;
import io.github.miragemaven.local.service.Call;
import io.github.miragemaven.local.service.Identity;
import io.github.miragemaven.local.service.Policy;
import io.github.miragemaven.local.service.Refusal;
import io.github.miragemaven.local.service.Service;
import io.github.miragemaven.local.service.Trouble;
import io.github.miragemaven.local.signature.Authorization;
import io.github.miragemaven.local.signature.Flaw;
import io.github.miragemaven.local.signature.FlawedSignatureException;
import io.github.miragemaven.local.signature.SignatureCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where every request comes in. It finds its service and its operation, its signature is checked,
 * the fault that a test has for it strikes, the policy is asked, and it is performed.
 */
final class FrontDoor implements Handler {

  private static final DateTimeFormatter DATE = DateTimeFormatter.RFC_1123_DATE_TIME;

  /** The region that requests to global services are signed for. */
  private static final String GLOBAL = "us-east-1";

  private final List<Service> services;
  private final String region;
  private final Path directory;
  private final SignatureCheck signatures;
  private final Policy policy;
  private final Duration latency;
  private final InstantSource requestClock;
  private final Map<String, Long> requests = new ConcurrentHashMap<>();
  private volatile FaultPlan faults;

  /** The door to some services; the first answers requests that name none. */
  FrontDoor(List<Service> services, SignatureCheck signatures, LocalRegionSettings settings) {
    this.services = List.copyOf(services);
    this.region = settings.name();
    this.directory = settings.directory();
    this.signatures = signatures;
    this.policy = settings.policy();
    this.latency = settings.latency();
    this.requestClock = settings.requestClock();
    this.faults = new FaultPlan(settings.faults());
  }

  /** Fails requests by other rules from now on. */
  void inject(Faults others) {
    faults = new FaultPlan(others);
  }

  /** How many signed requests came in for each operation, failed ones too. */
  Map<String, Long> requests() {
    return new TreeMap<>(requests);
  }

  @Override
  public Reply reply(HttpRequest request) {
    String requestId = UUID.randomUUID().toString();
    Service service = service(request);
    Reply reply;
    try {
      Optional<String> operation = service.operation(request);
      check(service, request, operation);
      if (operation.isEmpty()) {
        throw service.refusal(Trouble.OPERATION_UNKNOWN, request.path());
      }
      requests.merge(operation.get(), 1L, Long::sum);
      reply = reply(service, new Call(operation.get(), request, requestId, Optional.empty()));
    } catch (Refusal e) {
      reply = Reply.whole(service.refuse(e, requestId));
    }
    return new Reply(
        reply
            .answer()
            .with("x-amzn-RequestId", requestId)
            .with("Date", DATE.format(requestClock.instant().atOffset(ZoneOffset.UTC))),
        reply.delivery(),
        reply.delay().plus(latency));
  }

  @Override
  public Optional<Path> spool(HttpRequest head) {
    return service(head).spool();
  }

  /** The service that the request is signed for. */
  private Service service(HttpRequest request) {
    Optional<String> name = Authorization.of(request).map(Authorization::service);
    return services.stream()
        .filter(service -> name.equals(Optional.of(service.name())))
        .findFirst()
        .orElse(services.get(0));
  }

  private void check(Service service, HttpRequest request, Optional<String> operation)
      throws Refusal {
    try {
      signatures.check(
          request,
          service.isGlobal() ? GLOBAL : region,
          operation.filter(service::mayLeavePayloadUnsigned).isPresent());
    } catch (FlawedSignatureException e) {
      throw service.refusal(trouble(e.flaw()), e.getMessage());
    }
  }

  private static Trouble trouble(Flaw flaw) {
    return switch (flaw) {
      case MISSING -> Trouble.SIGNATURE_MISSING;
      case INCOMPLETE -> Trouble.SIGNATURE_INCOMPLETE;
      case UNKNOWN_KEY -> Trouble.KEY_UNKNOWN;
      case MISMATCH -> Trouble.SIGNATURE_WRONG;
      case SKEWED -> Trouble.CLOCK_SKEWED;
      case TOKEN_EXPIRED -> Trouble.TOKEN_EXPIRED;
    };
  }

  /** Answers as the fault that is meant for the call will have it. */
  private Reply reply(Service service, Call call) throws Refusal {
    Optional<Fault> meant = faults.next(call.operation(), service.block(call.request()));
    if (meant.isEmpty()) {
      return Reply.whole(answer(service, call));
    }
    Fault fault = meant.get();
    if (fault.trouble().isPresent()) {
      throw refusal(service, fault.trouble().get(), call.operation());
    }
    HttpAnswer answer =
        fault.performed() ? answer(service, call.with(fault.quirk())) : HttpAnswer.of(500);
    return new Reply(answer, fault.delivery(), fault.delay());
  }

  private HttpAnswer answer(Service service, Call call) {
    try {
      if (!policy.allows(action(service, call.operation()))) {
        throw refusal(service, Trouble.DENIED, call.operation());
      }
      return service.perform(call);
    } catch (Refusal e) {
      return service.refuse(e, call.requestId());
    } catch (IOException | RuntimeException e) {
      return service.refuse(
          DiskFull.refusal(directory, e).orElseGet(() -> broken(service, call, e)),
          call.requestId());
    }
  }

  /** The region's own fault: its words help more than the service's. */
  private static Refusal broken(Service service, Call call, Exception failure) {
    Refusal own = service.refusal(Trouble.INTERNAL, call.operation());
    return Refusal.of(own.status(), own.code(), failure.toString());
  }

  private static Refusal refusal(Service service, Trouble trouble, String operation) {
    return trouble == Trouble.DENIED
        ? service.refusal(trouble, Identity.denied(action(service, operation)))
        : service.refusal(trouble, operation);
  }

  private static String action(Service service, String operation) {
    return service.name() + ":" + service.action(operation);
  }
}
