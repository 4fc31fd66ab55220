package io.github.miragemaven.local.service;

import io.github.miragemaven.local.http.HttpRequest;

/**
 * One call of an operation, signed and allowed.
 *
 * @param operation its name, such as {@code PutSnapshotBlock}
 * @param request the request
 * @param requestId the id that the answer carries
 */
public record Call(String operation, HttpRequest request, String requestId) {}
