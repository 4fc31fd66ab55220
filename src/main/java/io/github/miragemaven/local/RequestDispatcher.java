package io.github.miragemaven.local;

import io.github.miragemaven.local.http.Handler;
import io.github.miragemaven.local.http.HttpRequest;
import io.github.miragemaven.local.http.HttpResponse;
import io.github.miragemaven.local.service.AccountRules;
import io.github.miragemaven.local.service.Call;
import io.github.miragemaven.local.service.CallFilter;
import io.github.miragemaven.local.service.ErrorKind;
import io.github.miragemaven.local.service.Identity;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.Service;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.signature.Authenticator;
import io.github.miragemaven.local.signature.Authorization;
import io.github.miragemaven.local.signature.InvalidSignatureException;
import io.github.miragemaven.local.signature.SignatureError;
import io.github.miragemaven.local.state.DamagedRecordException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Dispatches requests: finds the service and the operation, checks the signature, and performs the
 * call.
 */
final class RequestDispatcher implements Handler {

  private static final DateTimeFormatter DATE = DateTimeFormatter.RFC_1123_DATE_TIME;

  /** The region that requests to global services are signed for. */
  private static final String GLOBAL = "us-east-1";

  private final List<Service> services;
  private final String region;
  private final Path directory;
  private final AccountRules account;
  private final Authenticator authenticator;
  private final CallFilter filter;
  private final InstantSource requestClock;

  /** Dispatches to services; the first one handles unsigned requests. */
  RequestDispatcher(
      RegionContext context,
      List<Service> services,
      Authenticator authenticator,
      RegionOptions options) {
    this.services = List.copyOf(services);
    this.region = context.name();
    this.directory = context.directory();
    this.account = context.account();
    this.authenticator = authenticator;
    this.filter = options.filter();
    this.requestClock = options.requestClock();
  }

  @Override
  public HttpResponse respond(HttpRequest request) {
    String requestId = UUID.randomUUID().toString();
    Service service = service(request);
    HttpResponse answer;
    try {
      Optional<String> operation = service.operation(request);
      check(service, request, operation);
      if (operation.isEmpty()) {
        throw service.error(ErrorKind.OPERATION_UNKNOWN, request.path());
      }
      Call call = new Call(operation.get(), request, requestId, Optional.empty());
      answer = filter.respond(service, call, next -> answer(service, next));
    } catch (ServiceError e) {
      answer = service.errorResponse(e, requestId);
    }
    return answer
        .with("x-amzn-RequestId", requestId)
        .with("Date", DATE.format(requestClock.instant().atOffset(ZoneOffset.UTC)));
  }

  /** Returns the service that the request is signed for. */
  private Service service(HttpRequest request) {
    Optional<String> name = Authorization.of(request).map(Authorization::service);
    if (name.isEmpty()) {
      return services.get(0);
    }
    return services.stream()
        .filter(service -> name.get().equals(service.name()))
        .findFirst()
        .orElseGet(() -> UnknownService.of(name.get(), region, request));
  }

  private void check(Service service, HttpRequest request, Optional<String> operation)
      throws ServiceError {
    try {
      authenticator.authenticate(
          request,
          service.isGlobal() ? GLOBAL : region,
          operation.filter(service::mayLeavePayloadUnsigned).isPresent());
    } catch (InvalidSignatureException e) {
      throw service.error(kind(e.error()), e.getMessage());
    }
  }

  private static ErrorKind kind(SignatureError error) {
    return switch (error) {
      case MISSING -> ErrorKind.SIGNATURE_MISSING;
      case INCOMPLETE -> ErrorKind.SIGNATURE_INCOMPLETE;
      case UNKNOWN_KEY -> ErrorKind.KEY_UNKNOWN;
      case MISMATCH -> ErrorKind.SIGNATURE_WRONG;
      case SKEWED -> ErrorKind.CLOCK_SKEWED;
      case TOKEN_EXPIRED -> ErrorKind.TOKEN_EXPIRED;
    };
  }

  private HttpResponse answer(Service service, Call call) {
    try {
      if (!account.allows(action(service, call.operation()))) {
        throw service.error(ErrorKind.DENIED, Identity.denied(action(service, call.operation())));
      }
      return service.perform(call);
    } catch (ServiceError e) {
      return service.errorResponse(e, call.requestId());
    } catch (DamagedRecordException e) {
      return service.errorResponse(
          ServiceError.of(DamagedRecordException.CODE, e.getMessage()), call.requestId());
    } catch (IOException | RuntimeException e) {
      return service.errorResponse(
          DiskFull.error(directory, e).orElseGet(() -> broken(service, call, e)), call.requestId());
    }
  }

  /** Reports an internal failure with its own message, which is more helpful than the service's. */
  private static ServiceError broken(Service service, Call call, Exception failure) {
    ServiceError own = service.error(ErrorKind.INTERNAL, call.operation());
    return ServiceError.of(own.status(), own.code(), failure.toString());
  }

  private static String action(Service service, String operation) {
    return service.name() + ":" + service.action(operation);
  }
}
