package io.github.miragemaven.site;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Knows the next step after the common failures of site generators and their package managers. */
final class KnownFailures {

  /**
   * A failure.
   *
   * @param text the text in the program's output
   * @param remedy the next step, in which {@code {dir}} is the source directory and {@code $1} the
   *     text's group
   */
  private record Failure(Pattern text, String remedy) {

    Failure(String regex, String remedy) {
      this(Pattern.compile(regex), remedy);
    }
  }

  /** The remedy that depends on whether the theme is a Git submodule. */
  private static final String FETCH_THEME = "{theme}";

  /** The remedy that depends on whether the site has a Gemfile. */
  private static final String INSTALL_GEM = "{gem}";

  /** The remedy that depends on whether npm leaves out the packages for development. */
  private static final String NPM_CI = "{npm}";

  private static final List<Failure> FAILURES =
      List.of(
          new Failure(
              "Could not find 'bundler' \\(([\\d.]+)\\)|can't find gem bundler \\(=? ?([\\d.]+)\\)",
              "Run gem install bundler -v $1."),
          new Failure(
              "Your Ruby version is \\S+, but your Gemfile specified ([^ (]+)",
              "Put Ruby $1 first on the PATH (rbenv, rvm, or PATH in <siteEnvironment>), or change"
                  + " the ruby line of the Gemfile."),
          new Failure(
              "Bundler::GemNotFound|Bundler::GitError|Could not find gem |Could not find \\S+ in"
                  + " (?:any of the sources|locally installed gems)|Run `bundle install`",
              "Run bundle install in {dir}."),
          new Failure("First run .rake install", "Run rake install in {dir}."),
          new Failure(
              "you don't have ([\\w-]+) or one of its dependencies|The ([\\w-]+) theme could not be"
                  + " found|can't find executable ([\\w-]+) for gem"
                  + "|cannot load such file -- ([\\w-]+)",
              INSTALL_GEM),
          new Failure(
              "Could not find a JavaScript runtime",
              "Install Node.js, and put node on the PATH that Maven runs with."),
          new Failure(
              "invalid byte sequence in US-ASCII|invalid multibyte char \\(US-ASCII\\)"
                  + "|incompatible character encodings: .*(?:US-ASCII|ASCII-8BIT)"
                  + "|from (?:ASCII-8BIT|US-ASCII) to UTF-8|'ascii' codec can't decode",
              "Set a UTF-8 locale: <siteEnvironment><LC_ALL>C.UTF-8</LC_ALL></siteEnvironment>"
                  + " (-Dmirage.site.environment.LC_ALL=C.UTF-8)."),
          new Failure(
              "Invalid date '<%= Time.*Document '([^/']+)/[^']*/site_template/",
              "Bundler's gems are inside the site. Add $1 to exclude: in Jekyll's configuration."),
          new Failure("Cannot find (?:module|package) '[^.']", NPM_CI),
          new Failure(
              "`npm ci` can only install",
              "Run npm install in {dir}, and commit package-lock.json."),
          new Failure(
              "digital envelope routines::unsupported",
              "Update the site's bundler (webpack 5.54 or newer), or set"
                  + " <siteEnvironment><NODE_OPTIONS>--openssl-legacy-provider</NODE_OPTIONS></siteEnvironment>."),
          new Failure(
              "JavaScript heap out of memory",
              "Allow Node.js more memory:"
                  + " <siteEnvironment><NODE_OPTIONS>--max-old-space-size=4096</NODE_OPTIONS></siteEnvironment>."),
          new Failure(
              "module \"[^\"]+\" not found; either add it|found no layout file"
                  + "|[Uu]nable to find theme",
              FETCH_THEME),
          new Failure(
              "TOCSS\\S* failed to transform .*not available in your current Hugo version",
              "Install the extended edition of Hugo (https://gohugo.io/installation/)."),
          new Failure(
              "binary with name \"([\\w-]+)\" not found|exec: \"([\\w-]+)\": executable file not",
              "Install $1, and put it on the PATH that Maven runs with."),
          new Failure(
              "(?:detected dubious ownership in|unsafe) repository (?:at |\\()?'([^']+)'",
              "Another user owns the checkout. Run git config --global --add safe.directory $1."));

  /** A shell's message, also from a script of package.json. */
  private static final Pattern COMMAND_NOT_FOUND =
      Pattern.compile("(?m)\\bsh: (?:line )?(?:\\d+: )?([\\w@/.-]+): (?:command )?not found$");

  private final Workspace workspace;

  KnownFailures(Workspace workspace) {
    this.workspace = workspace;
  }

  /** The next step after the failure that these lines of output tell; empty if it is unknown. */
  Optional<String> remedy(List<String> lines) {
    String output = String.join("\n", lines);
    for (Failure failure : FAILURES) {
      Matcher seen = failure.text().matcher(output);
      if (seen.find()) {
        return Optional.of(filled(failure.remedy(), firstGroup(seen)));
      }
    }
    Matcher missing = COMMAND_NOT_FOUND.matcher(output);
    if (!missing.find()) {
      return Optional.empty();
    }
    return Optional.of(
        workspace.has("package.json")
            ? filled(NPM_CI, "")
            : "Install " + missing.group(1) + ", and put it on the PATH that Maven runs with.");
  }

  private String filled(String remedy, String group) {
    String specific =
        switch (remedy) {
          case INSTALL_GEM ->
              Bundler.hasGemfile(workspace.source())
                  ? "Add gem '$1' to the Gemfile, and run bundle install in {dir}."
                  : "Run gem install $1, or give the site a Gemfile and run bundle install in"
                      + " {dir}.";
          case FETCH_THEME ->
              themeIsSubmodule()
                  ? "The theme's directory is empty or missing. Run git submodule update --init"
                      + " --recursive in {dir}."
                  : "Install the theme in themes/, or correct theme in Hugo's configuration. If it"
                      + " is a Git submodule: git submodule update --init --recursive.";
          case NPM_CI ->
              "production".equals(workspace.variable("NODE_ENV", ""))
                  ? "NODE_ENV is production, so npm leaves out devDependencies. Run npm ci"
                      + " --include=dev in {dir}."
                  : "Run npm ci in {dir} (npm install without a package-lock.json).";
          default -> remedy;
        };
    return specific.replace("$1", group).replace("{dir}", workspace.shown(workspace.source()));
  }

  /**
   * Whether a parent directory has submodules, or a theme's directory is empty, as after a clone.
   */
  private boolean themeIsSubmodule() {
    Path source = workspace.source().toAbsolutePath();
    return Stream.iterate(source, directory -> directory != null, Path::getParent)
            .anyMatch(directory -> Files.isRegularFile(directory.resolve(".gitmodules")))
        || hasEmptyTheme();
  }

  private boolean hasEmptyTheme() {
    try (DirectoryStream<Path> themes = Files.newDirectoryStream(workspace.in("themes"))) {
      for (Path theme : themes) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(theme)) {
          if (!files.iterator().hasNext()) {
            return true;
          }
        }
      }
    } catch (IOException noDirectory) {
      // A theme elsewhere is fetched in another way.
    }
    return false;
  }

  private static String firstGroup(Matcher seen) {
    for (int group = 1; group <= seen.groupCount(); group++) {
      if (seen.group(group) != null) {
        return seen.group(group);
      }
    }
    return "";
  }
}
