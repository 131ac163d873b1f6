package parable.view.page;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import parable.ground.Check;
import parable.view.figure.Figure;

/// One thing in a section. A new kind does not compile until the page knows how to show it.
public sealed interface Block {
    /// Plain paragraphs, without any markup.
    record Prose(List<String> paragraphs) implements Block {
        public Prose {
            paragraphs = List.copyOf(paragraphs);
        }

        public static Prose of(String... paragraphs) {
            return new Prose(List.of(paragraphs));
        }
    }

    /// A figure with its heading, caption, data and files.
    record Drawing(Figure figure) implements Block {}

    /// A table whose every row has a cell for every column.
    ///
    /// @param caption one sentence below the heading; may be empty
    record Table(String title, String caption, List<String> columns, List<List<Cell>> rows) implements Block {
        public Table {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
            for (List<Cell> row : rows) {
                Check.that(
                        row.size() == columns.size(),
                        "table \"%s\" has %d columns, but a row has %d cells; add the missing ones as Cell.text(\"\")",
                        title,
                        columns.size(),
                        row.size());
            }
        }
    }

    /// A text of which some words are marked.
    ///
    /// @param lead the text before it, unmarked; may be empty
    record Passage(String title, String lead, List<Piece> pieces) implements Block {
        public Passage {
            pieces = List.copyOf(pieces);
        }
    }

    /// Pre-registered claims with what was found.
    record Claims(List<ClaimCard> cards) implements Block {
        public Claims {
            cards = List.copyOf(cards);
        }
    }

    /// The ledgers of two rollouts, line by line, in two columns.
    ///
    /// @param caption what the pair shows, in a sentence or two
    /// @param left    whose the left side is, such as `A`
    /// @param whole   leads to both in full, where they stand on the page
    record SideBySide(String title, String caption, String left, String right, List<Line> lines, Optional<Link> whole)
            implements Block {
        /// @param place such as `action 3`
        /// @param parts whether the two part here
        public record Line(
                String place, TranscriptCard.LedgerLine left, TranscriptCard.LedgerLine right, boolean parts) {}

        public SideBySide {
            lines = List.copyOf(lines);
        }
    }

    /// What models wrote, to be browsed and filtered. Behavior and standing are filters besides.
    ///
    /// @param facets what each card's source says, in its order
    record Transcripts(List<Facet> facets, List<TranscriptCard> cards) implements Block {
        public Transcripts {
            facets = List.copyOf(facets);
            cards = List.copyOf(cards);
            for (TranscriptCard card : cards) {
                Check.that(
                        card.source().size() == facets.size(),
                        "transcript \"%s\" needs a value for each of %d facets, but has %d",
                        card.id(),
                        facets.size(),
                        card.source().size());
            }
        }
    }

    /// Something that is known about every transcript.
    ///
    /// @param name    a word of lower-case letters; in addresses too
    /// @param filters whether readers can choose by it
    record Facet(String name, boolean filters) {
        public Facet {
            Check.that(
                    name.matches("[a-z]+"), "a facet is named with one word in lower-case letters, but \"%s\"", name);
        }
    }

    /// Names and values, such as a manifest.
    record KeyValues(List<Entry> entries) implements Block {
        public record Entry(String key, String value) {}

        public KeyValues {
            entries = List.copyOf(entries);
        }

        /// Keys and values in turn.
        public static KeyValues of(String... keysAndValues) {
            Check.that(keysAndValues.length % 2 == 0, "keys and values come in pairs");
            return new KeyValues(IntStream.range(0, keysAndValues.length / 2)
                    .mapToObj(i -> new Entry(keysAndValues[2 * i], keysAndValues[2 * i + 1]))
                    .toList());
        }
    }
}
