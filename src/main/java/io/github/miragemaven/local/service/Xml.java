package io.github.miragemaven.local.service;

import java.io.StringWriter;
import java.util.Collection;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes an answer's XML, element by element. */
public final class Xml {

  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

  private final XMLStreamWriter writer;

  private Xml(XMLStreamWriter writer) {
    this.writer = writer;
  }

  /** A document with this root element and, where not empty, this default namespace. */
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

  /** The text of the element that is open. */
  public Xml characters(String text) {
    try {
      writer.writeCharacters(text);
    } catch (XMLStreamException e) {
      throw new IllegalStateException("Cannot write a text", e);
    }
    return this;
  }

  /** An element that holds a value's text. */
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

  /** An element that holds a value's text, where there is a value. */
  public Xml text(String name, Optional<?> value) {
    value.ifPresent(present -> text(name, present));
    return this;
  }

  /** An element that holds others. */
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

  /** An element that holds an {@code item} for each value. */
  public <T> Xml items(String name, Collection<T> values, BiConsumer<Xml, T> content) {
    return list(name, "item", values, content);
  }

  /** An element that holds a {@code member} for each value. */
  public <T> Xml members(String name, Collection<T> values, BiConsumer<Xml, T> content) {
    return list(name, "member", values, content);
  }

  /** An element that holds another for each value. */
  public <T> Xml list(String name, String each, Collection<T> values, BiConsumer<Xml, T> content) {
    return element(
        name,
        list -> values.forEach(value -> list.element(each, item -> content.accept(item, value))));
  }
}
