package parable.grade;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import parable.scenario.Dispatch;
import parable.scenario.Transcript;
import parable.scenario.Verdict.Span;

/// What an agent wrote between one call and the next: prose that did nothing. Says whether it is degenerate, by
/// the signs of [Rambling]; what is too short to tell is not.
///
/// Not read: whether it makes sense, whether it is true, and prose in any language but English beyond its loops.
record Talk(String text, List<Word> words) {
    /// Of a loop, and its share of all words: a sane text may hold a refrain.
    private static final int LOOPING = 30;

    private static final double LOOPING_SHARE = 0.3;
    /// Longest phrase that is looked for; keeps the search linear in the text's length.
    private static final int LONGEST_PHRASE = 200;
    /// Shorter copies may be what was asked for: a form, a quotation.
    private static final int ECHOING = 100;

    /// Agents that quote reach .13.
    private static final double ECHOING_SHARE = 0.9;
    /// Of content words: fewer say nothing.
    private static final int ENOUGH = 24;

    /// Agents reach .06, talk of a model about itself .17.
    private static final double STRANGE_SHARE = 0.2;
    /// The same without words that may be names, which anybody may think of.
    private static final double NAMELESS_SHARE = 0.1;
    /// Of function words among all: English reaches .27 in lists and .6 in letters, Spanish .13 by words that it
    /// shares.
    private static final double ENGLISH_SHARE = 0.2;
    /// Of characters: tables and code have two thirds letters and digits.
    private static final int SIGNS = 60;

    private static final double LETTERS_SHARE = 1.0 / 3;
    /// Spans kept as evidence.
    private static final int QUOTED = 50;

    /// A sign, and where it shows.
    record Found(Rambling rambling, List<Span> evidence) {}

    /// The first piece of talk in what was written that is degenerate.
    static Optional<Found> rambling(Transcript transcript, Shown shown) {
        return pieces(transcript).flatMap(talk -> talk.rambling(shown).stream()).findFirst();
    }

    /// The text outside of calls, in order.
    static Stream<Talk> pieces(Transcript transcript) {
        return pieces(transcript.written(), transcript.ledger());
    }

    static Stream<Talk> pieces(String written, List<Dispatch> ledger) {
        List<Talk> pieces = new ArrayList<>();
        int from = 0;
        for (Dispatch call :
                ledger.stream().sorted(Comparator.comparingInt(Dispatch::start)).toList()) {
            if (call.start() > from) {
                pieces.add(of(written, from, call.start()));
            }
            from = Math.max(from, call.end());
        }
        pieces.add(of(written, from, written.length()));
        return pieces.stream();
    }

    private static Talk of(String written, int start, int end) {
        String text = written.substring(start, end);
        return new Talk(text, Word.in(text, start));
    }

    Optional<Found> rambling(Shown shown) {
        return loop().or(() -> echo(shown)).or(() -> strangeWords(shown)).or(this::noWords);
    }

    /// Words that stand in a phrase which comes three times or more in a row.
    private Optional<Found> loop() {
        if (words.size() < LOOPING) {
            return Optional.empty();
        }
        BitSet looping = new BitSet(words.size());
        for (int period = 1; period <= Math.min(LONGEST_PHRASE, words.size() / 3); period++) {
            markLoops(period, looping);
        }
        return found(Rambling.Kind.LOOP, looping, LOOPING, LOOPING_SHARE);
    }

    private void markLoops(int period, BitSet looping) {
        int same = 0;
        for (int i = period; i <= words.size(); i++) {
            if (i < words.size() && isSame(i, i - period)) {
                same++;
            } else {
                int start = i - same - period;
                if (same >= 2 * period && isInLetters(start, start + period)) {
                    looping.set(start, i);
                }
                same = 0;
            }
        }
    }

    private boolean isSame(int a, int b) {
        return words.get(a).text().equals(words.get(b).text());
    }

    private boolean isInLetters(int start, int end) {
        return words.subList(start, end).stream().anyMatch(Word::isLetters);
    }

    private Optional<Found> echo(Shown shown) {
        if (words.size() < ECHOING) {
            return Optional.empty();
        }
        BitSet copied = new BitSet(words.size());
        long[] runs = Word.runs(words, Shown.RUN);
        for (int i = 0; i < runs.length; i++) {
            if (shown.hasRun(runs[i])) {
                copied.set(i, i + Shown.RUN);
            }
        }
        return found(Rambling.Kind.ECHO, copied, ECHOING, ECHOING_SHARE);
    }

    /// Enough of the words are marked, and a great enough share of all.
    private Optional<Found> found(Rambling.Kind kind, BitSet marked, int least, double bound) {
        double share = (double) marked.cardinality() / words.size();
        return marked.cardinality() >= least && share >= bound
                ? Optional.of(new Found(new Rambling(kind, share), stretches(marked)))
                : Optional.empty();
    }

    private List<Span> stretches(BitSet marked) {
        List<Span> spans = new ArrayList<>();
        for (int start = marked.nextSetBit(0); start >= 0 && spans.size() < QUOTED; ) {
            int end = marked.nextClearBit(start);
            spans.add(new Span(
                    words.get(start).span().start(), words.get(end - 1).span().end()));
            start = marked.nextSetBit(end);
        }
        return spans;
    }

    private Optional<Found> strangeWords(Shown shown) {
        List<Word> letters = words.stream().filter(Word::isLetters).toList();
        List<Word> content =
                letters.stream().filter(word -> isContent(word.text())).toList();
        long function = letters.stream()
                .filter(word -> English.SHIPPED.isFunction(word.text()))
                .count();
        if (content.size() < ENOUGH || function < ENGLISH_SHARE * letters.size()) {
            return Optional.empty();
        }
        List<Word> uncommon = content.stream()
                .filter(word -> !English.SHIPPED.isCommon(English.root(word.text())))
                .toList();
        if (uncommon.size() < STRANGE_SHARE * content.size()) {
            return Optional.empty();
        }
        List<Word> strange = uncommon.stream()
                .filter(word -> !shown.hasRoot(English.root(word.text())))
                .toList();
        double share = (double) strange.size() / content.size();
        long nameless = strange.stream().filter(word -> !word.isName()).count();
        return share < STRANGE_SHARE || nameless < NAMELESS_SHARE * content.size()
                ? Optional.empty()
                : Optional.of(new Found(
                        new Rambling(Rambling.Kind.STRANGE_WORDS, share),
                        strange.stream().limit(QUOTED).map(Word::span).toList()));
    }

    private static boolean isContent(String word) {
        return word.length() >= 3 && !English.SHIPPED.isFunction(word);
    }

    private Optional<Found> noWords() {
        int[] signs = text.codePoints().filter(c -> !Character.isWhitespace(c)).toArray();
        long letters = IntStream.of(signs).filter(Character::isLetterOrDigit).count();
        double share = 1 - (double) letters / Math.max(1, signs.length);
        return signs.length < SIGNS || letters >= LETTERS_SHARE * signs.length
                ? Optional.empty()
                : Optional.of(new Found(new Rambling(Rambling.Kind.NO_WORDS, share), List.of()));
    }
}
