package io.github.miragemaven.instance;

import io.github.miragemaven.instance.console.Diagnosis;
import io.github.miragemaven.instance.verify.Verification;
import java.util.Optional;

/**
 * Result of inspecting an instance's site.
 *
 * @param verification the verification of the site
 * @param diagnosis the console's diagnosis, if the site failed and the console could be read
 */
public record InspectionResult(Verification verification, Optional<Diagnosis> diagnosis) {}
