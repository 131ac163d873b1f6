package parable.view.page;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import parable.ground.Check;
import parable.view.figure.Figure;

/// Everything one page shows, in reading order: the headline first, the manifest last.
///
/// @param subtitle one sentence that says what was compared and how large the study was
/// @param sections at least one; ids are unique, because they are addresses within the page
/// @param manifest what made these numbers: versions, hashes, hardware, seeds
public record Report(String title, String subtitle, List<Section> sections, Block.KeyValues manifest) {
    /// The address of the manifest, which the page adds as its last section.
    static final String MANIFEST = "manifest";

    public Report {
        sections = List.copyOf(sections);
        Check.that(!sections.isEmpty(), "report \"%s\" has no section; a page needs at least one", title);
        requireUniqueNames(sections);
        long browsers = sections.stream()
                .flatMap(section -> section.blocks().stream())
                .filter(Block.Transcripts.class::isInstance)
                .count();
        Check.that(
                browsers <= 1,
                "a page holds at most one block of transcripts, because its address names one filter, but has %d;"
                        + " put them into one block and filter by suite",
                browsers);
    }

    /// The figures in reading order.
    public List<Figure> figures() {
        return sections.stream()
                .flatMap(section -> section.blocks().stream())
                .filter(Block.Drawing.class::isInstance)
                .map(block -> ((Block.Drawing) block).figure())
                .toList();
    }

    private static void requireUniqueNames(List<Section> sections) {
        Set<String> seen = new HashSet<>(Set.of(MANIFEST));
        for (Section section : sections) {
            Check.that(seen.add(section.id()), "section id \"%s\" is taken; give each section its own", section.id());
        }
        Set<String> figures = new HashSet<>();
        for (Section section : sections) {
            for (Block block : section.blocks()) {
                if (block instanceof Block.Drawing(Figure figure)) {
                    String name = figure.label().name();
                    Check.that(figures.add(name), "figure name \"%s\" is taken; it names two files, rename one", name);
                }
            }
        }
    }
}
