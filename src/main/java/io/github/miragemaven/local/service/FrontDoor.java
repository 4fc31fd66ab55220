package io.github.miragemaven.local.service;

import io.github.miragemaven.local.http.Handler;
import io.github.miragemaven.local.http.HttpAnswer;
import io.github.miragemaven.local.http.HttpRequest;
import io.github.miragemaven.local.http.Reply;
import io.github.miragemaven.local.signature.Authorization;
import io.github.miragemaven.local.signature.Flaw;
import io.github.miragemaven.local.signature.FlawedSignatureException;
import io.github.miragemaven.local.signature.SignatureCheck;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Where every request comes in: it finds its service, its signature is checked, it is performed.
 */
public final class FrontDoor implements Handler {

  private final List<Service> services;
  private final SignatureCheck signatures;

  /** The door to some services; the first answers requests that name none. */
  public FrontDoor(List<Service> services, SignatureCheck signatures) {
    this.services = List.copyOf(services);
    this.signatures = signatures;
  }

  @Override
  public Reply reply(HttpRequest request) {
    String requestId = UUID.randomUUID().toString();
    Service service = service(request);
    return Reply.whole(answer(service, request, requestId).with("x-amzn-RequestId", requestId));
  }

  private HttpAnswer answer(Service service, HttpRequest request, String requestId) {
    try {
      Optional<String> operation = service.operation(request);
      check(service, request, operation);
      if (operation.isEmpty()) {
        throw service.refusal(Trouble.OPERATION_UNKNOWN, request.path());
      }
      return service.perform(new Call(operation.get(), request, requestId));
    } catch (Refusal e) {
      return service.refuse(e, requestId);
    } catch (IOException e) {
      return service.refuse(service.refusal(Trouble.INTERNAL, e.toString()), requestId);
    }
  }

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
      signatures.check(request, operation.filter(service::mayLeavePayloadUnsigned).isPresent());
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
}
