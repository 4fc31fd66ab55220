/**
 * Shared by all services of the region: finding the operation of a request, responses and errors,
 * and the protocols of AWS (Query, JSON 1.1, REST-JSON).
 */
package io.github.miragemaven.local.service;
