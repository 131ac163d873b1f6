package parable.view.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import parable.lab.organism.SmallEnglishJudge;
import parable.view.page.HostileText;
import parable.view.study.SampleReport;

class FigureTest {
    static List<Figure> figures() {
        List<Figure> figures = new ArrayList<>(SampleReport.report(0).figures());
        figures.add(HostileText.bars());
        figures.add(crowded());
        figures.add(ungraded());
        figures.add(multiples());
        return figures;
    }

    /// More panels than a row holds, and a legend of more than one line.
    private static SmallMultiples multiples() {
        List<SmallMultiples.Panel> panels = new ArrayList<>();
        for (int panel = 0; panel < 6; panel++) {
            List<Lines.Series> series = new ArrayList<>();
            for (int s = 0; s < 6; s++) {
                List<Lines.Point> points = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    points.add(new Lines.Point(0.5 * i, SampleReport.share(10 * (panel + s + i), 200, 0)));
                }
                series.add(new Lines.Series("an arm of some length, number " + s, points));
            }
            panels.add(new SmallMultiples.Panel("a regimen whose name is too long for its panel " + panel, series));
        }
        return new SmallMultiples(
                new Figure.Label("multiples", "Small multiples", "Made-up numbers."),
                Axis.share("done"),
                Axis.share("harmful"),
                panels);
    }

    @ParameterizedTest
    @MethodSource("figures")
    void isWellFormedAndNamedForReadersWhoCannotSeeIt(Figure figure) throws Exception {
        Element svg = parse(figure).getDocumentElement();

        assertThat(svg.getAttribute("role")).isEqualTo("img");
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isNotBlank();
        assertThat(svg.getElementsByTagName("desc").item(0).getTextContent()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("figures")
    void everythingLiesWithinTheViewBox(Figure figure) throws Exception {
        Element svg = parse(figure).getDocumentElement();
        double width = number(svg, "width");
        double height = number(svg, "height");

        for (Element e : elements(svg, "*")) {
            for (String attribute : List.of("x", "x1", "x2", "cx")) {
                assertThat(number(e, attribute))
                        .as(e.getTagName() + " " + attribute)
                        .isBetween(0.0, width);
            }
            for (String attribute : List.of("y", "y1", "y2", "cy")) {
                assertThat(number(e, attribute))
                        .as(e.getTagName() + " " + attribute)
                        .isBetween(0.0, height);
            }
            assertThat(number(e, "x") + number(e, "width")).isLessThanOrEqualTo(width + 0.01);
            assertThat(number(e, "y") + number(e, "height")).isLessThanOrEqualTo(height + 0.01);
        }
    }

    @ParameterizedTest
    @MethodSource("figures")
    void textStaysWithinTheViewBox(Figure figure) throws Exception {
        Element svg = parse(figure).getDocumentElement();

        for (Element text : elements(svg, "text")) {
            if (text.hasAttribute("transform")) {
                continue; // the one turned label runs along y
            }
            double length = Lettering.width(text.getTextContent(), number(text, "font-size"));
            double start = switch (text.getAttribute("text-anchor")) {
                case "end" -> number(text, "x") - length;
                case "middle" -> number(text, "x") - length / 2;
                default -> number(text, "x");
            };
            assertThat(start).as(text.getTextContent()).isGreaterThanOrEqualTo(0);
            assertThat(start + length).as(text.getTextContent()).isLessThanOrEqualTo(number(svg, "width") + 1);
        }
    }

    @ParameterizedTest
    @MethodSource("figures")
    void isTheSamePictureEveryTime(Figure figure) {
        assertThat(figure.svg()).isEqualTo(figure.svg());
    }

    @ParameterizedTest
    @MethodSource("figures")
    void everyRecordOfItsNumbersFillsTheHeader(Figure figure) {
        assertThat(figure.records())
                .allSatisfy(fields ->
                        assertThat(fields).hasSameSizeAs(figure.records().getFirst()));
    }

    @Test
    void eachEstimateHasOneMark() throws Exception {
        IntervalDots dots = SampleReport.headline();
        int besides = (int)
                dots.rows().stream().filter(row -> row.second().isPresent()).count();

        assertThat(marks(dots)).isEqualTo(dots.rows().size() * dots.series().size() + besides);
        assertThat(marks(SampleReport.factorial()))
                .isEqualTo(SampleReport.factorial().squares().size());
        assertThat(marks(SampleReport.dose())).isEqualTo(4 * 8);
        assertThat(marks(SampleReport.displacement())).isEqualTo((int) SampleReport.displacement().bars().stream()
                .flatMap(bar -> bar.counts().stream())
                .filter(count -> count > 0)
                .count());
    }

    @Test
    void theCsvHoldsTheNumbersDrawn() {
        IntervalDots dots = SampleReport.headline();
        IntervalDots.Dot far = dots.rows().get(5).dots().get(1);

        List<String> record = dots.records().stream()
                .filter(fields ->
                        fields.get(1).equals("Demonstrations") && fields.get(2).equals("far"))
                .findFirst()
                .orElseThrow();

        assertThat(dots.records().getFirst())
                .containsExactly(
                        "group",
                        "row",
                        "series",
                        "seeds",
                        "flag",
                        "value",
                        "lower",
                        "upper",
                        "level",
                        "k",
                        "n",
                        "ungraded",
                        "method",
                        "unit");
        assertThat(Double.parseDouble(record.get(5))).isEqualTo(far.estimate().value());
        assertThat(Double.parseDouble(record.get(6)))
                .isEqualTo(far.estimate().interval().lower());
        assertThat(record.get(9)).isEqualTo(Integer.toString(far.estimate().k()));
        assertThat(record.get(3).split(" ")).hasSize(5);
    }

    @Test
    void theCsvOfTheBarsAddsUpToEveryRollout() {
        StackedBars bars = SampleReport.displacement();

        int sum = bars.records().stream()
                .skip(1)
                .mapToInt(fields -> Integer.parseInt(fields.get(4)))
                .sum();

        assertThat(sum)
                .isEqualTo(bars.bars().stream().mapToInt(StackedBars.Bar::total).sum());
    }

    @Test
    void fieldsWithCommasQuotesAndLinesAreQuoted() {
        assertThat(Csv.text(List.of(List.of("a,b", "say \"no\"", "two\nlines", "plain"))))
                .isEqualTo("\"a,b\",\"say \"\"no\"\"\",\"two\nlines\",plain\r\n");
    }

    @Test
    void aDotIsWhereItsValueLiesOnTheAxis() throws Exception {
        Element svg = parse(SampleReport.dose()).getDocumentElement();
        List<Element> ticks = elements(svg, "text").stream()
                .filter(text -> text.getTextContent().equals("0")
                        || text.getTextContent().equals(".5"))
                .toList();
        double zero = number(ticks.get(0), "y") - 4;
        double half = number(ticks.get(1), "y") - 4;
        Element first = elements(svg, "circle").getFirst(); // demonstrations at dose 0: 0.48

        assertThat(number(first, "cy"))
                .isCloseTo(zero + 0.48 / 0.5 * (half - zero), org.assertj.core.api.Assertions.within(0.05));
    }

    @Test
    void nothingGradedIsSaidAndNeverDrawnAsZero() throws Exception {
        String svg = ungraded().svg();

        assertThat(svg)
                .contains("nothing graded")
                .contains("no graded rollout; 7 ungraded")
                .doesNotContain(">.50<", ">.5<");
        assertThat(elements(parse(ungraded()).getDocumentElement(), "circle")).hasSize(1); // the legend's
        assertThat(svg).doesNotContain("NaN");
    }

    @Test
    void longNamesAreCutButWholeInTheTip() {
        String svg = crowded().svg();

        assertThat(svg).contains("\u2026").contains("<title>" + "very-long-arm-name".repeat(9));
    }

    @Test
    void aRowWithoutADotForEverySeriesIsRefused() {
        assertThatThrownBy(() -> new IntervalDots(
                        new Figure.Label("short", "t", "c"),
                        Axis.share("x"),
                        List.of("near", "far"),
                        List.of(new IntervalDots.Row("", "base", List.of(dot(1, 2, 0)), Optional.empty())),
                        Optional.empty(),
                        Optional.empty()))
                .hasMessageContaining("row \"base\" of figure short needs one dot for each of [near, far], but has 1");
    }

    @Test
    void everyBehaviorOfTheLittleWorldHasItsOwnColor() {
        List<StackedBars.Category> all = SmallEnglishJudge.BEHAVIORS.stream()
                .map(behavior -> new StackedBars.Category(behavior.name(), Tone.of(behavior.standing())))
                .toList();
        List<Integer> ones = all.stream().map(_ -> 1).toList();
        String svg = new StackedBars(
                        new Figure.Label("all", "All", "One of each."),
                        "rollouts",
                        all,
                        List.of(new StackedBars.Bar("", "base", ones)))
                .svg();

        List<String> fills = java.util.regex.Pattern.compile(
                        "<g class=\"mark\">.*?<rect [^>]* (fill=\"[^\"]*\")", java.util.regex.Pattern.DOTALL)
                .matcher(svg)
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(fills).hasSize(all.size()).doesNotHaveDuplicates();
    }

    @Test
    void aNameThatIsNoFileNameIsRefused() {
        assertThatThrownBy(() -> new Figure.Label("../../etc/passwd", "t", "c"))
                .hasMessageContaining("../../etc/passwd");
    }

    /// One row with names and counts far longer than their columns.
    private static IntervalDots crowded() {
        return new IntervalDots(
                new Figure.Label("crowded", "Crowded", "Everything too long."),
                Axis.share("share (%)"),
                List.of("a series with a rather long name", "another one", "third", "fourth"),
                List.of(new IntervalDots.Row(
                        "",
                        "very-long-arm-name".repeat(9),
                        List.of(dot(0, 99_999, 99_999), dot(99_999, 99_999, 0), dot(1, 2, 0), dot(0, 1, 0)),
                        Optional.empty())),
                Optional.empty(),
                Optional.empty());
    }

    private static IntervalDots ungraded() {
        return new IntervalDots(
                new Figure.Label("ungraded", "Ungraded", "No verdict at all."),
                Axis.share("share (%)"),
                List.of("near"),
                List.of(new IntervalDots.Row("", "base", List.of(dot(0, 0, 7)), Optional.empty())),
                Optional.empty(),
                Optional.empty());
    }

    private static IntervalDots.Dot dot(int k, int n, int ungraded) {
        return new IntervalDots.Dot(SampleReport.share(k, n, ungraded), List.of());
    }

    private static long marks(Figure figure) throws Exception {
        return elements(parse(figure).getDocumentElement(), "g").stream()
                .filter(group -> group.getAttribute("class").equals("mark"))
                .count();
    }

    static Document parse(Figure figure) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(figure.svg())));
    }

    private static List<Element> elements(Element root, String tag) {
        NodeList found = root.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            Element element = (Element) found.item(i);
            if (!((Element) element.getParentNode()).getTagName().equals("pattern")) { // tiles have their own space
                elements.add(element);
            }
        }
        return elements;
    }

    private static double number(Element element, String attribute) {
        String text = element.getAttribute(attribute);
        return text.isEmpty() || element.getTagName().equals("pattern") ? 0 : Double.parseDouble(text);
    }

    @Test
    void panelsShareOneLegend() {
        SmallMultiples whole = multiples();
        SmallMultiples.Panel first = whole.panels().getFirst();
        SmallMultiples.Panel other =
                new SmallMultiples.Panel("other", first.series().subList(0, 2));
        assertThatThrownBy(() -> new SmallMultiples(whole.label(), whole.x(), whole.y(), List.of(first, other)))
                .hasMessageContaining("all share one legend");
    }
}
