package io.github.miragemaven.instance;

import io.github.miragemaven.instance.console.Diagnosis;
import io.github.miragemaven.instance.console.InstanceFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Describes a failed launch to the user.
 *
 * @param failure the failure
 * @param group the instance's security group
 * @param port the site's port, if the site was requested
 */
record LaunchFailureReport(LaunchFailure failure, SecurityGroup group, Optional<Integer> port) {

  /** Formats the console's diagnosis for the log, which already contains the console's lines. */
  List<String> logLines(String console) {
    List<String> lines = new ArrayList<>();
    lines.add("Diagnosis of the console of %s:".formatted(failure.instance().id()));
    lines.addAll(diagnosis(console).message().lines().toList());
    return lines;
  }

  /** Formats the failure, the console's diagnosis, and advice. */
  String message(String console) {
    Diagnosis diagnosis = diagnosis(console);
    if (console.isBlank() && failure.advice().isPresent()) {
      return failure.summary() + System.lineSeparator() + failure.advice().get();
    }
    return String.join(
        System.lineSeparator(),
        failure.summary(),
        diagnosis.summary(),
        failure.advice().orElse(diagnosis.advice()));
  }

  private Diagnosis diagnosis(String console) {
    Instance instance = failure.instance();
    InstanceFacts known =
        InstanceFacts.unknown().withVirtualization(instance.spec().virtualization());
    if (!instance.isRunning()) {
      known = known.stopped();
    }
    if (failure.connected().isPresent()) {
      known = known.withConnected(failure.connected().get());
    }
    if (port.isPresent()) {
      known = known.withAdmitted(group.isOpenToAnyone(port.get()));
    }
    return Diagnosis.of(console, known);
  }
}
