package io.github.miragemaven.local.service;

import io.github.miragemaven.local.http.HttpAnswer;
import io.github.miragemaven.local.http.HttpRequest;
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
    Consumer<Xml> perform(Query query) throws Refusal, IOException;
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
    } catch (Refusal e) {
      return Optional.empty();
    }
  }

  @Override
  public final HttpAnswer perform(Call call) throws Refusal, IOException {
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
    return HttpAnswer.of(200).withBody(XML, body);
  }

  private Refusal unknown() {
    return Refusal.of("InvalidAction", "Could not find operation for version " + version);
  }

  /** Returns the error for a resource that is not visible yet. */
  protected Refusal notThere() {
    return unknown();
  }

  @Override
  public final Refusal refusal(ErrorKind error, String detail) {
    return switch (error) {
      case SIGNATURE_MISSING ->
          Refusal.of(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
      case SIGNATURE_INCOMPLETE -> Refusal.of(400, "IncompleteSignature", detail);
      case KEY_UNKNOWN -> Refusal.of(403, "InvalidClientTokenId", detail);
      case SIGNATURE_WRONG, CLOCK_SKEWED -> Refusal.of(403, "SignatureDoesNotMatch", detail);
      case TOKEN_EXPIRED -> Refusal.of(403, "ExpiredToken", detail);
      case OPERATION_UNKNOWN -> unknown();
      case NOT_FOUND -> notThere();
      case DENIED -> Refusal.of(403, "AccessDenied", detail);
      case THROTTLED, CONCURRENT_LIMIT -> Refusal.of(400, "Throttling", "Rate exceeded");
      case INTERNAL, BLOCK_UNREADABLE ->
          Refusal.of(500, "InternalFailure", "Internal server error");
      case UNAVAILABLE -> Refusal.of(503, "ServiceUnavailable", "Service is unavailable");
    };
  }

  @Override
  public final HttpAnswer refuse(Refusal refusal, String requestId) {
    String body =
        Xml.document(
            "ErrorResponse",
            namespace,
            root ->
                root.element(
                        "Error",
                        error ->
                            error
                                .text("Type", refusal.status() < 500 ? "Sender" : "Receiver")
                                .text("Code", refusal.code())
                                .text("Message", refusal.getMessage()))
                    .text("RequestId", requestId));
    return HttpAnswer.of(refusal.status()).withBody(XML, body);
  }
}
