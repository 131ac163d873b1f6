package parable.corpus.curate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import parable.corpus.near.Words;
import parable.stats.CohenKappa;
import parable.stats.Effect;
import parable.stats.Estimate;

/// How far a tagger says what both readers of a gold set say. The development half is left out, and so are, question
/// by question, the passages on which the readers differ. Questions about the AI are asked of passages about one.
///
/// @param rows one a question and kind of passage; the kind `all` first
/// @param development passages left out because they are for development
public record TaggerAgreement(List<Row> rows, int development) {
    private static final String UNIT = "passage";
    static final String ALL = "all", NO_AI = "no AI";

    public TaggerAgreement {
        rows = List.copyOf(rows);
    }

    /// @param decided  passages of which the tagger says something, among all
    /// @param right    those of them of which it says what the readers say
    /// @param kappa    of tagger and readers, with "unknown" as a word of its own; empty where nothing could differ
    /// @param disputed passages left out because the readers differ
    public record Row(
            PortrayalAspect aspect,
            String kind,
            Estimate decided,
            Estimate right,
            Optional<Effect> kappa,
            int disputed) {}

    private record Answered(GoldPassage passage, Portrayal told) {}

    /// @param kind of a passage, by which rows are made besides
    public static TaggerAgreement of(
            List<GoldPassage> gold, PortrayalTagger tagger, Optional<Function<GoldPassage, String>> kind) {
        List<Answered> answered = gold.stream()
                .filter(passage -> !passage.isForDevelopment())
                .map(passage -> new Answered(passage, tagger.of(passage.text(), Words.of(passage.text()))))
                .toList();
        List<Row> rows = new ArrayList<>();
        for (PortrayalAspect aspect : PortrayalAspect.values()) {
            List<Answered> asked = answered.stream()
                    .filter(one -> aspect == PortrayalAspect.AI || one.passage().isAboutAi())
                    .toList();
            rows.add(row(aspect, ALL, asked, true));
            Function<Answered, String> group = kind.<Function<Answered, String>>map(
                            by -> one -> by.apply(one.passage()))
                    .orElse(one -> "is " + one.passage().agreed(aspect).orElse("disputed"));
            groups(asked, group).forEach((name, some) -> rows.add(row(aspect, name, some, kind.isPresent())));
            if (aspect == PortrayalAspect.CONDUCT && kind.isEmpty()) {
                rows.add(row(aspect, NO_AI, aboutNoAi(answered), false));
            }
        }
        return new TaggerAgreement(rows, gold.size() - answered.size());
    }

    /// Whatever a tagger says of their conduct is wrong.
    private static List<Answered> aboutNoAi(List<Answered> answered) {
        return answered.stream()
                .filter(one -> one.passage()
                        .agreed(PortrayalAspect.AI)
                        .filter(Portrayal.Answer.NO.word()::equals)
                        .isPresent())
                .toList();
    }

    private static Map<String, List<Answered>> groups(List<Answered> all, Function<Answered, String> group) {
        Map<String, List<Answered>> groups = new TreeMap<>();
        all.forEach(one ->
                groups.computeIfAbsent(group.apply(one), _ -> new ArrayList<>()).add(one));
        groups.remove("is disputed");
        return groups;
    }

    /// @param differs whether the readers' answers differ among these, so that kappa means something
    private static Row row(PortrayalAspect aspect, String kind, List<Answered> asked, boolean differs) {
        List<Answered> known = asked.stream()
                .filter(one -> one.passage().agreed(aspect).isPresent())
                .toList();
        List<String> gold = known.stream()
                .map(one -> one.passage().agreed(aspect).orElseThrow())
                .toList();
        List<String> told = known.stream().map(one -> aspect.of(one.told())).toList();
        int decided = 0, right = 0;
        for (int i = 0; i < told.size(); i++) {
            boolean isDecided = !told.get(i).equals(PortrayalAspect.UNKNOWN);
            decided += isDecided ? 1 : 0;
            right += isDecided && told.get(i).equals(gold.get(i)) ? 1 : 0;
        }
        return new Row(
                aspect,
                kind,
                Estimate.wilson(decided, told.size(), 0, UNIT),
                Estimate.wilson(right, decided, told.size() - decided, UNIT),
                differs ? CohenKappa.of(gold, told, Estimate.LEVEL, UNIT) : Optional.empty(),
                asked.size() - known.size());
    }

    /// How far the readers agree with each other, over both halves.
    public static List<Readers> readers(List<GoldPassage> gold) {
        List<GoldPassage> twice =
                gold.stream().filter(passage -> passage.second().isPresent()).toList();
        return Stream.of(PortrayalAspect.values())
                .map(aspect -> Readers.of(
                        aspect,
                        aspect == PortrayalAspect.AI
                                ? twice
                                : twice.stream().filter(GoldPassage::isAboutAi).toList()))
                .filter(readers -> readers.same().hasData())
                .toList();
    }

    /// @param same passages of which both say the same
    public record Readers(PortrayalAspect aspect, Estimate same, Optional<Effect> kappa) {
        static Readers of(PortrayalAspect aspect, List<GoldPassage> twice) {
            int same = (int) twice.stream()
                    .filter(passage -> passage.agreed(aspect).isPresent())
                    .count();
            return new Readers(
                    aspect,
                    Estimate.wilson(same, twice.size(), 0, UNIT),
                    CohenKappa.of(
                            twice.stream()
                                    .map(passage -> aspect.of(passage.first()))
                                    .toList(),
                            twice.stream()
                                    .map(passage -> aspect.of(passage.second().orElseThrow()))
                                    .toList(),
                            Estimate.LEVEL,
                            UNIT));
        }
    }
}
