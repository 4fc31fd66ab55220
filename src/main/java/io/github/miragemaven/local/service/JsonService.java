package io.github.miragemaven.local.service;

import io.github.miragemaven.local.http.HttpRequest;
import io.github.miragemaven.local.http.HttpResponse;
import io.github.miragemaven.local.state.Json;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A service with the AWS JSON 1.1 protocol: the header {@code X-Amz-Target} names the operation,
 * bodies are JSON objects.
 */
public abstract class JsonService implements Service {

  private static final String CONTENT_TYPE = "application/x-amz-json-1.1";

  private final String name;
  private final String targetPrefix;
  private final Map<String, JsonOperation> operations;

  /** An operation: maps the input members to the output members. */
  @FunctionalInterface
  public interface JsonOperation {

    /** Performs the operation. */
    ObjectNode perform(JsonNode input) throws ServiceError, IOException;
  }

  /**
   * Creates a service.
   *
   * @param name its signing name
   * @param targetPrefix the prefix of the operation in {@code X-Amz-Target}
   * @param operations the operations by name
   */
  protected JsonService(String name, String targetPrefix, Map<String, JsonOperation> operations) {
    this.name = name;
    this.targetPrefix = targetPrefix;
    this.operations = Map.copyOf(operations);
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Optional<String> operation(HttpRequest request) {
    return request
        .header("x-amz-target")
        .filter(target -> target.startsWith(targetPrefix + "."))
        .map(target -> target.substring(targetPrefix.length() + 1))
        .filter(operations::containsKey);
  }

  @Override
  public final HttpResponse perform(Call call) throws ServiceError, IOException {
    JsonNode input;
    try {
      input = Json.MAPPER.readTree(call.request().body().text());
    } catch (JacksonException e) {
      throw ServiceError.of("SerializationException", "The body is not JSON");
    }
    ObjectNode output = operations.get(call.operation()).perform(input);
    return HttpResponse.of(200).withBody(CONTENT_TYPE, output.toString());
  }

  @Override
  public final ServiceError error(ErrorKind error, String detail) {
    return switch (error) {
      case SIGNATURE_MISSING ->
          ServiceError.of(
              400, "MissingAuthenticationTokenException", "Missing Authentication Token");
      case SIGNATURE_INCOMPLETE -> ServiceError.of(400, "IncompleteSignatureException", detail);
      case KEY_UNKNOWN -> ServiceError.of(400, "UnrecognizedClientException", detail);
      case SIGNATURE_WRONG, CLOCK_SKEWED ->
          ServiceError.of(400, "InvalidSignatureException", detail);
      case TOKEN_EXPIRED -> ServiceError.of(400, "ExpiredTokenException", detail);
      case OPERATION_UNKNOWN -> ServiceError.of(400, "UnknownOperationException", "");
      case DENIED -> ServiceError.of(400, "AccessDeniedException", detail);
      case THROTTLED -> ServiceError.of(400, "ThrottlingException", "Rate exceeded");
      case CONCURRENT_LIMIT -> ServiceError.of(400, "LimitExceededException", "Limit exceeded");
      case NOT_FOUND -> notFound(detail);
      case INTERNAL, BLOCK_UNREADABLE ->
          ServiceError.of(500, "InternalServerError", "Internal server error");
      case UNAVAILABLE ->
          ServiceError.of(503, "ServiceUnavailableException", "Service is unavailable");
    };
  }

  /** Returns the service's error for a missing resource. */
  protected abstract ServiceError notFound(String what);

  @Override
  public final HttpResponse errorResponse(ServiceError error, String requestId) {
    ObjectNode body =
        Json.MAPPER
            .createObjectNode()
            .put("__type", error.code())
            .put("message", error.getMessage());
    return HttpResponse.of(error.status()).withBody(CONTENT_TYPE, body.toString());
  }
}
