package io.github.miragemaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.iam.Goal;
import io.github.miragemaven.site.Generator;
import org.junit.jupiter.api.Test;

class ChoicesTest {

  @Test
  void ignoresCaseAndSpaces() throws Exception {
    assertThat(Choices.parse("mirage.site.generator", " Hugo ", Generator.class))
        .isEqualTo(Generator.HUGO);
  }

  @Test
  void joinsTheWordsOfAName() throws Exception {
    assertThat(Choices.parse("mirage.iamPolicy.goals", "dryRun", Goal.class))
        .isEqualTo(Goal.DRY_RUN);
    assertThat(Choices.parse("mirage.deploy.strategy", "buildHost", Strategy.class))
        .isEqualTo(Strategy.BUILD_HOST);
  }

  @Test
  void listsTheValuesForAnUnknownOne() {
    assertThatThrownBy(() -> Choices.parse("mirage.iamPolicy.goals", "build", Goal.class))
        .isInstanceOf(UserFailureException.class)
        .hasMessageStartingWith("mirage.iamPolicy.goals is \"build\".")
        .hasMessageContaining("deploy, dryRun, status, prune, launch, verify, console, terminate");
  }
}
