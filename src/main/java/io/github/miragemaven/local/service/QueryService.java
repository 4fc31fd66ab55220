package io.github.miragemaven.local.service;

import io.github.miragemaven.local.http.HttpRequest;
import io.github.miragemaven.local.http.HttpResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A service with the AWS Query protocol ("AWS Query protocol", Smithy documentation). */
public abstract class QueryService implements Service {

  private static final String XML = "text/xml";

  /** An operation: maps parameters to the content of the result. */
  @FunctionalInterface
  public interface Operation {

    /** An empty result. */
    Consumer<Xml> DONE = result -> {};

    /** Performs the operation. */
    Consumer<Xml> perform(Query query) throws ServiceError, IOException;
  }

  private final String name;
  private final String version;
  private final String namespace;
  private final Map<String, Operation> operations;

  /**
   * Creates a service.
   *
   * @param name the signing name
   * @param version the API version, which every request names
   * @param namespace the XML namespace of responses
   * @param operations the operations by name
   */
  protected QueryService(
      String name, String version, String namespace, Map<String, Operation> operations) {
    this.name = name;
    this.version = version;
    this.namespace = namespace;
    this.operations = Map.copyOf(operations);
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Optional<String> operation(HttpRequest request) {
    try {
      return Query.of(request.body().text()).text("Action").filter(operations::containsKey);
    } catch (ServiceError e) {
      return Optional.empty();
    }
  }

  @Override
  public final HttpResponse perform(Call call) throws ServiceError, IOException {
    Query query = Query.of(call);
    if (!query.text("Version").equals(Optional.of(version))) {
      throw unknown();
    }
    Consumer<Xml> content = operations.get(call.operation()).perform(query);
    String body =
        Xml.document(
            call.operation() + "Response",
            namespace,
            root ->
                root.element(call.operation() + "Result", content)
                    .element("ResponseMetadata", data -> data.text("RequestId", call.requestId())));
    return HttpResponse.of(200).withBody(XML, body);
  }

  private ServiceError unknown() {
    return ServiceError.of("InvalidAction", "Could not find operation for version " + version);
  }

  /** Returns the error for a resource that is not visible yet. */
  protected ServiceError notThere() {
    return unknown();
  }

  @Override
  public final ServiceError error(ErrorKind error, String detail) {
    return switch (error) {
      case SIGNATURE_MISSING ->
          ServiceError.of(
              403, "MissingAuthenticationToken", "Request is missing Authentication Token");
      case SIGNATURE_INCOMPLETE -> ServiceError.of(400, "IncompleteSignature", detail);
      case KEY_UNKNOWN -> ServiceError.of(403, "InvalidClientTokenId", detail);
      case SIGNATURE_WRONG, CLOCK_SKEWED -> ServiceError.of(403, "SignatureDoesNotMatch", detail);
      case TOKEN_EXPIRED -> ServiceError.of(403, "ExpiredToken", detail);
      case OPERATION_UNKNOWN -> unknown();
      case NOT_FOUND -> notThere();
      case DENIED -> ServiceError.of(403, "AccessDenied", detail);
      case THROTTLED, CONCURRENT_LIMIT -> ServiceError.of(400, "Throttling", "Rate exceeded");
      case INTERNAL, BLOCK_UNREADABLE ->
          ServiceError.of(500, "InternalFailure", "Internal server error");
      case UNAVAILABLE -> ServiceError.of(503, "ServiceUnavailable", "Service is unavailable");
    };
  }

  @Override
  public final HttpResponse errorResponse(ServiceError error, String requestId) {
    String body =
        Xml.document(
            "ErrorResponse",
            namespace,
            root ->
                root.element(
                        "Error",
                        item ->
                            item.text("Type", error.status() < 500 ? "Sender" : "Receiver")
                                .text("Code", error.code())
                                .text("Message", error.getMessage()))
                    .text("RequestId", requestId));
    return HttpResponse.of(error.status()).withBody(XML, body);
  }
}
