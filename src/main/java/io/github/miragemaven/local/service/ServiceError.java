package io.github.miragemaven.local.service;

import java.util.LinkedHashMap;
import java.util.Map;

/** Thrown if a service refuses a request, with the error code and message of AWS. */
public final class ServiceError extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient Map<String, String> details;

  private ServiceError(int status, String code, String message, Map<String, String> details) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = Map.copyOf(details);
  }

  /** Returns an error with status 400. */
  public static ServiceError of(String code, String message) {
    return of(400, code, message);
  }

  /** Returns an error with another status. */
  public static ServiceError of(int status, String code, String message) {
    return new ServiceError(status, code, message, Map.of());
  }

  /** Returns this error with one more member in its body, such as EBS's {@code Reason}. */
  public ServiceError with(String member, String value) {
    Map<String, String> more = new LinkedHashMap<>(details);
    more.put(member, value);
    return new ServiceError(status, code, getMessage(), more);
  }

  /** Returns the HTTP status. */
  public int status() {
    return status;
  }

  /** Returns the error code, such as {@code InvalidSnapshot.NotFound}. */
  public String code() {
    return code;
  }

  /** Returns the additional members of the error's body. */
  public Map<String, String> details() {
    return details;
  }
}
