package io.github.miragemaven.mojo;

import io.github.miragemaven.aws.AccessKey;
import io.github.miragemaven.aws.ProxySettings;
import io.github.miragemaven.failure.UserFailureException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/** Reads credentials and proxies from {@code settings.xml}, and decrypts their passwords. */
final class MavenSettings {

  private final MavenSession session;
  private final SettingsDecrypter decrypter;

  MavenSettings(MavenSession session, SettingsDecrypter decrypter) {
    this.session = session;
    this.decrypter = decrypter;
  }

  /** Reads the access key of a {@code <server>}. */
  AccessKey accessKey(String id) throws UserFailureException {
    Server server = session.getSettings().getServer(id);
    if (server == null) {
      throw new UserFailureException(
          "mirage.serverId is \"%s\", but settings.xml has no <server> with that id.%nAdd one with the access key's id as <username> and its secret as <password>."
              .formatted(id));
    }
    SettingsDecryptionResult decrypted =
        decrypter.decrypt(new DefaultSettingsDecryptionRequest(server));
    requireDecrypted(decrypted, id);
    Server clear = decrypted.getServer();
    if (clear.getUsername() == null || clear.getPassword() == null) {
      throw new UserFailureException(
          "The <server> %s of settings.xml lacks its <username> or <password>.%nGive it the access key's id and secret."
              .formatted(id));
    }
    return new AccessKey(clear.getUsername(), clear.getPassword(), sessionToken(server));
  }

  private static Optional<String> sessionToken(Server server) {
    return server.getConfiguration() instanceof Xpp3Dom configuration
        ? Optional.ofNullable(configuration.getChild("sessionToken")).map(Xpp3Dom::getValue)
        : Optional.empty();
  }

  /** Reads the active proxy. */
  Optional<ProxySettings> proxy() throws UserFailureException {
    Proxy proxy = session.getSettings().getActiveProxy();
    if (proxy == null) {
      return Optional.empty();
    }
    SettingsDecryptionResult decrypted =
        decrypter.decrypt(new DefaultSettingsDecryptionRequest(proxy));
    requireDecrypted(decrypted, proxy.getId());
    Proxy clear = decrypted.getProxy();
    Set<String> direct =
        Stream.of(Optional.ofNullable(clear.getNonProxyHosts()).orElse("").split("[|,]"))
            .filter(host -> !host.isBlank())
            .map(String::strip)
            .collect(Collectors.toSet());
    return Optional.of(
        new ProxySettings(
            URI.create("http://" + clear.getHost() + ":" + clear.getPort()),
            Optional.ofNullable(clear.getUsername()),
            Optional.ofNullable(clear.getPassword()),
            direct));
  }

  private static void requireDecrypted(SettingsDecryptionResult decrypted, String id)
      throws UserFailureException {
    for (SettingsProblem problem : decrypted.getProblems()) {
      if (problem.getSeverity() != SettingsProblem.Severity.WARNING) {
        throw new UserFailureException(
            "The password of %s in settings.xml cannot be decrypted: %s%nEncrypt it again with mvn --encrypt-password, and look at settings-security.xml."
                .formatted(id, problem.getMessage()));
      }
    }
  }
}
