package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.service.Xml;
import io.github.miragemaven.local.state.ImportTask;
import io.github.miragemaven.local.state.ImportTask.Phase;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.state.Snapshot;
import io.github.miragemaven.local.state.StoredObject;
import io.github.miragemaven.local.state.TestState;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** DescribeImportSnapshotTasks, which also advances the tasks. */
final class Imports {

  private static final long GIB = 1L << 30;

  private final boolean roleBlind;
  private final RegionContext region;
  private final RegionState state;
  private final ImportTasks tasks;
  private final VolumeSnapshots snapshots;

  Imports(RegionContext region, ImportTasks tasks, VolumeSnapshots snapshots, boolean roleBlind) {
    this.roleBlind = roleBlind;
    this.region = region;
    this.state = region.state();
    this.tasks = tasks;
    this.snapshots = snapshots;
  }

  /** Describes tasks. The filters are undocumented, so none are supported. */
  Consumer<Xml> describe(Query query) throws ServiceError, IOException {
    List<String> ids = query.texts("ImportTaskId");
    Page.Asked page = Page.asked(query, region, 1);
    query.done();
    return state
        .lock()
        .hold(
            () -> {
              Page<ImportTask> shown = page.of(tasks.chosen(ids));
              for (ImportTask task : shown.items()) {
                TestState.of(state).importTasks().put(task.id(), comingOn(task));
              }
              return answer ->
                  answer
                      .items("importSnapshotTaskSet", shown.items(), ImportTasks::write)
                      .text("nextToken", shown.nextToken());
            });
  }

  /** Returns the next state of a task. */
  private ImportTask comingOn(ImportTask task) throws IOException {
    if (task.pollsLeft() > 0) {
      return task.polled();
    }
    return switch (task.phase()) {
      case PENDING -> task.in(Phase.CONVERTING, region.polls());
      case CONVERTING -> converted(task);
      case DELETING -> task.in(Phase.DELETED, 0);
      case COMPLETED, DELETED -> task;
    };
  }

  private ImportTask converted(ImportTask task) throws IOException {
    Optional<StoredObject> object =
        TestState.of(state)
            .objects()
            .find(StoredObject.id(task.source().bucket(), task.source().key()));
    if (roleBlind) {
      return task.failed(
          "ClientError: Disk validation failed [We do not have access to the given resource. Reason"
              + " 403 Forbidden]");
    }
    if (object.isEmpty()) {
      return task.failed(
          "ClientError: Disk validation failed [We do not have access to the given resource. Reason"
              + " 404 Not Found]");
    }
    if (task.fails()) {
      return task.failed("ServerError: an internal error occurred during conversion.");
    }
    try (InputStream disk = TestState.of(state).objectFiles().open(object.get().pieces())) {
      Snapshot snapshot =
          snapshots.add(
              disk,
              Math.toIntExact((object.get().size() + GIB - 1) / GIB),
              task.kmsKeyArn(),
              "Created by AWS-VMImport service for " + task.id(),
              Map.of(),
              false);
      return task.completed(snapshot.id());
    }
  }
}
