package io.github.miragemaven.local.sts;

import io.github.miragemaven.local.http.HttpAnswer;
import io.github.miragemaven.local.http.HttpRequest;
import io.github.miragemaven.local.service.Call;
import io.github.miragemaven.local.service.Identity;
import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.Refusal;
import io.github.miragemaven.local.service.Service;
import io.github.miragemaven.local.service.Trouble;
import io.github.miragemaven.local.service.Xml;
import io.github.miragemaven.local.state.RegionState;
import java.util.Optional;

/** STS, in the AWS Query protocol: GetCallerIdentity. */
public final class StsService implements Service {

  private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";
  private static final String OPERATION = "GetCallerIdentity";

  @Override
  public String name() {
    return "sts";
  }

  @Override
  public Optional<String> operation(HttpRequest request) {
    try {
      return Query.of(request.body().text()).text("Action").filter(OPERATION::equals);
    } catch (Refusal e) {
      return Optional.empty();
    }
  }

  @Override
  public HttpAnswer perform(Call call) {
    String body =
        Xml.document(
            OPERATION + "Response",
            NAMESPACE,
            root ->
                root.element(
                        OPERATION + "Result",
                        result ->
                            result
                                .text("Arn", Identity.ARN)
                                .text("UserId", Identity.USER_ID)
                                .text("Account", RegionState.ACCOUNT))
                    .element("ResponseMetadata", data -> data.text("RequestId", call.requestId())));
    return HttpAnswer.of(200).withBody("text/xml", body);
  }

  @Override
  public Refusal refusal(Trouble trouble, String detail) {
    return switch (trouble) {
      case SIGNATURE_MISSING ->
          Refusal.of(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
      case SIGNATURE_INCOMPLETE -> Refusal.of(400, "IncompleteSignature", detail);
      case KEY_UNKNOWN -> Refusal.of(403, "InvalidClientTokenId", detail);
      case SIGNATURE_WRONG, CLOCK_SKEWED -> Refusal.of(403, "SignatureDoesNotMatch", detail);
      case TOKEN_EXPIRED -> Refusal.of(403, "ExpiredToken", detail);
      case OPERATION_UNKNOWN, NOT_FOUND ->
          Refusal.of(400, "InvalidAction", "Could not find operation for version 2011-06-15");
      case DENIED -> Refusal.of(403, "AccessDenied", detail);
      case THROTTLED, CONCURRENT_LIMIT -> Refusal.of(400, "Throttling", "Rate exceeded");
      case INTERNAL, BLOCK_UNREADABLE ->
          Refusal.of(500, "InternalFailure", "Internal server error");
      case UNAVAILABLE -> Refusal.of(503, "ServiceUnavailable", "Service is unavailable");
    };
  }

  @Override
  public HttpAnswer refuse(Refusal refusal, String requestId) {
    String body =
        Xml.document(
            "ErrorResponse",
            NAMESPACE,
            root ->
                root.element(
                        "Error",
                        error ->
                            error
                                .text("Type", refusal.status() < 500 ? "Sender" : "Receiver")
                                .text("Code", refusal.code())
                                .text("Message", refusal.getMessage()))
                    .text("RequestId", requestId));
    return HttpAnswer.of(refusal.status()).withBody("text/xml", body);
  }
}
