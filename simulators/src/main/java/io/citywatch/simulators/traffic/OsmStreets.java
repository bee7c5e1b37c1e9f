package io.citywatch.simulators.traffic;

import io.citywatch.model.Position;
import io.citywatch.simulators.city.City;
import io.citywatch.simulators.city.Street;
import io.citywatch.simulators.city.StreetGraph;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The simulated city's streets as OpenStreetMap has streets, for the platform to read as it reads those of a real city.
 * The limit of each is set so that who rides as one usually does is as fast as the city's motorcycles are.
 */
public final class OsmStreets {
    private static final double KMH = 3.6;
    /** What is driven on the average, of what is allowed. */
    private static final double DRIVEN = 0.9;

    private OsmStreets() {}

    /** Replaces the file. */
    public static void write(City city, Path file) throws IOException {
        Path written = file.resolveSibling(file.getFileName() + ".new");
        try (OutputStream out = Files.newOutputStream(written)) {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("osm");
            xml.writeAttribute("version", "0.6");
            xml.writeAttribute("generator", "citywatch simulators");
            StreetGraph graph = city.graph();
            for (int i = 0; i < graph.crossings().size(); i++) {
                node(xml, i + 1, graph.crossings().get(i).position());
            }
            for (int i = 0; i < graph.edges().size(); i++) {
                way(xml, i + 1, graph.edges().get(i));
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException(file + ": cannot be written", e);
        }
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void node(XMLStreamWriter xml, int id, Position place) throws XMLStreamException {
        xml.writeEmptyElement("node");
        xml.writeAttribute("id", Integer.toString(id));
        xml.writeAttribute("lat", Double.toString(place.lat()));
        xml.writeAttribute("lon", Double.toString(place.lon()));
    }

    private static void way(XMLStreamWriter xml, int id, StreetGraph.Edge edge) throws XMLStreamException {
        xml.writeStartElement("way");
        xml.writeAttribute("id", Integer.toString(id));
        for (int crossing : new int[] {edge.from(), edge.to()}) {
            xml.writeEmptyElement("nd");
            xml.writeAttribute("ref", Integer.toString(crossing + 1));
        }
        tag(xml, "highway", edge.kind() == Street.Kind.SIDE ? "residential" : "primary");
        tag(xml, "name", edge.street().zh());
        tag(xml, "name:en", edge.street().en());
        tag(xml, "maxspeed", Long.toString(Math.round(Roads.metersPerSecond(edge.kind()) * KMH / DRIVEN)));
        if (edge.oneWay()) {
            tag(xml, "oneway", "yes");
        }
        switch (edge.kind()) {
            case BRIDGE -> tag(xml, "bridge", "yes");
            case TUNNEL -> tag(xml, "tunnel", "yes");
            case MAIN, SIDE -> {}
        }
        xml.writeEndElement();
    }

    private static void tag(XMLStreamWriter xml, String key, String value) throws XMLStreamException {
        xml.writeEmptyElement("tag");
        xml.writeAttribute("k", key);
        xml.writeAttribute("v", value);
    }
}
