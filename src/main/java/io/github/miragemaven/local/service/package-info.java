/**
 * What all services of the region share: how a request finds its operation, is refused or answered,
 * and in which of AWS's protocols it is written (Query, JSON 1.1, REST-JSON).
 */
package io.github.miragemaven.local.service;
