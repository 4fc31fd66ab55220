/**
 * What is installed on this machine of the tools that the road can use, and what each target still
 * needs. In comes the {@code PATH}, out comes a {@link io.github.miragemaven.doctor.Diagnosis};
 * nothing is installed or changed, and nothing here knows how the tools are driven.
 */
package io.github.miragemaven.doctor;
