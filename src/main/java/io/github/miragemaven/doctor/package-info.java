/**
 * Finds the installed tools, and the tools that each target still needs. The input is the {@code
 * PATH}, the output a {@link io.github.miragemaven.doctor.Diagnosis}. This package installs and
 * changes nothing.
 */
package io.github.miragemaven.doctor;
