package io.github.miragemaven.instance.verify;

import io.github.miragemaven.incremental.Replacement;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes a verification as a test report in Surefire's format, which build servers read
 * (surefire-test-report.xsd). Each check is a test case.
 */
public final class VerificationReport {

  private VerificationReport() {}

  /** Writes the report. */
  public static void write(Path file, Verification verification) throws IOException {
    Replacement.of(file, temporary -> writeTo(temporary, verification));
  }

  private static void writeTo(Path file, Verification verification) throws IOException {
    try (OutputStream output = Files.newOutputStream(file)) {
      XMLStreamWriter xml =
          XMLOutputFactory.newFactory()
              .createXMLStreamWriter(output, StandardCharsets.UTF_8.name());
      xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
      suite(xml, verification);
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException("The report " + file + " could not be written", e);
    }
  }

  private static void suite(XMLStreamWriter xml, Verification verification)
      throws XMLStreamException {
    long millis = verification.checks().stream().mapToLong(Check::millis).sum();
    xml.writeStartElement("testsuite");
    attribute(xml, "name", "mirage:verify " + verification.site());
    attribute(xml, "time", seconds(millis));
    attribute(xml, "tests", Integer.toString(verification.checks().size()));
    attribute(xml, "errors", "0");
    attribute(xml, "skipped", "0");
    attribute(xml, "failures", Integer.toString(verification.failures().size()));
    for (Check check : verification.checks()) {
      xml.writeCharacters("\n  ");
      testCase(xml, verification.site(), check);
    }
    xml.writeCharacters("\n");
    xml.writeEndElement();
  }

  private static void testCase(XMLStreamWriter xml, String site, Check check)
      throws XMLStreamException {
    xml.writeStartElement("testcase");
    attribute(xml, "name", check.name());
    attribute(xml, "classname", site);
    attribute(xml, "time", seconds(check.millis()));
    if (check.passed()) {
      xml.writeStartElement("system-out");
      xml.writeCharacters(valid(check.seen()));
    } else {
      xml.writeStartElement("failure");
      attribute(xml, "message", check.seen());
      attribute(xml, "type", "verification");
      xml.writeCharacters(
          valid("expected: %s\nseen: %s".formatted(check.expected(), check.seen())));
    }
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private static void attribute(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeAttribute(name, valid(value));
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.3f", millis / 1000.0);
  }

  /**
   * Replaces characters that XML 1.0 does not allow, not even escaped (section 2.2, production 2).
   */
  private static String valid(String text) {
    StringBuilder valid = new StringBuilder();
    text.codePoints()
        .map(point -> isCharacter(point) ? point : 0xFFFD)
        .forEach(valid::appendCodePoint);
    return valid.toString();
  }

  private static boolean isCharacter(int point) {
    return point == '\t'
        || point == '\n'
        || point == '\r'
        || (point >= 0x20 && point <= 0xD7FF)
        || (point >= 0xE000 && point <= 0xFFFD)
        || point >= 0x10000;
  }
}
