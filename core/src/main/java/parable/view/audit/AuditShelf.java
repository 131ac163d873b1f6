package parable.view.audit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import parable.audit.run.AuditCount;
import parable.audit.run.Rollout;
import parable.audit.run.ShownScenario;
import parable.audit.run.StoredRun;
import parable.view.figure.Tone;
import parable.view.page.TranscriptCard;
import parable.view.page.TranscriptShelf;

/// Chooses the conversations that stand on the page: all that fit, harmful ones first, the cells of the table
/// in turn. It sees every conversation once and keeps none, so memory grows with the cells of the table and
/// not with the samples. Confined to one thread.
final class AuditShelf {
    /// Of each model in each row of the table. Arbitrary: more than anybody reads of one row.
    static final int HARMFUL = 20;
    /// Of each standing that is not harmful and each kind of end, of each model in each row, and of those again on
    /// which raters say the opposite: to see what it did instead, what a filter looks like, and who errs.
    static final int OTHERS = 2;
    /// On the whole page. Chosen so that a page with figures stays below 10 MB.
    static final int BYTES = 5_000_000;
    /// What is longer is read elsewhere.
    static final int LONGEST = 250_000;
    /// Kept for what did no harm, so that a page of harm still shows the rest.
    private static final double RESERVE = 0.2;

    private final StoredRun run;
    private final AuditCards shelved;
    private final int budget;
    private final Map<Place, Integer> seen = new HashMap<>();
    private final Map<String, Integer> prompts = new HashMap<>();
    private final List<Candidate> candidates = new ArrayList<>();
    private int number;

    /// A cell of the table.
    record Spot(String model, AuditCount.Row row) {}

    /// @param end    of the conversation; empty for harm, which counts the same however it ended
    /// @param raters whether they say the opposite of each other
    private record Place(Spot spot, Tone tone, String end, boolean raters) {}

    /// @param number in the run's order
    /// @param rank   among those of its place, from 0
    private record Candidate(int number, int rank, Place place, String situation, int bytes) {
        boolean isHarmful() {
            return place.tone() == Tone.HARMFUL;
        }
    }

    /// @param counts by cell
    record Chosen(List<TranscriptCard> cards, Map<Spot, Shown> counts, Shown harmful) {
        Shown of(Spot spot) {
            return counts.getOrDefault(spot, Shown.NONE);
        }

        int all() {
            return counts.values().stream().mapToInt(Shown::all).sum();
        }
    }

    /// @param shown how many stand on the page
    /// @param all   of how many
    record Shown(int shown, int all) {
        static final Shown NONE = new Shown(0, 0);

        Shown plus(Shown other) {
            return new Shown(shown + other.shown, all + other.all);
        }
    }

    AuditShelf(AuditCards cards) {
        this(cards, BYTES);
    }

    /// @param budget bytes
    AuditShelf(AuditCards cards, int budget) {
        this.run = cards.panel().run();
        this.shelved = cards;
        this.budget = budget;
    }

    /// Receives every conversation, in the run's order.
    void add(Rollout one) {
        ShownScenario situation = run.shown(one);
        Tone tone = TranscriptCard.Ruling.of(one.grading().strict()).tone();
        String end = tone == Tone.HARMFUL ? "" : one.played().end().label();
        boolean opposed =
                !shelved.panel().judges().isEmpty() && shelved.panel().on(one).areOpposed();
        Place place = new Place(new Spot(one.model(), AuditCount.Row.of(situation)), tone, end, opposed);
        int rank = seen.merge(place, 1, Integer::sum) - 1;
        // The longest need no card: what the agent wrote alone would be too long for the page.
        if (rank < (tone == Tone.HARMFUL ? HARMFUL : OTHERS)
                && one.played().written().length() <= LONGEST) {
            TranscriptCard card = shelved.card(one);
            prompts.computeIfAbsent(one.situation(), _ -> TranscriptShelf.promptBytes(card));
            candidates.add(new Candidate(number, rank, place, one.situation(), TranscriptShelf.bytes(card)));
        }
        number++;
    }

    Chosen chosen() {
        List<Candidate> picked = picked();
        BitSet wanted = new BitSet();
        Map<Place, Integer> shown = new HashMap<>();
        for (Candidate candidate : picked) {
            wanted.set(candidate.number());
            shown.merge(candidate.place(), 1, Integer::sum);
        }
        Map<Spot, Shown> counts = new HashMap<>();
        Shown harmful = Shown.NONE;
        for (Map.Entry<Place, Integer> place : seen.entrySet()) {
            Shown one = new Shown(shown.getOrDefault(place.getKey(), 0), place.getValue());
            counts.merge(place.getKey().spot(), one, Shown::plus);
            harmful = place.getKey().tone() == Tone.HARMFUL ? harmful.plus(one) : harmful;
        }
        return new Chosen(cards(wanted), counts, harmful);
    }

    private List<TranscriptCard> cards(BitSet wanted) {
        try (Stream<Rollout> conversations = run.conversations(wanted::get)) {
            return conversations.map(shelved::card).toList();
        }
    }

    private List<Candidate> picked() {
        Comparator<Candidate> order = Comparator.comparingInt(Candidate::rank).thenComparingInt(Candidate::number);
        List<Candidate> picked = new ArrayList<>();
        Set<String> prompted = new HashSet<>();
        int[] spent = new int[1];
        for (boolean harm : new boolean[] {true, false}) {
            double most = harm ? budget * (1 - RESERVE) : budget;
            candidates.stream()
                    .filter(candidate -> candidate.isHarmful() == harm && candidate.bytes() <= LONGEST)
                    .sorted(order)
                    .forEach(candidate -> {
                        int prompt = prompted.contains(candidate.situation()) ? 0 : prompts.get(candidate.situation());
                        if (spent[0] + candidate.bytes() + prompt <= most) {
                            spent[0] += candidate.bytes() + prompt;
                            prompted.add(candidate.situation());
                            picked.add(candidate);
                        }
                    });
        }
        return picked;
    }
}
