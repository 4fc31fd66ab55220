/**
 * How AWS is reached: the SDK's clients of a region, made from plain settings; which failures may
 * pass, and in what words the others are told; who owns what, by tags.
 *
 * <p>A region whose name starts with {@code local} is opened on this machine. Nothing here knows
 * what the calls are for.
 */
package io.github.miragemaven.aws;
