package io.github.miragemaven.local.ssm;

import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.state.Json;
import io.github.miragemaven.local.state.Parameter;
import io.github.miragemaven.local.state.RegionState;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The parameters of a region. */
final class Parameters {

  private static final int MAX_VALUE = 4096;
  private static final int MAX_LEVELS = 15;
  private static final Set<String> TYPES = Set.of("String", "StringList", "SecureString");

  private final RegionContext region;
  private final RegionState state;

  Parameters(RegionContext region) {
    this.region = region;
    this.state = region.state();
  }

  ObjectNode get(JsonNode input) throws ServiceError, IOException {
    String asked = name(input);
    int colon = asked.indexOf(':');
    String name = colon < 0 ? asked : asked.substring(0, colon);
    Parameter parameter = find(name).orElseThrow(() -> notFound(asked));
    if (colon >= 0 && !asked.substring(colon + 1).equals(Long.toString(parameter.version()))) {
      throw ServiceError.of("ParameterVersionNotFound", "Systems Manager could not find " + asked);
    }
    ObjectNode output = Json.MAPPER.createObjectNode();
    output
        .putObject("Parameter")
        .put("Name", parameter.name())
        .put("Type", parameter.type())
        .put("Value", parameter.value())
        .put("Version", parameter.version())
        .put("LastModifiedDate", parameter.modified().toEpochMilli() / 1000.0)
        .put("ARN", arn(parameter.name()))
        .put("DataType", parameter.dataType());
    return output;
  }

  private String arn(String name) {
    String path = name.startsWith("/") ? name : "/" + name;
    return "arn:aws:ssm:" + region.name() + ":" + RegionState.ACCOUNT + ":parameter" + path;
  }

  ObjectNode put(JsonNode input) throws ServiceError, IOException {
    String name = name(input);
    checkName(name);
    String value = input.path("Value").asString("");
    if (value.isEmpty() || value.length() > MAX_VALUE) {
      throw invalid("The value must have 1 to " + MAX_VALUE + " characters");
    }
    Optional<String> type = text(input, "Type");
    if (type.isPresent() && !TYPES.contains(type.get())) {
      throw ServiceError.of("UnsupportedParameterType", "The parameter type is not supported.");
    }
    String dataType = text(input, "DataType").orElse("text");
    checkDataType(dataType, value);
    boolean overwrite = input.path("Overwrite").asBoolean(false);
    return state
        .lock()
        .hold(
            () -> {
              Optional<Parameter> before = find(name);
              if (before.isPresent() && !overwrite) {
                throw ServiceError.of(
                    "ParameterAlreadyExists",
                    "The parameter already exists. To overwrite this value, set the overwrite"
                        + " option in the request to true.");
              }
              Parameter parameter =
                  new Parameter(
                      name,
                      type.or(() -> before.map(Parameter::type))
                          .orElseThrow(() -> invalid("A parameter type is required")),
                      dataType,
                      value,
                      before.map(Parameter::version).orElse(0L) + 1,
                      region.clock().instant());
              state.parameters().put(id(name), parameter);
              return Json.MAPPER
                  .createObjectNode()
                  .put("Version", parameter.version())
                  .put("Tier", "Standard");
            });
  }

  ObjectNode delete(JsonNode input) throws ServiceError, IOException {
    String name = name(input);
    return state
        .lock()
        .hold(
            () -> {
              if (find(name).isEmpty()) {
                throw notFound(name);
              }
              state.parameters().remove(id(name));
              return Json.MAPPER.createObjectNode();
            });
  }

  private static String name(JsonNode input) throws ServiceError {
    return text(input, "Name").orElseThrow(() -> invalid("Name must not be empty"));
  }

  private static Optional<String> text(JsonNode input, String member) {
    return Optional.of(input.path(member).asString("")).filter(text -> !text.isEmpty());
  }

  private static void checkName(String name) throws ServiceError {
    if (!name.matches("[A-Za-z0-9_.\\-/]{1,1011}") || name.contains("//") || name.endsWith("/")) {
      throw invalid("Parameter name: can't be used: " + name);
    }
    if (name.contains("/") && !name.startsWith("/")) {
      throw invalid("Parameter name must be a fully qualified name.");
    }
    if (name.replaceFirst("^/", "").split("/").length > MAX_LEVELS) {
      throw ServiceError.of(
          "HierarchyLevelLimitExceededException",
          "Parameter hierarchies can have at most " + MAX_LEVELS + " levels: " + name);
    }
    if (name.matches("(?i)/?(aws|ssm).*")) {
      throw ServiceError.of(
          "AccessDeniedException", "No access to reserved parameter name: " + name + ".");
    }
  }

  /** Systems Manager validates that the AMI exists. */
  private void checkDataType(String dataType, String value) throws ServiceError, IOException {
    if (!Set.of("text", "aws:ec2:image").contains(dataType)) {
      throw invalid("The data type must be text or aws:ec2:image: " + dataType);
    }
    boolean image = value.matches("ami-[0-9a-f]{8,17}") && state.images().find(value).isPresent();
    if (dataType.equals("aws:ec2:image") && !image) {
      throw invalid("The AMI " + value + " does not exist");
    }
  }

  private Optional<Parameter> find(String name) throws IOException {
    return state.parameters().find(id(name));
  }

  /** Returns a digest of the name: file names cannot contain slashes. */
  private static String id(String name) {
    return Sha256.of(name).hex();
  }

  private static ServiceError invalid(String message) {
    return ServiceError.of("ValidationException", message);
  }

  static ServiceError notFound(String name) {
    return ServiceError.of("ParameterNotFound", "Parameter " + name + " not found.");
  }
}
