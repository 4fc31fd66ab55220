package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.Anomaly;
import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.service.Xml;
import io.github.miragemaven.local.state.Image;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.state.Registration;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** RegisterImage and DeregisterImage. */
final class Registrations {

  private static final int MAX_DESCRIPTION = 255;

  private final RegionContext region;
  private final RegionState state;
  private final Snapshots snapshots;

  Registrations(RegionContext region, Snapshots snapshots) {
    this.region = region;
    this.state = region.state();
    this.snapshots = snapshots;
  }

  Consumer<Xml> register(Query query) throws ServiceError, IOException {
    String name = name(query);
    String description = description(query);
    Registration asked =
        new Registration(
            name,
            description,
            new Registration.Machine(
                "machine",
                query.text("Architecture").orElse("i386"),
                query.text("VirtualizationType").orElse("paravirtual"),
                query.text("KernelId")),
            new Registration.Features(
                query.flag("EnaSupport"),
                query.text("SriovNetSupport"),
                query.text("BootMode"),
                query.text("TpmSupport"),
                query.text("ImdsSupport")),
            Optional.of(query.text("RootDeviceName").orElse("/dev/sda1")),
            List.of());
    List<DiskMappings.Asked> disks = DiskMappings.of(query);
    Map<String, Map<String, String>> tags =
        TagSpecifications.of(query, Set.of("image"), region.account());
    RegistrationRules.check(asked, region.name());
    DiskMappings.checkRoot(disks, asked.rootDeviceName().orElseThrow());
    query.done();
    return state
        .lock()
        .hold(
            () -> {
              checkFree(name);
              Registration registration =
                  asked.copied(name, description, DiskMappings.onSnapshots(disks, snapshots));
              String id =
                  add(
                      registration,
                      tags.getOrDefault("image", Map.of()),
                      Optional.empty(),
                      query.shows(Anomaly.FAILS_LATER));
              return answer -> answer.text("imageId", id);
            });
  }

  /** Returns the name of a new image. */
  static String name(Query query) throws ServiceError {
    String name = query.required("Name");
    if (!name.matches("[A-Za-z0-9()\\[\\] ./\\-'@_]{3,128}")) {
      throw ServiceError.of(
          "InvalidAMIName.Malformed",
          "AMI names must be between 3 and 128 characters long, and may contain letters, numbers,"
              + " '(', ')', '.', '-', '/' and '_'");
    }
    return name;
  }

  /** Returns the description of a new image. */
  static String description(Query query) throws ServiceError {
    String description = query.text("Description").orElse("");
    if (description.length() > MAX_DESCRIPTION || !description.chars().allMatch(c -> c < 128)) {
      throw Ec2Errors.invalidValue(
          "The description must be ASCII of at most " + MAX_DESCRIPTION + " characters");
    }
    return description;
  }

  /** Refuses a name that is taken. Called under the lock. */
  void checkFree(String name) throws ServiceError, IOException {
    for (Image image : state.images().all()) {
      if (image.registration().name().equals(name)) {
        throw ServiceError.of(
            "InvalidAMIName.Duplicate",
            "AMI name %s is already in use by AMI %s".formatted(name, image.id()));
      }
    }
  }

  /** Adds an image and returns its ID. Called under the lock. */
  String add(
      Registration registration,
      Map<String, String> tags,
      Optional<Image.Source> source,
      boolean failing)
      throws IOException {
    String id = RegionState.newId("ami");
    state
        .images()
        .put(
            id,
            new Image(
                    id,
                    RegionState.ACCOUNT,
                    registration,
                    new Image.Creation(
                        failing ? Image.Phase.FAILING : Image.Phase.PENDING,
                        region.polls(),
                        region.clock().instant(),
                        source),
                    Optional.empty(),
                    tags,
                    List.of())
                .settled());
    return id;
  }

  Consumer<Xml> deregister(Query query) throws ServiceError, IOException {
    String id = query.required("ImageId");
    query.done();
    return state
        .lock()
        .hold(
            () -> {
              state.images().remove(find(id).id());
              return Ec2Operation.DONE;
            });
  }

  /** Returns the account's image with an ID. */
  Image find(String id) throws ServiceError, IOException {
    if (!id.matches("ami-[0-9a-f]{8,17}")) {
      throw Ec2Errors.malformedImage(id);
    }
    return state.images().find(id).orElseThrow(() -> Ec2Errors.noImage(id));
  }
}
