package parable.judge.gold;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import parable.ground.Nearest;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.ground.WholeText;
import parable.ground.Yaml;
import parable.judge.Rubric;
import parable.judge.Rubrics;

/// Labels as people fill them in: `labels.yaml` of a rater, or `adjudication.yaml`.
///
/// @param by     the rater, or `adjudication`
/// @param labels an act's code or `cannot-tell` for every item, in the order of the sheet
record LabelSheet(String by, Map<String, String> labels) {
    LabelSheet {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    static String empty(int rater, List<GoldItem> order) {
        StringBuilder text = new StringBuilder("""
                # Read records/ITEM.txt, then write the code of the act between the quotation marks, such as "K7". Each record
                # lists the codes. Write "%s" where you cannot decide. Change nothing else, and do not talk about it.
                by: rater-%d
                labels:
                """.formatted(GoldDraw.CANNOT_TELL, rater));
        order.forEach(item -> text.append("  \"%s\": \"\"%n".formatted(item.item())));
        return text.toString();
    }

    /// @param drawn all items, of which others may not stand in the sheet
    /// @param asked those that must
    /// @throws StudyException CONFIG naming the first thing that is not as it ought to be
    static LabelSheet read(Path file, List<GoldItem> drawn, List<GoldItem> asked, Rubrics rubrics) {
        LabelSheet sheet = parsed(file);
        List<String> known = drawn.stream().map(GoldItem::item).toList();
        for (String item : sheet.labels().keySet()) {
            if (!known.contains(item)) {
                throw new StudyException(
                        Category.CONFIG,
                        "%s: \"%s\" is no record that was drawn. Did you mean \"%s\"? Put its name back as it was.",
                        file,
                        item,
                        Nearest.to(item, known).orElse("?"));
            }
        }
        asked.forEach(item -> sheet.require(file, item));
        sheet.requireFilled(file, asked);
        asked.forEach(item -> sheet.requireKnown(file, item, rubrics.of(item.family())));
        return sheet;
    }

    /// Whether one of the asked lines is there and has no label yet.
    static boolean hasGaps(Path file, List<GoldItem> asked) {
        return !parsed(file).gaps(asked).isEmpty();
    }

    private List<String> gaps(List<GoldItem> asked) {
        Set<String> wanted = asked.stream().map(GoldItem::item).collect(Collectors.toSet());
        return labels.entrySet().stream()
                .filter(line ->
                        wanted.contains(line.getKey()) && line.getValue().isBlank())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static LabelSheet parsed(Path file) {
        try {
            return Yaml.read(WholeText.of(file, WholeText.WRITTEN), file.toString(), LabelSheet.class);
        } catch (IOException e) {
            throw new StudyException(
                    Category.CONFIG,
                    e,
                    "The sheet %s could not be read (%s). It must be there, in UTF-8; draw the gold set if there is none.",
                    file,
                    e.getClass().getSimpleName());
        }
    }

    private void require(Path file, GoldItem item) {
        if (!labels.containsKey(item.item())) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s: the line of record \"%s\" is missing. Put it back: \"%s\": \"CODE\".",
                    file,
                    item.item(),
                    item.item());
        }
    }

    private void requireFilled(Path file, List<GoldItem> asked) {
        List<String> gaps = gaps(asked);
        if (!gaps.isEmpty()) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s: %d of %d records have no label yet, the first is \"%s\". Read records/%s.txt and write a code, or %s.",
                    file,
                    gaps.size(),
                    asked.size(),
                    gaps.getFirst(),
                    gaps.getFirst(),
                    GoldDraw.CANNOT_TELL);
        }
    }

    private void requireKnown(Path file, GoldItem item, Rubric rubric) {
        String label = label(item);
        if (!label.equals(GoldDraw.CANNOT_TELL) && rubric.act(label).isEmpty()) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s: record \"%s\" is labelled \"%s\", which is no code of its family. Codes: %s, or %s.",
                    file,
                    item.item(),
                    label,
                    String.join(
                            ", ", rubric.acts().stream().map(Rubric.Act::code).toList()),
                    GoldDraw.CANNOT_TELL);
        }
    }

    String label(GoldItem item) {
        return labels.getOrDefault(item.item(), "");
    }
}
