package io.github.miragemaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SdkLogsTest {

  private static final String MAVEN_4_LEVEL = "maven.logger.log.software.amazon.awssdk";
  private static final String LEVEL = "org.slf4j.simpleLogger.log.software.amazon.awssdk";

  @AfterEach
  void clearLevel() {
    System.clearProperty(LEVEL);
  }

  @Test
  void restoresTheLevelAfterTheLastUser() {
    SdkLogs.silence();
    SdkLogs.silence();
    SdkLogs.restore();
    assertThat(System.getProperty(LEVEL)).isEqualTo("error");
    assertThat(System.getProperty(MAVEN_4_LEVEL)).isEqualTo("error");
    SdkLogs.restore();
    assertThat(System.getProperty(LEVEL)).isNull();
    assertThat(System.getProperty(MAVEN_4_LEVEL)).isNull();
  }

  @Test
  void keepsTheLevelThatTheUserHasSet() {
    System.setProperty(LEVEL, "debug");
    SdkLogs.silence();
    assertThat(System.getProperty(LEVEL)).isEqualTo("debug");
    assertThat(System.getProperty(MAVEN_4_LEVEL)).isNull();
    SdkLogs.restore();
    assertThat(System.getProperty(LEVEL)).isEqualTo("debug");
  }
}
