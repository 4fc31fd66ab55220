package io.github.miragemaven.instance;

import io.github.miragemaven.instance.console.Diagnosis;
import io.github.miragemaven.instance.verify.Verification;
import java.util.Optional;

/**
 * What came of a look at an instance's site.
 *
 * @param verification what the site answers
 * @param diagnosis what the instance's console tells of that, if the site failed and the console
 *     could be read
 */
public record InspectionResult(Verification verification, Optional<Diagnosis> diagnosis) {}
