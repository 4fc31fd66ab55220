/**
 * Fault injection by rules: operation, block, attempt, probability and kind of fault. The same
 * rules and seed fail the same requests, whatever their order.
 */
package io.github.miragemaven.local.fault;
