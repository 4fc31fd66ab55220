package io.github.miragemaven.local.service;

import java.io.StringWriter;
import java.util.Collection;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes the XML of a response. */
public final class Xml {

  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

  private final XMLStreamWriter writer;

  private Xml(XMLStreamWriter writer) {
    this.writer = writer;
  }

  /**
   * Returns a document with this root element and default namespace; no namespace if it is empty.
   */
  public static String document(String root, String namespace, Consumer<Xml> content) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter writer = FACTORY.createXMLStreamWriter(text);
      writer.writeStartDocument("UTF-8", "1.0");
      writer.writeCharacters("\n");
      writer.writeStartElement(root);
      if (!namespace.isEmpty()) {
        writer.writeDefaultNamespace(namespace);
      }
      content.accept(new Xml(writer));
      writer.writeEndElement();
      writer.writeEndDocument();
      writer.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("Cannot write XML", e);
    }
    return text.toString();
  }

  /** Writes text into the current element. */
  public Xml characters(String text) {
    try {
      writer.writeCharacters(text);
    } catch (XMLStreamException e) {
      throw new IllegalStateException("Cannot write a text", e);
    }
    return this;
  }

  /** Writes an element with the text of a value. */
  public Xml text(String name, Object value) {
    try {
      writer.writeStartElement(name);
      writer.writeCharacters(value.toString());
      writer.writeEndElement();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("Cannot write " + name, e);
    }
    return this;
  }

  /** Writes an element with the text of a value, if present. */
  public Xml text(String name, Optional<?> value) {
    value.ifPresent(present -> text(name, present));
    return this;
  }

  /** Writes an element with children. */
  public Xml element(String name, Consumer<Xml> content) {
    try {
      writer.writeStartElement(name);
      content.accept(this);
      writer.writeEndElement();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("Cannot write " + name, e);
    }
    return this;
  }

  /** Writes an element with an {@code item} for each value. */
  public <T> Xml items(String name, Collection<T> values, BiConsumer<Xml, T> content) {
    return list(name, "item", values, content);
  }

  /** Writes an element with a {@code member} for each value. */
  public <T> Xml members(String name, Collection<T> values, BiConsumer<Xml, T> content) {
    return list(name, "member", values, content);
  }

  /** Writes an element with a child for each value. */
  public <T> Xml list(String name, String each, Collection<T> values, BiConsumer<Xml, T> content) {
    return element(
        name,
        list -> values.forEach(value -> list.element(each, item -> content.accept(item, value))));
  }
}
