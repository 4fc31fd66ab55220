package io.github.miragemaven.local.service;

import io.github.miragemaven.local.http.HttpAnswer;
import io.github.miragemaven.local.http.HttpRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** One of AWS's services. */
public interface Service {

  /**
   * The name in a signature's scope and in front of the actions of a policy, such as {@code ec2}.
   */
  String name();

  /** What a policy calls an operation, which is its name for most services. */
  default String action(String operation) {
    return operation;
  }

  /** Whether it is one for all regions, so that requests are signed for {@code us-east-1}. */
  default boolean isGlobal() {
    return false;
  }

  /** The name of the operation that a request calls; empty where there is none such. */
  Optional<String> operation(HttpRequest request);

  /** The block that a request is about, where it is about one. */
  default Optional<BlockId> block(HttpRequest request) {
    return Optional.empty();
  }

  /** Whether the operation's body may be left out of the signature. */
  default boolean mayLeavePayloadUnsigned(String operation) {
    return false;
  }

  /** Where bodies go that are too large for memory; empty where it takes none. */
  default Optional<Path> spool() {
    return Optional.empty();
  }

  /**
   * Does what a call asks for.
   *
   * @throws Refusal where it cannot be done
   * @throws IOException where the region's files fail
   */
  HttpAnswer perform(Call call) throws Refusal, IOException;

  /** This service's refusal for a error, with its own code, status and, where it has one, text. */
  Refusal refusal(ErrorKind error, String detail);

  /** A refusal as this service's protocol writes it. */
  HttpAnswer refuse(Refusal refusal, String requestId);
}
