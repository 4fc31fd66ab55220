package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.Refusal;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.state.ElasticAddress;
import io.github.miragemaven.local.state.Image;
import io.github.miragemaven.local.state.Instance;
import io.github.miragemaven.local.state.JsonStore;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.state.SecurityGroup;
import io.github.miragemaven.local.state.Snapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A kind of resource that has tags.
 *
 * @param <T> the kind of record
 * @param prefix what its ids begin with
 * @param type its name as a type of resource
 * @param store where its records are
 * @param finder finds one, or refuses
 * @param id of a record
 * @param tagsOf a record
 * @param tagged a record with other tags
 */
record Taggable<T>(
    String prefix,
    String type,
    JsonStore<T> store,
    Finder<T> finder,
    Function<T, String> id,
    Function<T, Map<String, String>> tagsOf,
    BiFunction<T, Map<String, String>, T> tagged) {

  /** The kinds that are tagged here. */
  static List<Taggable<?>> all(
      RegionContext region,
      Snapshots snapshots,
      Registrations registrations,
      Instances instances,
      SecurityGroups groups,
      ElasticAddresses addresses,
      Ec2Extension extension) {
    RegionState state = region.state();
    List<Taggable<?>> all = new ArrayList<>(extension.tagged(region));
    all.addAll(
        List.of(
            new Taggable<>(
                "snap",
                "snapshot",
                state.snapshots(),
                snapshots::find,
                Snapshot::id,
                Snapshot::tags,
                Snapshot::tagged),
            new Taggable<>(
                "ami",
                "image",
                state.images(),
                registrations::find,
                Image::id,
                Image::tags,
                Image::tagged),
            new Taggable<>(
                "i",
                "instance",
                state.instances(),
                instances::find,
                Instance::id,
                Instance::tags,
                Instance::tagged),
            new Taggable<>(
                "sg",
                "security-group",
                state.securityGroups(),
                groups::find,
                SecurityGroup::id,
                SecurityGroup::tags,
                SecurityGroup::tagged),
            new Taggable<>(
                "eipalloc",
                "elastic-ip",
                state.elasticAddresses(),
                addresses::find,
                ElasticAddress::id,
                ElasticAddress::tags,
                ElasticAddress::tagged)));
    return List.copyOf(all);
  }

  /** Finds a record. */
  interface Finder<T> {

    /** The record of an id; under the lock. */
    T find(String id) throws Refusal, IOException;
  }

  /** Changes tags. */
  interface Change {

    /** What becomes of tags. */
    Map<String, String> of(Map<String, String> tags) throws Refusal;
  }

  /** A record with other tags that is not kept yet. */
  interface Retagged {

    /** Keeps it. */
    void keep() throws IOException;
  }

  /** The record of an id with its tags changed; under the lock. */
  Retagged retagged(String wanted, Change change) throws Refusal, IOException {
    T record = finder.find(wanted);
    T changed = tagged.apply(record, change.of(tagsOf.apply(record)));
    return () -> store.put(wanted, changed);
  }

  /** The tags of all records by their ids; under the lock. */
  Map<String, Map<String, String>> tags() throws IOException {
    Map<String, Map<String, String>> tags = new LinkedHashMap<>();
    for (T record : store.all()) {
      tags.put(id.apply(record), tagsOf.apply(record));
    }
    return tags;
  }
}
