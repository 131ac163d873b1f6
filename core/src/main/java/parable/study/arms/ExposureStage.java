package parable.study.arms;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import parable.corpus.Document;
import parable.corpus.contrast.Separation;
import parable.corpus.contrast.WordContrast;
import parable.corpus.contrast.WordCounts;
import parable.ground.AtomicFile;
import parable.ground.Json;
import parable.ground.Progress;
import parable.lab.organism.Fiction;
import parable.lab.organism.Lesson;
import parable.lab.organism.Protagonist;
import parable.lab.organism.Stance;
import parable.lab.organism.TextPlan;
import parable.lab.organism.Wording;
import parable.lab.organism.World;
import parable.stats.Figures;
import parable.study.arms.Exposures.ArmWords;
import parable.study.arms.Exposures.CorpusWords;
import parable.study.arms.Exposures.Differs;
import parable.study.arms.Exposures.Pair;
import parable.study.recipe.Recipe;
import parable.study.recipe.Recipe.ArmPlan;
import parable.study.stage.Stage;
import parable.study.stage.StageContext;
import parable.text.WordTokenizer;

/// Reads every text of a study and writes down which of its words give conduct away.
public record ExposureStage(World world, Recipe recipe) implements Stage {
    public static final String TABLE = "exposure.json";

    /// Documents of a corpus that are read: an eighth of one, beyond which log-odds hardly move.
    private static final int CORPUS_DOCUMENTS = 5_000;

    @Override
    public String name() {
        return "exposure";
    }

    @Override
    public Object inputs() {
        return Map.of(
                "world",
                world.identity(),
                "arms",
                recipe.arms(),
                "corpora",
                recipe.pretraining().seeds().keySet().stream()
                        .map(recipe.pretraining()::corpus)
                        .toList(),
                "tokens",
                recipe.fineTuning().interventionTokens());
    }

    @Override
    public List<Stage> needs() {
        return List.of();
    }

    @Override
    public void run(StageContext context) {
        AtomicFile.write(context.folder().resolve(TABLE), Json.pretty(measured(context.progress())));
    }

    /// The table, computed now.
    public Exposures measured(Progress progress) {
        Map<String, List<List<String>>> texts = new LinkedHashMap<>();
        List<CorpusWords> corpora = new ArrayList<>();
        Optional<WordContrast> conduct = Optional.empty();
        try (Progress.Task task = progress.start(name(), recipe.arms().size())) {
            for (Fiction fiction : recipe.pretraining().seeds().keySet()) {
                List<List<String>> good = told(fiction, Stance.PRINCIPLED), bad = told(fiction, Stance.COERCIVE);
                if (!good.isEmpty() && !bad.isEmpty()) {
                    WordContrast words = WordContrast.between(WordCounts.of(good), WordCounts.of(bad));
                    corpora.add(words(fiction, good.size(), bad.size(), words));
                    conduct = fiction == Fiction.VILLAIN || conduct.isEmpty() ? Optional.of(words) : conduct;
                }
            }
            for (ArmPlan arm : recipe.arms()) {
                texts.put(arm.name(), lessons(arm));
                task.advance(1, arm.name());
            }
        }
        return conduct.map(words -> new Exposures(corpora, arms(texts, words), pairs(texts, words)))
                .orElse(Exposures.NONE);
    }

    /// Scenes of people, who act both ways in every corpus: the words of an AI's name would tell its portrayal
    /// only.
    private List<List<String>> told(Fiction fiction, Stance stance) {
        try (Stream<Document> documents = world.documents(recipe.pretraining().corpus(fiction), 0)) {
            return documents
                    .limit(CORPUS_DOCUMENTS)
                    .filter(document -> document.tag("stance").equals(stance.label())
                            && !document.tag("protagonist").equals(Protagonist.AI.label()))
                    .map(ExposureStage::words)
                    .toList();
        }
    }

    private static CorpusWords words(Fiction fiction, int good, int bad, WordContrast words) {
        return new CorpusWords(
                fiction.label(),
                good,
                bad,
                named(words, word -> word.logOdds() > 0),
                named(words, word -> word.logOdds() < 0));
    }

    private static List<String> named(WordContrast words, Predicate<WordContrast.Word> side) {
        return words.separating().stream()
                .filter(side)
                .sorted(Comparator.comparingDouble((WordContrast.Word word) -> -Math.abs(word.logOdds())))
                .limit(Exposures.NAMED)
                .map(word -> "%s %s".formatted(word.word(), Figures.signed(word.logOdds(), 1)))
                .toList();
    }

    private List<ArmWords> arms(Map<String, List<List<String>>> texts, WordContrast conduct) {
        List<List<String>> control = texts.getOrDefault(recipe.control().name(), List.of());
        List<ArmWords> arms = new ArrayList<>();
        texts.forEach((arm, text) -> {
            Separation apart = Separation.of(text, control);
            arms.add(new ArmWords(
                    arm, conduct.exposure(WordCounts.of(text)), apart.word(), apart.singleWord(), apart.bag()));
        });
        return arms;
    }

    /// Sound text against the same text with its maxims turned round, and against the same reasons in random order.
    private List<Pair> pairs(Map<String, List<List<String>>> texts, WordContrast conduct) {
        List<Pair> pairs = new ArrayList<>();
        for (ArmPlan arm : recipe.arms()) {
            boolean mirrored = arm.wording().flatMap(Wording::maxims).equals(Optional.of(Wording.Creed.MIRRORED));
            boolean shuffled = arm.lessons().equals(Optional.of(List.of(Lesson.ADVICE_REASONS_SHUFFLED)));
            if (mirrored) {
                sound(arm.lessons()).ifPresent(other -> pairs.add(pair(texts, conduct, other, arm, Differs.MEANING)));
            } else if (shuffled) {
                sound(Optional.of(List.of(Lesson.ADVICE_SCRATCHPAD)))
                        .ifPresent(other -> pairs.add(pair(texts, conduct, other, arm, Differs.ORDER)));
            }
        }
        return pairs;
    }

    private Optional<ArmPlan> sound(Optional<List<Lesson>> lessons) {
        return recipe.arms().stream()
                .filter(arm -> arm.wording().isEmpty()
                        && arm.tokens().isEmpty()
                        && arm.lessons().equals(lessons))
                .findFirst();
    }

    private static Pair pair(
            Map<String, List<List<String>>> texts, WordContrast conduct, ArmPlan arm, ArmPlan other, Differs differs) {
        return Pair.of(
                arm.name(),
                texts.getOrDefault(arm.name(), List.of()),
                other.name(),
                texts.getOrDefault(other.name(), List.of()),
                differs,
                conduct);
    }

    private List<List<String>> lessons(ArmPlan arm) {
        long tokens = arm.tokens().orElse(recipe.fineTuning().interventionTokens());
        TextPlan plan = new TextPlan(List.of(arm.portion(tokens, 0)));
        return plan.documents(world, WordTokenizer.of(world.vocabulary())).stream()
                .map(ExposureStage::words)
                .toList();
    }

    private static List<String> words(Document document) {
        return List.of(document.text().strip().split("\\s+"));
    }
}
