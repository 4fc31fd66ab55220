package io.github.miragemaven.local.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4096, 524_288})
  void isZerosWhereEachByteIs(int length) {
    assertThat(Body.of(new byte[length]).isZeros()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 255, 524_286, 524_287})
  void isNotZerosWithAnyOtherByte(int place) {
    byte[] bytes = new byte[524_288];
    bytes[place] = 1;

    assertThat(Body.of(bytes).isZeros()).isFalse();
  }

  @Test
  void isNotZerosWhereAllBytesAreAlike() {
    assertThat(Body.of(new byte[] {7, 7, 7}).isZeros()).isFalse();
    assertThat(Body.of(new byte[] {-1}).isZeros()).isFalse();
  }

  @Test
  void isNotZerosWithoutABody() {
    assertThat(Body.of(new byte[0]).isZeros()).isFalse();
  }

  @Test
  void looksNoFurtherThanItsEnd() {
    assertThat(new Body(new byte[] {0, 0, 1}, 2).isZeros()).isTrue();
  }
}
