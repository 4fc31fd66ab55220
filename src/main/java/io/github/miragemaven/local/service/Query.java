package io.github.miragemaven.local.service;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The parameters of a call in the EC2 Query protocol: flat names with dots, lists numbered from 1
 * ({@code Filter.1.Value.2}). It records which parameters were read, so that {@link #done} can
 * reject the others as EC2 does.
 */
public final class Query {

  private final Map<String, String> parameters;
  private final Set<String> asked;
  private final String prefix;
  private final Optional<Anomaly> anomaly;

  private Query(
      Map<String, String> parameters, Set<String> asked, String prefix, Optional<Anomaly> anomaly) {
    this.parameters = parameters;
    this.asked = asked;
    this.prefix = prefix;
    this.anomaly = anomaly;
  }

  /** Returns the parameters of a call. */
  public static Query of(Call call) throws ServiceError {
    Query query = of(call.request().body().text());
    return new Query(query.parameters, query.asked, "", call.anomaly());
  }

  /** Reads a body of type {@code application/x-www-form-urlencoded}. */
  public static Query of(String form) throws ServiceError {
    Map<String, String> parameters = new TreeMap<>();
    for (String pair : form.isEmpty() ? new String[0] : form.split("&")) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      if (parameters.put(name, value) != null) {
        throw ServiceError.of("MalformedQueryString", "The parameter " + name + " is there twice");
      }
    }
    return new Query(parameters, new HashSet<>(Set.of("Action", "Version")), "", Optional.empty());
  }

  private static String decode(String text) throws ServiceError {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ServiceError.of("MalformedQueryString", "Not percent-encoded: " + text);
    }
  }

  /** Returns a parameter's text. */
  public Optional<String> text(String name) {
    String whole = prefix + name;
    asked.add(whole);
    return Optional.ofNullable(parameters.get(whole));
  }

  /** Returns a required parameter, which must not be empty. */
  public String required(String name) throws ServiceError {
    return text(name)
        .filter(text -> !text.isEmpty())
        .orElseThrow(
            () ->
                ServiceError.of(
                    "MissingParameter", "The request must contain the parameter " + prefix + name));
  }

  /** Returns a parameter that is {@code true} or {@code false}. */
  public Optional<Boolean> flag(String name) throws ServiceError {
    Optional<String> text = text(name);
    if (text.isPresent() && !Set.of("true", "false").contains(text.get())) {
      throw invalid(name, text.get(), "Boolean");
    }
    return text.map(Boolean::valueOf);
  }

  /** Returns an integer parameter. */
  public Optional<Integer> number(String name) throws ServiceError {
    Optional<String> text = text(name);
    try {
      return text.map(Integer::valueOf);
    } catch (NumberFormatException e) {
      throw invalid(name, text.orElseThrow(), "Integer");
    }
  }

  private ServiceError invalid(String name, String value, String kind) {
    return ServiceError.of(
        "InvalidParameterValue",
        "Invalid value '%s' for %s%s. Expected: %s".formatted(value, prefix, name, kind));
  }

  /** Returns the members of a list of strings, in order. */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (int i = 1; ; i++) {
      Optional<String> text = text(name + "." + i);
      if (text.isEmpty()) {
        return texts;
      }
      texts.add(text.get());
    }
  }

  /** Returns the members of a list of structures, in order. */
  public List<Query> structures(String name) {
    List<Query> structures = new ArrayList<>();
    for (int i = 1; has(name + "." + i); i++) {
      structures.add(structure(name + "." + i));
    }
    return structures;
  }

  /** Returns the members of a structure. */
  public Query structure(String name) {
    return new Query(parameters, asked, prefix + name + ".", anomaly);
  }

  /** Tells whether a structure has members. */
  public boolean has(String name) {
    String whole = prefix + name + ".";
    return parameters.keySet().stream().anyMatch(parameter -> parameter.startsWith(whole));
  }

  /** Returns all parameters except these as one string. */
  public String without(String... names) {
    Map<String, String> others = new TreeMap<>(parameters);
    others.keySet().removeAll(List.of(names));
    return others.toString();
  }

  /** Tells whether to simulate an anomaly. */
  public boolean shows(Anomaly wanted) {
    return anomaly.equals(Optional.of(wanted));
  }

  /**
   * Ends the reading of parameters, before anything is changed: rejects unread ones and ends a dry
   * run.
   *
   * @throws ServiceError {@code UnknownParameter}, or {@code DryRunOperation} for {@code
   *     DryRun=true}
   */
  public void done() throws ServiceError {
    boolean dryRun = flag("DryRun").orElse(false);
    Optional<String> unknown =
        parameters.keySet().stream().filter(name -> !asked.contains(name)).findFirst();
    if (unknown.isPresent()) {
      throw ServiceError.of(
          "UnknownParameter", "The parameter " + unknown.get() + " is not recognized");
    }
    if (dryRun) {
      throw ServiceError.of(
          412, "DryRunOperation", "Request would have succeeded, but DryRun flag is set.");
    }
  }
}
