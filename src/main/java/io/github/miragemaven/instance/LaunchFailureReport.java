package io.github.miragemaven.instance;

import io.github.miragemaven.instance.console.Diagnosis;
import io.github.miragemaven.instance.console.InstanceFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is told of an instance that did not come to answer.
 *
 * @param trouble what happened
 * @param group its security group
 * @param port the site's port, if the site was asked
 */
record LaunchFailureReport(LaunchFailure trouble, SecurityGroup group, Optional<Integer> port) {

  /** What the console tells, for the log, in which its lines are already. */
  List<String> told(String console) {
    List<String> lines = new ArrayList<>();
    lines.add("What the console of %s tells:".formatted(trouble.instance().id()));
    lines.addAll(diagnosis(console).message().lines().toList());
    return lines;
  }

  /** What happened, what the console tells of it, and what to try. */
  String message(String console) {
    Diagnosis diagnosis = diagnosis(console);
    if (console.isBlank() && trouble.advice().isPresent()) {
      return trouble.happened() + System.lineSeparator() + trouble.advice().get();
    }
    return String.join(
        System.lineSeparator(),
        trouble.happened(),
        diagnosis.happened(),
        trouble.advice().orElse(diagnosis.advice()));
  }

  private Diagnosis diagnosis(String console) {
    Instance instance = trouble.instance();
    InstanceFacts known = InstanceFacts.unknown().on(instance.virtualization());
    if (instance.state() != Instance.State.RUNNING) {
      known = known.stopped();
    }
    if (trouble.connected().isPresent()) {
      known = known.withConnected(trouble.connected().get());
    }
    if (port.isPresent()) {
      known = known.withAdmitted(group.covers(port.get()));
    }
    return Diagnosis.of(console, known);
  }
}
