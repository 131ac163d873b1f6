package parable.study.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parable.corpus.Document;
import parable.lab.organism.Genre;
import parable.lab.organism.TextPlan;
import parable.lab.organism.World;
import parable.study.recipe.Tracing;
import parable.text.Tokenizer;

/// The documents that a study traces to.
///
/// @param documents in the order of the corpus
/// @param read      documents of each stratum that were gone through, sampled or not: with them totals over a
///                  whole corpus are estimated without bias
///                  ([Horvitz and Thompson 1952](https://doi.org/10.1080/01621459.1952.10483446))
public record TraceSample(List<Document> documents, Map<String, Integer> read) {
    public TraceSample {
        documents = List.copyOf(documents);
        read = new TreeMap<>(read);
    }

    /// Reads each portion of text until its strata are full or its tokens are used up.
    static TraceSample of(TextPlan text, World world, Tokenizer tokenizer, Tracing.Sample wanted) {
        List<Document> taken = new ArrayList<>();
        Map<String, Integer> read = new TreeMap<>();
        for (TextPlan.Portion portion : text.portions()) {
            Strata strata = strata(portion, wanted);
            try (Stream<Document> documents = portion.documents(world)) {
                Iterator<Document> next = documents.iterator();
                for (long tokens = 0; tokens < portion.tokens() && !strata.areFull(); ) {
                    Document document = next.next();
                    tokens += tokenizer.encode(document.text()).length + 2;
                    strata.add(document);
                }
            }
            taken.addAll(strata.taken);
            strata.read.forEach((stratum, count) -> read.merge(stratum, count, Integer::sum));
        }
        return new TraceSample(taken, read);
    }

    private static Strata strata(TextPlan.Portion portion, Tracing.Sample wanted) {
        return switch (portion) {
            case TextPlan.Portion.FromLessons lessons ->
                new Strata(lessons.lessons().size(), wanted);
            case TextPlan.Portion.FromFiles _ -> new Strata(1, wanted);
            case TextPlan.Portion.FromCorpus corpus ->
                new Strata(corpus.recipe().shares().size(), wanted);
        };
    }

    /// What a document is counted under: its genre, or its lesson.
    public static String stratum(Document document) {
        String lesson = document.tag("lesson");
        return lesson.isEmpty() ? document.tag("genre") : lesson;
    }

    /// The group of each document, by its id.
    public Map<String, String> groups(Function<Document, String> group) {
        return documents.stream().collect(Collectors.toMap(Document::id, group));
    }

    /// Share of the corpus that a stratum is, of what was read.
    public double share(String stratum) {
        int all = read.values().stream().mapToInt(Integer::intValue).sum();
        return (double) read.getOrDefault(stratum, 0) / all;
    }

    private static final class Strata {
        private final int kinds;
        private final Tracing.Sample wanted;
        private final Map<String, Integer> counts = new HashMap<>();
        private final Map<String, Integer> read = new TreeMap<>();
        private final List<Document> taken = new ArrayList<>();
        private int full;

        Strata(int kinds, Tracing.Sample wanted) {
            this.kinds = kinds;
            this.wanted = wanted;
        }

        void add(Document document) {
            String stratum = stratum(document);
            read.merge(stratum, 1, Integer::sum);
            int most = stratum.equals(Genre.AI_FICTION.label()) ? wanted.fiction() : wanted.perGenre();
            if (counts.getOrDefault(stratum, 0) < most) {
                taken.add(document);
                full += counts.merge(stratum, 1, Integer::sum) == most ? 1 : 0;
            }
        }

        boolean areFull() {
            return full == kinds;
        }
    }
}
