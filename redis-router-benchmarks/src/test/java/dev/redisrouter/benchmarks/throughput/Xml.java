package dev.redisrouter.benchmarks.throughput;

import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Text that must be XML. */
record Xml(Document document) {

    static Xml parse(String text) throws Exception {
        return new Xml(DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(text))));
    }

    List<Element> elements(String name) {
        NodeList found = document.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(found::item)
                .map(Element.class::cast)
                .toList();
    }

    List<String> texts(String name) {
        return elements(name).stream().map(Element::getTextContent).toList();
    }
}
