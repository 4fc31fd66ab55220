package io.github.miragemaven;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.github.miragemaven.aws.AccessKey;
import io.github.miragemaven.aws.RegionProvider;
import java.util.stream.Stream;

/** The road has one direction, and what a package knows nothing of stays out of it. */
@AnalyzeClasses(
    packages = "io.github.miragemaven",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule onlyTheGoalsKnowMaven =
      noClasses()
          .that()
          .resideOutsideOfPackage("..mojo..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.maven..", "org.eclipse.aether..");

  @ArchTest
  static final ArchRule theGoalsAreKnownToNoOne =
      noClasses()
          .that()
          .resideOutsideOfPackage("..mojo..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..mojo..");

  @ArchTest
  static final ArchRule onlyWhatTalksToAwsKnowsItsSdk =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "..aws..", "..snapshot..", "..ami..", "..resources..", "..instance..", "..local..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk..");

  @ArchTest
  static final ArchRule theLocalRegionDependsOnTheProviderInterfaceOnly =
      noClasses()
          .that()
          .resideInAPackage("..local..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.github.miragemaven..")
                  .and(
                      resideOutsideOfPackages(
                          "..local..", "..failure..", "..incremental..", "..process..", "..tls.."))
                  .and(not(belongToAnyOf(RegionProvider.class, AccessKey.class))));

  @ArchTest
  static final ArchRule theLocalRegionIsReachedThroughItsProviderOnly =
      noClasses()
          .that()
          .resideOutsideOfPackage("..local..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..local..");

  @ArchTest
  static final ArchRule aLaunchKnowsNothingOfWhatLeadsVisitorsToIt =
      noClasses()
          .that()
          .resideInAPackage("io.github.miragemaven.instance")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..instance.traffic..", "..instance.fleet..");

  @ArchTest
  static final ArchRule holdingsAreLookedAtWithoutKnowingHowTheyCameAbout =
      knowsNothing("resources", "site", "mirage", "kernel", "image", "local");

  @ArchTest
  static final ArchRule aConsoleIsReadAndASiteLookedAtWithoutKnowingOfAws =
      noClasses()
          .that()
          .resideInAnyPackage("..instance.console..", "..instance.verify..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "software.amazon.awssdk..",
              "io.github.miragemaven.aws..",
              "io.github.miragemaven.ami..",
              "io.github.miragemaven.local..");

  @ArchTest
  static final ArchRule anInstanceKnowsNothingOfHowItsAmiCameAbout =
      knowsNothing("instance", "site", "mirage", "image", "snapshot", "resources", "run", "local");

  @ArchTest
  static final ArchRule thePolicyIsMadeWithoutCallingAnything =
      noClasses()
          .that()
          .resideInAPackage("..iam..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "software.amazon.awssdk..",
              "io.github.miragemaven.snapshot..",
              "io.github.miragemaven.ami..",
              "io.github.miragemaven.resources..",
              "io.github.miragemaven.local..");

  @ArchTest
  static final ArchRule noPackagesDependOnEachOther =
      SlicesRuleDefinition.slices()
          .matching("io.github.miragemaven.(**)")
          .should()
          .beFreeOfCycles();

  @ArchTest
  static final ArchRule theSiteKnowsNothingThatComesAfterIt =
      knowsNothing("site", "archive", "mirage", "kernel", "image");

  @ArchTest
  static final ArchRule anArchiveDependsOnTheSiteAlone =
      classes()
          .that()
          .resideInAPackage("..archive..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.apache.commons.compress..",
              "..archive..",
              "..site..",
              "..incremental..",
              "..failure..",
              "..progress..");

  @ArchTest
  static final ArchRule mirageKnowsNothingOfSitesAndImages =
      knowsNothing("mirage", "site", "kernel", "image");

  @ArchTest
  static final ArchRule aKernelIsReadFromItsFileAlone =
      knowsNothing("kernel", "site", "mirage", "image");

  @ArchTest
  static final ArchRule anImageKnowsNothingOfHowAKernelIsBuilt =
      knowsNothing("image", "site", "mirage");

  @ArchTest
  static final ArchRule aGuestKnowsNothingOfHowItsKernelIsBuilt =
      knowsNothing("run", "site", "mirage", "doctor");

  @ArchTest
  static final ArchRule grubKnowsNothingOfKernels =
      noClasses()
          .that()
          .resideInAPackage("..image.grub..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..kernel..");

  @ArchTest
  static final ArchRule theFileSystemKnowsNothingOfKernels =
      noClasses()
          .that()
          .resideInAPackage("..image.ext2..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..kernel..");

  @ArchTest
  static final ArchRule theGroundKnowsNothingOfTheRoad =
      noClasses()
          .that()
          .resideInAnyPackage("..process..", "..incremental..", "..failure..", "..progress..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..site..", "..archive..", "..mirage..", "..kernel..", "..image..", "..doctor..");

  @ArchTest
  static final ArchRule tlsDependsOnConscryptAlone =
      classes()
          .that()
          .resideInAPackage("io.github.miragemaven.tls..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.github.miragemaven.tls..", "java..", "javax..", "org.conscrypt..");

  @ArchTest
  static final ArchRule onlyTlsDependsOnConscrypt =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.github.miragemaven.tls..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.conscrypt..");

  @ArchTest
  static final ArchRule namesSayWhatAClassIs =
      classes()
          .should()
          .haveNameNotMatching(".*(Util|Utils|Helper|Manager|Impl)$")
          .because("a name is the field's own term");

  private static ArchRule knowsNothing(String name, String... others) {
    return noClasses()
        .that()
        .resideInAPackage("io.github.miragemaven." + name + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            Stream.of(others)
                .map(other -> "io.github.miragemaven." + other + "..")
                .toArray(String[]::new));
  }
}
