package io.github.miragemaven.aws;

import io.github.miragemaven.failure.EnvironmentFailureException;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.local.LocalCredentials;
import io.github.miragemaven.local.LocalRegion;
import io.github.miragemaven.local.LocalRegionException;
import io.github.miragemaven.local.LocalRegionSettings;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;

/** AWS as this build reaches it. */
public final class Aws {

  /** Names of regions on this machine: {@code local}, and {@code local-2} beside it. */
  private static final Pattern LOCAL = Pattern.compile("local(-[a-z0-9-]+)?");

  /** There is no other way to allocate an address in a region on this machine. */
  private static final String LOCAL_ADDRESS = "203.0.113.80";

  private final AwsSettings settings;
  private final LocalRegions locals;

  /** How a region on this machine is opened. */
  @FunctionalInterface
  public interface LocalRegions {

    /** Opens the one of that name. */
    LocalRegion open(String name) throws LocalRegionException;
  }

  /** AWS with these settings. */
  public Aws(AwsSettings settings) {
    this(
        settings,
        name ->
            LocalRegion.open(
                LocalRegionSettings.in(settings.localDirectory())
                    .named(name)
                    .owningAddress(LOCAL_ADDRESS)
                    .owningEveryBucket()));
  }

  /** AWS with these settings and regions on this machine that are opened in another way. */
  public Aws(AwsSettings settings, LocalRegions locals) {
    this.settings = settings;
    this.locals = locals;
  }

  /** Whether a region of that name is on this machine, so that no network is needed for it. */
  public static boolean isLocal(String region) {
    return LOCAL.matcher(region).matches();
  }

  /**
   * Opens the way to a region. No call is made yet.
   *
   * @throws FailureException if a region on this machine cannot be opened
   */
  public AwsRegion region(String name) throws FailureException {
    return isLocal(name) ? local(name) : remote(name);
  }

  private AwsRegion remote(String name) throws FailureException {
    return new AwsRegion(
        name,
        credentials(),
        settings.accessKey().isPresent() ? Optional.empty() : profile(),
        settings.endpoint(),
        HttpClients.of(settings),
        Optional.empty());
  }

  private AwsCredentialsProvider credentials() {
    if (settings.accessKey().isPresent()) {
      return StaticCredentialsProvider.create(credentials(settings.accessKey().get()));
    }
    return settings
        .profile()
        .<AwsCredentialsProvider>map(ProfileCredentialsProvider::create)
        .orElseGet(() -> DefaultCredentialsProvider.builder().build());
  }

  /** The profile that is set, here or where the SDK looks for it. */
  private Optional<String> profile() {
    return settings
        .profile()
        .or(() -> ProfileFileSystemSetting.AWS_PROFILE.getNonDefaultStringValue());
  }

  private static AwsCredentials credentials(AccessKey key) {
    return key.sessionToken()
        .<AwsCredentials>map(token -> AwsSessionCredentials.create(key.id(), key.secret(), token))
        .orElseGet(() -> AwsBasicCredentials.create(key.id(), key.secret()));
  }

  private AwsRegion local(String name) throws FailureException {
    LocalRegion region;
    try {
      region = locals.open(name);
    } catch (LocalRegionException e) {
      throw new EnvironmentFailureException(
          "%s%nAnother directory is set with -Dmirage.local.directory=...."
              .formatted(e.getMessage()),
          e);
    }
    LocalCredentials key = region.credentials();
    return new AwsRegion(
        name,
        StaticCredentialsProvider.create(
            credentials(
                new AccessKey(key.accessKeyId(), key.secretAccessKey(), key.sessionToken()))),
        Optional.empty(),
        Optional.of(region.endpoint()),
        HttpClients.onLoopback(settings.connections(), region.trustManager()),
        Optional.of(region));
  }
}
