package io.github.miragemaven.local.service;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * An element of a request's XML.
 *
 * @param node the element
 * @param malformed the service's code for XML that is not as it must be
 */
public record Element(Node node, String malformed) {

  /** The root element of a body, which must have that name. */
  public static Element root(String body, String name, String malformed) throws Refusal {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      Node root =
          factory
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(body)))
              .getDocumentElement();
      if (root.getNodeName().equals(name)) {
        return new Element(root, malformed);
      }
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw refused(malformed, e.getMessage());
    }
    throw refused(malformed, "The root element must be " + name);
  }

  private static Refusal refused(String code, String why) {
    return Refusal.of(code, "The XML you provided is not well-formed: " + why);
  }

  /** The elements of that name in this one. */
  public List<Element> all(String name) {
    List<Element> all = new ArrayList<>();
    for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child.getNodeName().equals(name)) {
        all.add(new Element(child, malformed));
      }
    }
    return all;
  }

  /** The first element of that name. */
  public Optional<Element> element(String name) {
    return all(name).stream().findFirst();
  }

  /** The element of that name, which must be there. */
  public Element required(String name) throws Refusal {
    return element(name)
        .orElseThrow(() -> Refusal.of(malformed, "Invalid XML: expected the element " + name));
  }

  /** What stands in this element. */
  public String text() {
    return node.getTextContent().strip();
  }
}
