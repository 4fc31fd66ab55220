package io.github.miragemaven.local.ebs;

import io.github.miragemaven.local.http.HttpRequest;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.state.Json;
import io.github.miragemaven.local.state.Snapshot.ClientToken;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The body of StartSnapshot. Members are checked against the constraints of the service's model.
 *
 * @param volumeSize in GiB
 * @param parentId the snapshot to start on
 * @param tags the snapshot's tags
 * @param description may be empty
 * @param clientToken the client token and the parameters it was used with
 * @param encryption the requested encryption
 * @param timeoutMinutes how long the upload may be idle before it is canceled
 */
record StartRequest(
    int volumeSize,
    Optional<String> parentId,
    Map<String, String> tags,
    String description,
    Optional<ClientToken> clientToken,
    Encryption encryption,
    int timeoutMinutes) {

  /**
   * The requested encryption.
   *
   * @param encrypted whether the blocks are to be encrypted, if given
   * @param kmsKeyArn the key to encrypt with, if given
   */
  record Encryption(Optional<Boolean> encrypted, Optional<String> kmsKeyArn) {}

  private static final Set<String> MEMBERS =
      Set.of(
          "VolumeSize",
          "ParentSnapshotId",
          "Tags",
          "Description",
          "ClientToken",
          "Encrypted",
          "KmsKeyArn",
          "Timeout");
  private static final int MAX_VOLUME_SIZE = 65_536;
  private static final int MIN_TIMEOUT = 10;
  private static final int MAX_TIMEOUT = 4_320;
  private static final int DEFAULT_TIMEOUT = 60;
  private static final int MAX_TAGS = 50;

  /** Parses a request's body. */
  static StartRequest of(HttpRequest request) throws ServiceError {
    JsonNode body = parse(request.body().text());
    Optional<String> parent = text(body, "ParentSnapshotId", "snap-[0-9a-f]{1,59}");
    Optional<String> key =
        text(body, "KmsKeyArn", "arn:aws[a-z\\-]*:kms:[^:]*:[0-9]{12}:key/.{1,1900}");
    Optional<Boolean> encrypted = flag(body, "Encrypted");
    if (parent.isPresent() && (encrypted.isPresent() || key.isPresent())) {
      throw EbsErrors.invalidParameter(
          "ParentSnapshotId cannot be specified together with Encrypted or KmsKeyArn");
    }
    if (key.isPresent() && !encrypted.equals(Optional.of(true))) {
      throw EbsErrors.invalidParameter("KmsKeyArn needs Encrypted to be true");
    }
    return new StartRequest(
        number(body, "VolumeSize", 1, MAX_VOLUME_SIZE, "INVALID_VOLUME_SIZE")
            .orElseThrow(() -> EbsErrors.invalid("INVALID_VOLUME_SIZE", "VolumeSize is missing")),
        parent,
        tags(body),
        text(body, "Description", "[\\S\\s]{1,255}").orElse(""),
        text(body, "ClientToken", "\\S{1,255}")
            .map(token -> new ClientToken(token, fingerprint(body))),
        new Encryption(encrypted, key),
        number(body, "Timeout", MIN_TIMEOUT, MAX_TIMEOUT, "INVALID_PARAMETER_VALUE")
            .orElse(DEFAULT_TIMEOUT));
  }

  private static JsonNode parse(String text) throws ServiceError {
    JsonNode body;
    try {
      body = Json.MAPPER.readTree(text);
    } catch (JacksonException e) {
      throw ServiceError.of("SerializationException", "The body is not JSON");
    }
    for (String member : body.propertyNames()) {
      if (!MEMBERS.contains(member)) {
        throw EbsErrors.invalidParameter("No such member: " + member);
      }
    }
    return body;
  }

  private static Optional<String> text(JsonNode body, String name, String pattern)
      throws ServiceError {
    JsonNode value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isString() || !value.asString().matches(pattern)) {
      throw EbsErrors.invalidParameter(name + " is not valid: " + value);
    }
    return Optional.of(value.asString());
  }

  private static Optional<Boolean> flag(JsonNode body, String name) throws ServiceError {
    JsonNode value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isBoolean()) {
      throw EbsErrors.invalidParameter(name + " is not valid: " + value);
    }
    return Optional.of(value.asBoolean());
  }

  private static Optional<Integer> number(
      JsonNode body, String name, int min, int max, String reason) throws ServiceError {
    JsonNode value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isInt() || value.asInt() < min || value.asInt() > max) {
      throw EbsErrors.invalid(
          reason, "%s must be from %d to %d: %s".formatted(name, min, max, value));
    }
    return Optional.of(value.asInt());
  }

  private static Map<String, String> tags(JsonNode body) throws ServiceError {
    Map<String, String> tags = new LinkedHashMap<>();
    for (JsonNode tag : body.path("Tags")) {
      String key = tag.path("Key").asString("");
      String value = tag.path("Value").asString("");
      boolean fits = !key.isEmpty() && key.length() <= 127 && value.length() <= 255;
      if (!fits || key.startsWith("aws:") || tags.put(key, value) != null) {
        throw EbsErrors.invalid("INVALID_TAG", "Not a valid tag: " + tag);
      }
    }
    if (tags.size() > MAX_TAGS) {
      throw EbsErrors.invalid("INVALID_TAG", "More than " + MAX_TAGS + " tags");
    }
    return tags;
  }

  /** Returns all members except the token, in a fixed order. */
  private static String fingerprint(JsonNode body) {
    Map<String, String> members = new TreeMap<>();
    for (String name : body.propertyNames()) {
      if (!name.equals("ClientToken")) {
        members.put(name, body.get(name).toString());
      }
    }
    return members.toString();
  }
}
