package io.github.miragemaven.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DollarsTest {

  @Test
  void formatsAmountToTheCent() {
    assertThat(Dollars.of(1.204)).isEqualTo("$1.20");
    assertThat(Dollars.of(0.01)).isEqualTo("$0.01");
    assertThat(Dollars.about(12)).isEqualTo("about $12.00");
  }

  @Test
  void doesNotFormatFractionsOfACent() {
    assertThat(Dollars.of(0)).isEqualTo("less than $0.01");
    assertThat(Dollars.about(0.0099)).isEqualTo("less than $0.01");
  }
}
