package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.state.ElasticAddress;
import io.github.miragemaven.local.state.Image;
import io.github.miragemaven.local.state.Instance;
import io.github.miragemaven.local.state.JsonStore;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.state.SecurityGroup;
import io.github.miragemaven.local.state.Snapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A type of resource that can have tags.
 *
 * @param <T> the type of record
 * @param prefix the prefix of its IDs
 * @param type the name of the resource type
 * @param store the records
 * @param finder finds a record or refuses
 * @param id returns the ID of a record
 * @param tagsOf returns the tags of a record
 * @param tagged returns a record with other tags
 */
record Taggable<T>(
    String prefix,
    String type,
    JsonStore<T> store,
    Finder<T> finder,
    Function<T, String> id,
    Function<T, Map<String, String>> tagsOf,
    BiFunction<T, Map<String, String>, T> tagged) {

  /** Returns the taggable types. */
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

    /** The record with an ID. Called under the lock. */
    T find(String id) throws ServiceError, IOException;
  }

  /** Changes tags. */
  interface Change {

    /** Returns the changed tags. */
    Map<String, String> of(Map<String, String> tags) throws ServiceError;
  }

  /** A record with changed tags that is not stored yet. */
  interface Retagged {

    /** Stores the record. */
    void keep() throws IOException;
  }

  /** Returns the record with an ID and changed tags. Called under the lock. */
  Retagged retagged(String wanted, Change change) throws ServiceError, IOException {
    T record = finder.find(wanted);
    T changed = tagged.apply(record, change.of(tagsOf.apply(record)));
    return () -> store.put(wanted, changed);
  }
}
