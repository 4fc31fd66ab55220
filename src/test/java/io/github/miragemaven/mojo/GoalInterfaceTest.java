package io.github.miragemaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Compares the plugin's descriptor with a list of its goals and parameters, to show changes. */
class GoalInterfaceTest {

  private static final Path DESCRIPTOR = Path.of("target/classes/META-INF/maven/plugin.xml");
  private static final Path EXPECTED = Path.of("src/test/resources/goals.txt");
  private static final Path ACTUAL = Path.of("target/goals.txt");

  private final XPath xpath = XPathFactory.newInstance().newXPath();

  @Test
  void goalsHaveTheListedParameters() throws Exception {
    String actual = goals();
    Files.writeString(ACTUAL, actual);
    assertThat(actual)
        .as(
            "goals and parameters have changed; if that is intended: mvn process-classes, run this"
                + " test again, cp %s %s",
            ACTUAL, EXPECTED)
        .isEqualTo(Files.readString(EXPECTED));
  }

  @Test
  void goalsReadAllOfTheirParameters() throws Exception {
    JavaClasses classes = new ClassFileImporter().importPackages("io.github.miragemaven.mojo");
    for (Element goal : elements(descriptor(), "/plugin/mojos/mojo[goal != 'help']")) {
      List<String> parameters = new ArrayList<>();
      for (Element parameter : elements(goal, "parameters/parameter[editable = 'true']")) {
        parameters.add(value(parameter, "name"));
      }
      assertThat(fieldsRead(classes.get(value(goal, "implementation"))))
          .as("fields that mirage:%s reads", value(goal, "goal"))
          .containsAll(parameters);
    }
  }

  /** The fields that the goal's own and inherited methods read, from {@code execute} on. */
  private static Set<String> fieldsRead(JavaClass goal) {
    Set<String> fields = new HashSet<>();
    Set<JavaCodeUnit> seen = new HashSet<>();
    Deque<JavaCodeUnit> waiting = new ArrayDeque<>();
    waiting.add(method(goal, "execute", new String[0]).orElseThrow());
    while (!waiting.isEmpty()) {
      JavaCodeUnit method = waiting.remove();
      if (!seen.add(method)) {
        continue;
      }
      method.getFieldAccesses().stream()
          .filter(access -> access.getAccessType() == JavaFieldAccess.AccessType.GET)
          .forEach(access -> fields.add(access.getTarget().getName()));
      Stream.concat(
              method.getMethodCallsFromSelf().stream(),
              method.getMethodReferencesFromSelf().stream())
          .map(JavaAccess::getTarget)
          .filter(target -> goal.isAssignableTo(target.getOwner().getName()))
          .forEach(
              target ->
                  method(
                          goal,
                          target.getName(),
                          target.getRawParameterTypes().stream()
                              .map(JavaClass::getName)
                              .toArray(String[]::new))
                      .ifPresent(waiting::add));
    }
    return fields;
  }

  private static Optional<JavaMethod> method(JavaClass goal, String name, String[] parameters) {
    return Stream.concat(Stream.of(goal), goal.getAllRawSuperclasses().stream())
        .flatMap(type -> type.tryGetMethod(name, parameters).stream())
        .findFirst();
  }

  private Document descriptor() throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(DESCRIPTOR.toFile());
  }

  private String goals() throws Exception {
    StringWriter text = new StringWriter();
    for (Element goal : elements(descriptor(), "/plugin/mojos/mojo[goal != 'help']")) {
      String phase = value(goal, "phase");
      text.write(
          "%s%s%n"
              .formatted(value(goal, "goal"), phase.isEmpty() ? "" : ", in the phase " + phase));
      for (Element parameter : elements(goal, "parameters/parameter[editable = 'true']")) {
        text.write("  " + line(goal, parameter).strip() + System.lineSeparator());
      }
      text.write(System.lineSeparator());
    }
    return text.toString().replace(System.lineSeparator(), "\n");
  }

  private String line(Element goal, Element parameter) throws Exception {
    String name = value(parameter, "name");
    String type = value(parameter, "type");
    String defaultValue = value(goal, "configuration/" + name + "/@default-value");
    return "%-17s %-7s %s %s %s"
        .formatted(
            name,
            type.substring(type.lastIndexOf('.') + 1),
            value(goal, "configuration/" + name).replaceAll("[${}]", ""),
            defaultValue.isEmpty() ? "" : "= " + defaultValue,
            value(parameter, "required").equals("true") ? "(required)" : "")
        .replaceAll(" +$", "")
        .replaceAll("(\\S)  +(?=[=(])", "$1 ");
  }

  private String value(Node node, String path) throws Exception {
    return xpath.evaluate(path, node);
  }

  private List<Element> elements(Node node, String path) throws Exception {
    NodeList nodes = (NodeList) xpath.evaluate(path, node, XPathConstants.NODESET);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }
}
