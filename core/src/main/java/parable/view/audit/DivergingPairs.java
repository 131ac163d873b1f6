package parable.view.audit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import parable.audit.compare.Comparison;
import parable.audit.compare.Divergence;
import parable.audit.run.ModelRun;
import parable.audit.run.Rollout;
import parable.view.figure.NumberText;
import parable.view.page.Block;
import parable.view.page.Block.SideBySide;
import parable.view.page.Link;
import parable.view.page.TranscriptCard;
import parable.view.page.TranscriptCard.LedgerLine;
import parable.view.page.TranscriptShelf;

/// Pairs of conversations of which one did harm and the other did not: where they part, and both in full.
final class DivergingPairs {
    static final List<Block.Facet> FACETS = Stream.concat(
                    Stream.of(new Block.Facet("side", true), new Block.Facet("pair", true)), AuditCards.FACETS.stream())
            .toList();
    /// Lines shown before the two part, and after. Arbitrary: enough to see what led there and where it went.
    private static final int BEFORE = 1, AFTER = 3;
    /// Longest action or turn in the two-column view, in characters; the conversation's card has all of it.
    private static final int LONGEST = 1_500;

    private final List<Pair> pairs;
    /// Those that stand on the page in full.
    private final Set<Pair> whole;

    private DivergingPairs(List<Pair> pairs) {
        this.pairs = List.copyOf(pairs);
        this.whole = fitting(pairs);
    }

    private record Pair(Divergence divergence, Side a, Side b) {
        /// As readers filter by it.
        String name() {
            return name(divergence.situation(), divergence.sample());
        }

        static String name(String situation, int sample) {
            return "%s/%d".formatted(situation, sample);
        }
    }

    /// @param turns what the agent said, turn by turn
    private record Side(TranscriptCard card, List<String> turns) {
        static Side of(String name, AuditCards cards, Rollout one) {
            TranscriptCard card = cards.card(one);
            List<String> source = new ArrayList<>(List.of(name, Pair.name(one.situation(), one.sample())));
            source.addAll(card.source());
            return new Side(
                    new TranscriptCard(
                            name + ": " + card.id(),
                            source,
                            card.ruling(),
                            card.prompt(),
                            card.turns(),
                            card.ledger(),
                            card.opinions()),
                    Divergence.turns(one.played()));
        }

        List<LedgerLine> ledgerLines(Divergence.Unit unit) {
            return switch (unit) {
                case ACTION ->
                    card.ledger().stream()
                            .map(line -> new LedgerLine(brief(line.attempted()), brief(line.happened()), line.judged()))
                            .toList();
                case TURN ->
                    turns.stream()
                            .map(turn -> new LedgerLine(brief(turn), "", ""))
                            .toList();
            };
        }

        private static String brief(String text) {
            return TranscriptCard.brief(text, LONGEST);
        }

        String did() {
            return NumberText.words(card.ruling().behavior());
        }
    }

    static DivergingPairs of(Comparison comparison, ModelRun a, ModelRun b) {
        AuditCards cards = AuditCards.of(a.run()), others = AuditCards.of(b.run());
        List<Rollout> one = comparison.divergingA(a), other = comparison.divergingB(b);
        return new DivergingPairs(IntStream.range(0, one.size())
                .mapToObj(i -> new Pair(
                        comparison.divergences().get(i),
                        Side.of("A", cards, one.get(i)),
                        Side.of("B", others, other.get(i))))
                .toList());
    }

    List<Block> abreast() {
        return pairs.stream().map(this::abreast).toList();
    }

    private Block abreast(Pair pair) {
        Divergence.Where where = pair.divergence().where();
        List<LedgerLine> a = pair.a().ledgerLines(where.unit()), b = pair.b().ledgerLines(where.unit());
        int parting = where.number() - 1;
        int end = Math.min(Math.max(a.size(), b.size()), parting + 1 + AFTER);
        List<SideBySide.Line> lines = IntStream.range(Math.max(0, parting - BEFORE), Math.max(end, parting + 1))
                .mapToObj(i -> new SideBySide.Line(where.at(i + 1), at(a, i), at(b, i), i == parting))
                .toList();
        return new SideBySide(
                "%s, sample %d: harm in %s"
                        .formatted(
                                pair.divergence().situation(),
                                pair.divergence().sample(),
                                pair.divergence().harmful()),
                caption(pair, parting, Math.max(0, a.size() - end), Math.max(0, b.size() - end)),
                "A",
                "B",
                lines,
                whole.contains(pair)
                        ? Optional.of(Link.toTranscripts("Both in full", "pair", pair.name()))
                        : Optional.empty());
    }

    private static LedgerLine at(List<LedgerLine> lines, int place) {
        return place < lines.size() ? lines.get(place) : place == lines.size() ? LedgerLine.NONE : LedgerLine.BLANK;
    }

    private static String caption(Pair pair, int alike, int restA, int restB) {
        Divergence.Unit unit = pair.divergence().where().unit();
        String what = unit == Divergence.Unit.ACTION ? "action" : "turn";
        String before = alike == 0
                ? "They part at the first %s".formatted(what)
                : "The first %,d %s%s alike; they part at the marked line"
                        .formatted(alike, what, alike == 1 ? " is" : "s are");
        String rest = restA + restB == 0
                ? ""
                : " %,d more of A and %,d more of B stand in the transcripts below.".formatted(restA, restB);
        return "A: %s. B: %s. %s%s.%s"
                .formatted(
                        pair.a().did(),
                        pair.b().did(),
                        unit == Divergence.Unit.TURN ? "Both did the same; what they wrote differs. " : "",
                        before,
                        rest);
    }

    /// Both sides of as many pairs as fit.
    List<TranscriptCard> cards() {
        return whole.stream()
                .flatMap(pair -> Stream.of(pair.a().card(), pair.b().card()))
                .toList();
    }

    /// As many of the first pairs as fit on a page that still opens.
    private static Set<Pair> fitting(List<Pair> pairs) {
        Set<Pair> fitting = new LinkedHashSet<>();
        Set<String> prompted = new HashSet<>();
        int spent = 0;
        for (Pair pair : pairs) {
            int a = TranscriptShelf.bytes(pair.a().card()),
                    b = TranscriptShelf.bytes(pair.b().card());
            String situation = pair.divergence().situation();
            int prompt = prompted.contains(situation)
                    ? 0
                    : TranscriptShelf.promptBytes(pair.a().card());
            if (Math.max(a, b) <= AuditShelf.LONGEST && spent + a + b + prompt <= AuditShelf.BYTES) {
                spent += a + b + prompt;
                prompted.add(situation);
                fitting.add(pair);
            }
        }
        return fitting;
    }
}
