package io.github.miragemaven.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SnapshotPriceTest {

  @Test
  void isTheKnownPriceOfTheRegion() {
    assertThat(SnapshotPrice.in("eu-central-1").words()).isEqualTo("$0.054 a GiB");
    assertThat(SnapshotPrice.in("eu-central-1").remark()).isEmpty();
  }

  @Test
  void isThatOfUsEast1ForUnknownRegions() {
    assertThat(SnapshotPrice.in("mx-central-1").words())
        .isEqualTo("us-east-1's price, $0.05 a GiB");
    assertThat(SnapshotPrice.in("mx-central-1").remark()).isEqualTo(" at us-east-1's price");
  }
}
