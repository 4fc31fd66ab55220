package io.github.miragemaven.local.service;

import io.github.miragemaven.local.http.HttpRequest;
import io.github.miragemaven.local.http.HttpResponse;
import java.io.IOException;
import java.util.Optional;

/** An AWS service. */
public interface Service {

  /** Returns the service's name in credential scopes and in policy actions, such as {@code ec2}. */
  String name();

  /**
   * Returns the name of an operation in policies, which is the operation's own for most services.
   */
  default String action(String operation) {
    return operation;
  }

  /** Tells whether the service is global, so that requests are signed for {@code us-east-1}. */
  default boolean isGlobal() {
    return false;
  }

  /** Returns the name of the operation that a request calls, or empty if there is none. */
  Optional<String> operation(HttpRequest request);

  /** Returns the block that a request refers to, if any. */
  default Optional<BlockId> block(HttpRequest request) {
    return Optional.empty();
  }

  /** Tells whether the operation accepts an unsigned payload. */
  default boolean mayLeavePayloadUnsigned(String operation) {
    return false;
  }

  /**
   * Performs a call.
   *
   * @throws ServiceError if the service refuses it
   * @throws IOException if the region's files cannot be read or written
   */
  HttpResponse perform(Call call) throws ServiceError, IOException;

  /**
   * Returns this service's error of a kind. Services without a text of their own use the detail.
   */
  ServiceError error(ErrorKind error, String detail);

  /** Returns an error in the form of the service's protocol. */
  HttpResponse errorResponse(ServiceError error, String requestId);
}
