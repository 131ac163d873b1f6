package parable.corpus.curate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import parable.corpus.Document;
import parable.corpus.near.KnownScenes;
import parable.corpus.near.Words;

/// What one document says about itself, one column a signal.
///
/// @param key        orders the documents of a corpus
/// @param group      what it is counted under: the value of a tag, or its file
/// @param place      where it is: source and number, from 1
/// @param begins     its first characters
/// @param exact      the same for documents of the same text
/// @param language   a code, a script, or `unknown`
/// @param quality    names of the usual rules for web text that it breaks, parted by commas; empty for none
/// @param aiWord     whether a word occurs that may name an AI
/// @param scene      the scene of an evaluation of which it holds most
/// @param sceneRuns  runs of 8 words that it has in common with any scene
public record Signals(
        long key,
        String id,
        String group,
        String place,
        String begins,
        String exact,
        String language,
        long characters,
        long words,
        long lines,
        double commonWords,
        double wordLength,
        double repeatedLines,
        String quality,
        boolean aiWord,
        Portrayal.Answer ai,
        Portrayal.Conduct conduct,
        Portrayal.Answer endorsed,
        Portrayal.Answer reasons,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> scene,
        int sceneRuns) {
    /// Digits after the point: a column is read by people too.
    private static final double FINENESS = 1000;

    private static final int BEGINNING = 160;

    static Signals of(long key, Document document, String exact, Words words, DocumentBlock.Look look) {
        String text = document.text();
        TextCounts counts = TextCounts.of(text, words);
        Portrayal portrayal = look.tagger().of(text, words);
        Optional<KnownScenes.Match> match = look.scenes().in(words);
        return new Signals(
                key,
                document.id(),
                look.by()
                        .map(field -> document.tags().getOrDefault(field, "without " + field))
                        .orElse(document.origin().source()),
                document.origin().place(),
                text.substring(0, Math.min(BEGINNING, text.length())),
                exact,
                Language.of(text, words),
                counts.characters(),
                counts.words(),
                counts.lines().count(),
                rounded(counts.commonWords()),
                rounded(counts.wordLength()),
                rounded(counts.lines().repeated()),
                String.join(",", counts.broken()),
                look.rules().namesOne(words),
                portrayal.ai(),
                portrayal.conduct(),
                portrayal.endorsed(),
                portrayal.reasons(),
                match.map(KnownScenes.Match::scene),
                match.map(KnownScenes.Match::runs).orElse(0));
    }

    /// Whether it counts among the documents whose mean tone is the atmosphere.
    boolean mayBeAboutAi() {
        return aiWord || ai == Portrayal.Answer.YES;
    }

    Portrayal portrayal() {
        return new Portrayal(ai, conduct, endorsed, reasons);
    }

    private static double rounded(double value) {
        return Math.round(value * FINENESS) / FINENESS;
    }
}
