package io.github.miragemaven.local.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * The resources of a region's services that only tests use. They are kept beside the others.
 *
 * @param directory the region's directory
 */
public record TestState(Path directory) {

  /** The additional resources of a region. */
  public static TestState of(RegionState state) {
    return new TestState(state.directory());
  }

  /** The target groups of the region's load balancers, by their names. */
  public JsonStore<TargetGroup> targetGroups() {
    return store("target-groups", TargetGroup.class);
  }

  /** The region's Auto Scaling groups, by their names. */
  public JsonStore<ScalingGroup> scalingGroups() {
    return store("scaling-groups", ScalingGroup.class);
  }

  /** The objects in the region's buckets, by {@link StoredObject#id}. */
  public JsonStore<StoredObject> objects() {
    return store("objects", StoredObject.class);
  }

  /** The incomplete multipart uploads. */
  public JsonStore<MultipartUpload> multipartUploads() {
    return store("multipart-uploads", MultipartUpload.class);
  }

  /** The imports of disk images, including those that are over. */
  public JsonStore<ImportTask> importTasks() {
    return store("import-tasks", ImportTask.class);
  }

  /** The bytes of objects and parts. */
  public ObjectFiles objectFiles() {
    try {
      return new ObjectFiles(directory.resolve("object-data"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The directory for the bodies of requests that are too large for memory. */
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
