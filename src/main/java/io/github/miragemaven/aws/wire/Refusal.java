package io.github.miragemaven.aws.wire;

import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads refusals as the services that speak JSON send them (Smithy, "AWS restJson1 protocol"). */
final class Refusal {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Refusal() {}

  /** The exception that the SDK would throw of an answer of that service. */
  static AwsServiceException in(Answer answer, String service) {
    JsonNode body = body(answer.body());
    String code =
        answer
            .header("x-amzn-errortype")
            .or(() -> text(body, "__type", "code"))
            .map(Refusal::name)
            .orElse("");
    String message = text(body, "message", "Message", "errorMessage").orElse("");
    return AwsServiceException.builder()
        .statusCode(answer.status())
        .requestId(answer.header("x-amzn-requestid").orElse(""))
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .serviceName(service)
                .errorCode(code)
                .errorMessage(message)
                .build())
        .build();
  }

  private static JsonNode body(String text) {
    try {
      return JSON.readTree(text);
    } catch (JacksonException e) {
      // A server in between answers as it likes.
      return JSON.createObjectNode();
    }
  }

  private static Optional<String> text(JsonNode body, String... names) {
    return Stream.of(names)
        .map(body::path)
        .filter(JsonNode::isString)
        .map(JsonNode::asString)
        .findFirst();
  }

  /** {@code ValidationException} of {@code aws.ebs#ValidationException:http://internal}. */
  private static String name(String type) {
    String shape = type.substring(type.indexOf('#') + 1);
    int colon = shape.indexOf(':');
    return colon < 0 ? shape : shape.substring(0, colon);
  }
}
