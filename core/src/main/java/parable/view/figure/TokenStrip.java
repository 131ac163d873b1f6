package parable.view.figure;

import java.util.ArrayList;
import java.util.List;
import parable.ground.Check;

/// A text word by word with a number above each, such as a reading, and one word marked.
///
/// @param readings one a word
/// @param marked   index of the word after which something happens
/// @param mark     what happens there, in a word or two
/// @param quantity what a reading is, with its unit
public record TokenStrip(
        Label label, List<String> words, List<Double> readings, int marked, String mark, String quantity)
        implements Figure {
    public TokenStrip {
        words = List.copyOf(words);
        readings = List.copyOf(readings);
        Check.that(
                words.size() == readings.size() && !words.isEmpty(),
                "figure %s needs one reading for each of its words, but has %d and %d",
                label.name(),
                words.size(),
                readings.size());
        Check.that(
                marked >= 0 && marked < words.size(),
                "figure %s marks word %d, but has words 0 to %d",
                label.name(),
                marked,
                words.size() - 1);
        for (double reading : readings) {
            Check.that(Double.isFinite(reading), "figure %s has a reading of %s", label.name(), reading);
        }
    }

    @Override
    public String svg() {
        return new TokenStripPainter(this).paint();
    }

    @Override
    public List<List<String>> records() {
        List<List<String>> records = new ArrayList<>();
        records.add(List.of("token", "word", "reading", "marked"));
        for (int i = 0; i < words.size(); i++) {
            records.add(
                    List.of(Integer.toString(i), words.get(i), Csv.number(readings.get(i)), i == marked ? mark : ""));
        }
        return records;
    }
}
