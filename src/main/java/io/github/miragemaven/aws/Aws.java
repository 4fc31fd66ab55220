package io.github.miragemaven.aws;

import io.github.miragemaven.aws.RegionProvider.OpenRegion;
import io.github.miragemaven.failure.FailureException;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.http.SdkHttpClient;

/** Opens regions with the settings of this build. */
public final class Aws {

  private final AwsSettings settings;
  private final Function<String, Optional<RegionProvider>> providers;

  /** Uses the region providers on the class path. */
  public Aws(AwsSettings settings) {
    this(settings, RegionProviders::find);
  }

  /** Uses one region provider only. */
  public Aws(AwsSettings settings, RegionProvider provider) {
    this(settings, region -> Optional.of(provider).filter(only -> only.handles(region)));
  }

  private Aws(AwsSettings settings, Function<String, Optional<RegionProvider>> providers) {
    this.settings = settings;
    this.providers = providers;
  }

  /**
   * Opens a region. No call is made yet.
   *
   * @throws FailureException if its provider cannot open it
   */
  public AwsRegion region(String name) throws FailureException {
    Optional<RegionProvider> provider = providers.apply(name);
    return provider.isPresent() ? provided(name, provider.get()) : remote(name);
  }

  /**
   * Work in a region.
   *
   * @param <T> the type of its result
   * @param <E> another exception that it throws
   */
  @FunctionalInterface
  public interface Work<T, E extends Exception> {

    /** Works in the region. */
    T in(AwsRegion region) throws FailureException, InterruptedException, E;
  }

  /**
   * Opens a region, works in it and closes it. Ctrl-C interrupts the work, which can then clean up.
   *
   * @throws FailureException also if a call to AWS fails
   */
  @SuppressWarnings("try") // The interruption is held for its close() only.
  public <T, E extends Exception> T in(String name, Work<T, E> work)
      throws FailureException, InterruptedException, E {
    return Explanation.convertFailures(
        name,
        () -> {
          try (Interruption interruption = Interruption.ofThisThread();
              AwsRegion region = region(name)) {
            return work.in(region);
          }
        });
  }

  private AwsRegion remote(String name) throws FailureException {
    ConfigFiles files = ConfigFiles.read();
    ChosenProfile profile = ChosenProfile.of(settings.profile(), System.getenv());
    SdkHttpClient http = HttpClients.of(settings);
    Optional<AccessKey> key = settings.accessKey();
    return new AwsRegion(
        name,
        key.isPresent()
            ? CredentialsSource.of(key.get())
            : CredentialsSource.of(settings, profile, files, name, http),
        key.isPresent() ? profile.unnamed() : profile,
        files,
        settings.endpoint(),
        http,
        Optional.empty());
  }

  /** The region of a provider uses nothing of the AWS environment and configuration files. */
  private AwsRegion provided(String name, RegionProvider provider) throws FailureException {
    OpenRegion region = provider.open(name, settings.localDirectory());
    return new AwsRegion(
        name,
        CredentialsSource.of(region.accessKey()),
        ChosenProfile.DEFAULT,
        ConfigFiles.none(),
        Optional.of(region.endpoint()),
        HttpClients.onLoopback(settings.connections(), region.trustManager()),
        Optional.of(region));
  }
}
