package io.github.miragemaven.local;

import io.github.miragemaven.local.Leak.Kind;
import io.github.miragemaven.local.state.Image;
import io.github.miragemaven.local.state.ImportTask;
import io.github.miragemaven.local.state.Instance;
import io.github.miragemaven.local.state.Lifecycle;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.state.Snapshot;
import io.github.miragemaven.local.state.TestState;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Finds leaked resources in a region. */
final class Leaks {

  private Leaks() {}

  static List<Leak> in(RegionState state, InstantSource clock) throws IOException {
    return state
        .lock()
        .hold(
            () -> {
              List<Leak> leaks = new ArrayList<>();
              List<Image> images = state.images().all();
              for (Snapshot snapshot : new Lifecycle(state, clock).snapshots()) {
                boolean used = images.stream().anyMatch(image -> image.uses(snapshot.id()));
                switch (snapshot.phase()) {
                  case OPEN, COMPLETING, FAILING ->
                      leaks.add(new Leak(Kind.PENDING_SNAPSHOT, snapshot.id()));
                  case FAILED -> leaks.add(new Leak(Kind.FAILED_SNAPSHOT, snapshot.id()));
                  case COMPLETED -> {
                    if (!used) {
                      leaks.add(new Leak(Kind.UNUSED_SNAPSHOT, snapshot.id()));
                    }
                  }
                }
              }
              for (Image image : images) {
                switch (image.phase()) {
                  case PENDING, FAILING -> leaks.add(new Leak(Kind.PENDING_IMAGE, image.id()));
                  case FAILED -> leaks.add(new Leak(Kind.FAILED_IMAGE, image.id()));
                  case AVAILABLE, DISABLED -> {}
                }
              }
              leaks.addAll(instances(state));
              leaks.addAll(securityGroups(state));
              TestState.of(state)
                  .volumes()
                  .all()
                  .forEach(v -> leaks.add(new Leak(Kind.VOLUME, v.id())));
              leaks.addAll(imports(state));
              return leaks;
            });
  }

  private static List<Leak> instances(RegionState state) throws IOException {
    return state.instances().all().stream()
        .filter(instance -> !instance.is(Instance.Phase.TERMINATED))
        .map(instance -> new Leak(Kind.INSTANCE, instance.id()))
        .toList();
  }

  /** Finds the leaks of imports from a bucket. */
  private static List<Leak> imports(RegionState state) throws IOException {
    List<Leak> leaks = new ArrayList<>();
    TestState.of(state)
        .objects()
        .all()
        .forEach(it -> leaks.add(new Leak(Kind.OBJECT, it.bucket() + "/" + it.key())));
    TestState.of(state)
        .multipartUploads()
        .all()
        .forEach(it -> leaks.add(new Leak(Kind.MULTIPART_UPLOAD, it.id())));
    TestState.of(state).importTasks().all().stream()
        .filter(ImportTask::active)
        .forEach(task -> leaks.add(new Leak(Kind.IMPORT_TASK, task.id())));
    return leaks;
  }

  private static List<Leak> securityGroups(RegionState state) throws IOException {
    return state.securityGroups().all().stream()
        .filter(group -> !group.id().equals(state.vpc().defaultGroup().id()))
        .map(group -> new Leak(Kind.SECURITY_GROUP, group.id()))
        .toList();
  }
}
