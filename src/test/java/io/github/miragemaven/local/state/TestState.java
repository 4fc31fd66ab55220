package io.github.miragemaven.local.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * The resources of services that only tests use. They are stored next to the others.
 *
 * @param directory the region's directory
 */
public record TestState(Path directory) {

  /** Opens the additional resources of a region. */
  public static TestState of(RegionState state) {
    return new TestState(state.directory());
  }

  /** Returns the target groups by name. */
  public JsonStore<TargetGroup> targetGroups() {
    return store("target-groups", TargetGroup.class);
  }

  /** Returns the Auto Scaling groups by name. */
  public JsonStore<ScalingGroup> scalingGroups() {
    return store("scaling-groups", ScalingGroup.class);
  }

  /** Returns the objects by {@link StoredObject#id}. */
  public JsonStore<StoredObject> objects() {
    return store("objects", StoredObject.class);
  }

  /** Returns the incomplete multipart uploads. */
  public JsonStore<MultipartUpload> multipartUploads() {
    return store("multipart-uploads", MultipartUpload.class);
  }

  /** Returns the import tasks, including finished ones. */
  public JsonStore<ImportTask> importTasks() {
    return store("import-tasks", ImportTask.class);
  }

  /** Returns the launch templates. */
  public JsonStore<LaunchTemplate> launchTemplates() {
    return store("launch-templates", LaunchTemplate.class);
  }

  /** Returns the volumes that were created on their own, not with an instance. */
  public JsonStore<Volume> volumes() {
    return store("volumes", Volume.class);
  }

  /** Returns the file with a volume's data. */
  public Path volumeFile(String id) {
    return directory.resolve("volumes").resolve(id + ".disk");
  }

  /** Returns the data of objects and parts. */
  public ObjectFiles objectFiles() {
    try {
      return new ObjectFiles(directory.resolve("object-data"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the directory for the bodies of requests that are too large for memory. */
  public Path spool() {
    return directory.resolve("spool");
  }

  /** Removes the files that a killed server left. */
  public void sweep(DirectoryLock lock) throws IOException {
    lock.hold(
        () -> {
          targetGroups().sweep();
          scalingGroups().sweep();
          objects().sweep();
          multipartUploads().sweep();
          importTasks().sweep();
          launchTemplates().sweep();
          volumes().sweep();
          Set<String> used = new HashSet<>();
          for (StoredObject object : objects().all()) {
            object.pieces().forEach(piece -> used.add(piece.file()));
          }
          for (MultipartUpload upload : multipartUploads().all()) {
            upload.parts().values().forEach(part -> used.add(part.file()));
          }
          objectFiles().retain(used);
          return this;
        });
  }

  private <T> JsonStore<T> store(String name, Class<T> kind) {
    try {
      return JsonStore.in(directory.resolve(name), kind);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
