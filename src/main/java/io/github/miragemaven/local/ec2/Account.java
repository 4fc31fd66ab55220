package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.kms.Keys;
import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.Refusal;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.Xml;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Account settings: DescribeRegions, GetEbsEncryptionByDefault, GetEbsDefaultKmsKeyId. */
final class Account {

  private static final Filters<String> REGION_FILTERS =
      new Filters<>(
          Map.of(
              "region-name", name -> List.of(name),
              "endpoint", name -> List.of(endpoint(name)),
              "opt-in-status", name -> List.of("opt-in-not-required")),
          name -> Map.of());

  private final RegionContext region;

  Account(RegionContext region) {
    this.region = region;
  }

  /** Describes the regions in the same directory. */
  Consumer<Xml> describeRegions(Query query) throws Refusal, IOException {
    List<String> named = query.texts("RegionName");
    Predicate<String> filters = REGION_FILTERS.of(query);
    // All regions are enabled, so the flag makes no difference.
    query.flag("AllRegions");
    query.done();
    TreeSet<String> known = new TreeSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(region.directory())) {
      for (Path entry : entries) {
        if (Files.isDirectory(entry.resolve("snapshots"))) {
          known.add(entry.getFileName().toString());
        }
      }
    }
    for (String name : named) {
      if (!known.contains(name)) {
        throw Ec2Errors.invalidValue("Invalid region '" + name + "' for parameter regionName");
      }
    }
    List<String> chosen =
        known.stream()
            .filter(name -> named.isEmpty() || named.contains(name))
            .filter(filters)
            .toList();
    return answer ->
        answer.items(
            "regionInfo",
            chosen,
            (item, name) ->
                item.text("regionName", name)
                    .text("regionEndpoint", endpoint(name))
                    .text("optInStatus", "opt-in-not-required"));
  }

  private static String endpoint(String name) {
    return "ec2." + name + ".amazonaws.com";
  }

  Consumer<Xml> encryptionByDefault(Query query) throws Refusal {
    query.done();
    return answer ->
        answer
            .text("ebsEncryptionByDefault", region.account().encryptionByDefault())
            .text("sseType", region.account().encryptionByDefault() ? "sse-kms" : "none");
  }

  Consumer<Xml> defaultKey(Query query) throws Refusal {
    query.done();
    return answer -> answer.text("kmsKeyId", Keys.EBS_DEFAULT);
  }
}
