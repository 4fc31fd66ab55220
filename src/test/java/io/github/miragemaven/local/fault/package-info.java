/**
 * How a region fails, by rule: which operation, which block, which attempt, how often, and in which
 * way. The same rules and seed fail the same requests, in whatever order they come.
 */
package io.github.miragemaven.local.fault;
