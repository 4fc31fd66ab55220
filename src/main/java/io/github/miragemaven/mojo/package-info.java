/**
 * The goals: parameters with their meaning for the person who sets them, one call of the {@link
 * io.github.miragemaven.Road}, and what the user reads. Only here is Maven known; how anything is
 * done is known elsewhere.
 */
package io.github.miragemaven.mojo;
