package io.github.miragemaven.doctor;

import java.util.List;

/**
 * A program that the plugin or its users run.
 *
 * @param name its name
 * @param program its program's name
 * @param arguments the arguments that make it print its version, or fail if it is not usable
 * @param inSwitch whether it is installed in an opam switch
 * @param howToInstall how to install it
 */
record Tool(
    String name, String program, List<String> arguments, boolean inSwitch, String howToInstall) {

  static final Tool MIRAGE =
      inSwitch("mirage", "opam install mirage (see https://mirage.io/docs/install)");
  static final Tool OCAML =
      inSwitch("ocaml", "-version", "opam init && opam switch create mirage 4.14.2");
  static final Tool DUNE = inSwitch("dune", "opam install dune");
  static final Tool SOLO5 = inSwitch("solo5-elftool", "opam install solo5 ocaml-solo5");

  /** The cross compiler, which is a toolchain of findlib. */
  static final Tool OCAML_SOLO5 =
      new Tool(
          "ocaml-solo5",
          "ocamlfind",
          List.of("-toolchain", "solo5", "ocamlc", "-version"),
          true,
          "opam install ocaml-solo5");

  /** Fetches the dependencies of a unikernel of Mirage 4. */
  static final Tool OPAM_MONOREPO = inSwitch("opam-monorepo", "opam install opam-monorepo");

  static final Tool OPAM =
      onPath("opam", "apt-get install opam | brew install opam, then: opam init");

  /** The directory that {@code opam init} creates. */
  static final Tool OPAM_ROOT =
      new Tool("opam root", "opam", List.of("var", "root"), false, "opam init");

  static final Tool MAKE = onPath("make", "apt-get install make | xcode-select --install");

  static final Tool QEMU =
      onPath("qemu-system-x86_64", "apt-get install qemu-system-x86 | brew install qemu");
  static final Tool XL =
      new Tool("xl", "xl", List.of("info"), false, "apt-get install xen-system-amd64");
  static final Tool SOLO5_HVT = inSwitch("solo5-hvt", "opam install solo5");
  static final Tool SOLO5_SPT = inSwitch("solo5-spt", "opam install solo5");

  static final Tool JEKYLL =
      onPath("jekyll", "apt-get install jekyll | gem install bundler jekyll");
  static final Tool BUNDLE = onPath("bundle", "apt-get install bundler | gem install bundler");
  static final Tool RAKE = onPath("rake", "apt-get install rake | gem install rake");
  static final Tool HUGO = onPath("hugo", "version", "apt-get install hugo | brew install hugo");
  static final Tool NODE = onPath("node", "apt-get install nodejs npm | brew install node");

  static final Tool NPM = onPath("npm", "apt-get install npm | brew install node");
  static final Tool ELEVENTY =
      onPath("eleventy", "npm install --save-dev @11ty/eleventy, in the site's directory");

  /** OpenSSH's client, with which the upload strategy {@code buildHost} reaches the build host. */
  static final Tool SSH =
      onPath(
          "ssh",
          "-V",
          "apt-get install openssh-client | dnf install openssh-clients | Windows: Settings,"
              + " Optional features, OpenSSH Client");

  private static Tool onPath(String name, String howToInstall) {
    return onPath(name, "--version", howToInstall);
  }

  private static Tool onPath(String name, String versionArgument, String howToInstall) {
    return new Tool(name, name, List.of(versionArgument), false, howToInstall);
  }

  private static Tool inSwitch(String name, String howToInstall) {
    return inSwitch(name, "--version", howToInstall);
  }

  private static Tool inSwitch(String name, String versionArgument, String howToInstall) {
    return new Tool(name, name, List.of(versionArgument), true, howToInstall);
  }
}
