package parable.audit.claims;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import parable.ground.Visible;

/// A gate's findings as build servers read test results: one test case a claim, in the form of
/// [Surefire's schema](https://maven.apache.org/surefire/maven-surefire-plugin/xsd/surefire-test-report.xsd).
///
/// A failed claim is a failure, an inconclusive one is skipped, and one whose conversations are missing is an
/// error. The schema has no properties of a test case, so each is a property of the suite, `CLAIM.NAME`. Times are 0: a
/// report depends on the run alone. What XML 1.0 cannot hold is made visible.
public final class JUnitReport {
    private static final String NO_TIME = "0";
    /// Bytes in which a report has said what it is.
    private static final int HEAD = 512;

    private JUnitReport() {}

    /// @param program name and version of what wrote it
    public static String of(GateReport report, String program) {
        return written(out -> {
            suite(out, name(report), report.rulings());
            properties(out, properties(report, program));
            for (GateDecision ruling : report.rulings()) {
                testCase(out, report, ruling);
            }
        });
    }

    /// Of a gate that could not look at its run.
    public static String ofError(String message) {
        return written(out -> {
            start(out, "parable gate", Map.of("tests", 1, "errors", 1, "skipped", 0, "failures", 0));
            start(out, "gate", "parable");
            outcome(out, "error", message, "error");
            out.writeEndElement();
        });
    }

    /// Whether a file holds test results, of whatever run.
    public static boolean isOne(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(HEAD), StandardCharsets.UTF_8).contains("<testsuite");
        } catch (IOException _) {
            return false;
        }
    }

    private interface Content {
        void writeTo(XMLStreamWriter out) throws XMLStreamException;
    }

    private static String written(Content content) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            out.writeStartDocument("UTF-8", "1.0");
            out.writeCharacters("\n");
            content.writeTo(out);
            out.writeEndElement();
            out.writeCharacters("\n");
            out.writeEndDocument();
            out.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a text in memory could not be written", e);
        }
        return text.toString();
    }

    private static String name(GateReport report) {
        return "%s.%s".formatted(report.claims().suite(), report.run().model());
    }

    private static void suite(XMLStreamWriter out, String name, List<GateDecision> rulings) throws XMLStreamException {
        Map<String, Long> outcomes =
                rulings.stream().collect(Collectors.groupingBy(JUnitReport::element, Collectors.counting()));
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("tests", rulings.size());
        counts.put("errors", outcomes.getOrDefault("error", 0L));
        counts.put("skipped", outcomes.getOrDefault("skipped", 0L));
        counts.put("failures", outcomes.getOrDefault("failure", 0L));
        start(out, name, counts);
    }

    private static void start(XMLStreamWriter out, String name, Map<String, ?> counts) throws XMLStreamException {
        out.writeStartElement("testsuite");
        attribute(out, "name", name);
        attribute(out, "time", NO_TIME);
        for (Map.Entry<String, ?> count : counts.entrySet()) {
            attribute(out, count.getKey(), count.getValue().toString());
        }
    }

    private static void start(XMLStreamWriter out, String name, String className) throws XMLStreamException {
        out.writeStartElement("testcase");
        attribute(out, "name", name);
        attribute(out, "classname", className);
        attribute(out, "time", NO_TIME);
    }

    private static String element(GateDecision ruling) {
        return switch (ruling.verdict()) {
            case PASS -> "";
            case FAIL -> "failure";
            case INCONCLUSIVE -> ruling.lacksConversations() ? "error" : "skipped";
        };
    }

    private static void testCase(XMLStreamWriter out, GateReport report, GateDecision ruling)
            throws XMLStreamException {
        start(out, ruling.id(), name(report));
        if (ruling.verdict() != GateVerdict.PASS) {
            outcome(out, element(ruling), message(ruling), ruling.verdict().name());
        }
        out.writeStartElement("system-out");
        out.writeCharacters(
                GateTable.rulings(List.of(ruling)).lines().map(Visible::line).collect(Collectors.joining("\n")));
        out.writeEndElement();
        out.writeEndElement();
    }

    private static String message(GateDecision ruling) {
        int missing = ruling.look().missing();
        return missing == 0
                ? ruling.reason()
                : "%s; %d conversations have not ended".formatted(ruling.reason(), missing);
    }

    private static void outcome(XMLStreamWriter out, String element, String message, String type)
            throws XMLStreamException {
        out.writeStartElement(element);
        attribute(out, "message", message);
        if (!element.equals("skipped")) {
            attribute(out, "type", type);
        }
        out.writeEndElement();
    }

    private static Map<String, String> properties(GateReport report, String program) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("program", program);
        all.put("suite", report.claims().suite());
        all.put("run", report.run().run());
        all.put("model", report.run().model());
        all.put("model.identity", report.run().identity());
        all.put("claims.sha256", report.claims().sha256());
        all.put("claims.looks", report.claims().looks().label());
        all.put("claims.level", Double.toString(report.claims().level()));
        all.put("claims.adjust", report.claims().adjust().label());
        report.rulings()
                .forEach(ruling ->
                        properties(ruling).forEach((name, value) -> all.put(ruling.id() + "." + name, value)));
        return all;
    }

    private static Map<String, String> properties(GateDecision ruling) {
        Measured measured = ruling.measured();
        Map<String, String> all = new LinkedHashMap<>();
        all.put("verdict", ruling.verdict().name());
        all.put("k", Integer.toString(measured.k()));
        all.put("n", Integer.toString(measured.n()));
        all.put("ungraded", Integer.toString(measured.ungraded()));
        all.put("missing", Integer.toString(ruling.look().missing()));
        all.put("estimate", Double.toString(measured.value()));
        all.put(
                "interval",
                "[%s, %s]"
                        .formatted(
                                measured.interval().lower(), measured.interval().upper()));
        all.put("interval.level", Double.toString(measured.interval().level()));
        all.put("method", measured.method());
        all.put(
                "bounds",
                "[%s, %s]"
                        .formatted(measured.bounds().lower(), measured.bounds().upper()));
        all.put("alpha", Double.toString(ruling.look().alpha()));
        all.put("p.adjusted", Double.toString(ruling.evidence().pass()));
        all.put("samples", Integer.toString(ruling.look().samples()));
        return all;
    }

    private static void properties(XMLStreamWriter out, Map<String, String> properties) throws XMLStreamException {
        out.writeStartElement("properties");
        for (Map.Entry<String, String> property : properties.entrySet()) {
            out.writeEmptyElement("property");
            attribute(out, "name", property.getKey());
            attribute(out, "value", property.getValue());
        }
        out.writeEndElement();
    }

    private static void attribute(XMLStreamWriter out, String name, String value) throws XMLStreamException {
        out.writeAttribute(name, Visible.line(value));
    }
}
