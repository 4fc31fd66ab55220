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
 * An XML element of a request.
 *
 * @param node the element
 * @param malformed the error code of the service for invalid XML
 */
public record Element(Node node, String malformed) {

  /** Parses a body and returns its root element, which must have this name. */
  public static Element root(String body, String name, String malformed) throws ServiceError {
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

  private static ServiceError refused(String code, String why) {
    return ServiceError.of(code, "The XML you provided is not well-formed: " + why);
  }

  /** Returns the child elements with this name. */
  public List<Element> all(String name) {
    List<Element> all = new ArrayList<>();
    for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child.getNodeName().equals(name)) {
        all.add(new Element(child, malformed));
      }
    }
    return all;
  }

  /** Returns the first child element with this name. */
  public Optional<Element> element(String name) {
    return all(name).stream().findFirst();
  }

  /** Returns the first child element with this name, which is required. */
  public Element required(String name) throws ServiceError {
    return element(name)
        .orElseThrow(() -> ServiceError.of(malformed, "Invalid XML: expected the element " + name));
  }

  /** Returns the text content without surrounding white space. */
  public String text() {
    return node.getTextContent().strip();
  }
}
