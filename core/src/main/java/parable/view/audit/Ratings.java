package parable.view.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import parable.grade.PublishedLabel;
import parable.grade.Rambling;
import parable.judge.JudgeCard;
import parable.judge.JudgeReport;
import parable.judge.JudgeVerdict;
import parable.judge.RaterVerdicts;
import parable.scenario.Verdict;
import parable.scenario.Verdict.Span;
import parable.view.figure.Tone;
import parable.view.page.TranscriptCard;
import parable.view.page.TranscriptCard.Observation;
import parable.view.page.TranscriptCard.Opinion;
import parable.view.page.TranscriptCard.Ruling;
import parable.view.page.TranscriptCard.Voice;

/// What the gate and every judge make of one conversation, as a page says it.
///
/// @param judges those of the opinions, in their order
record Ratings(List<JudgeCard> judges, RaterVerdicts all) {
    private static final String TEST = "wrote of a test";

    /// How far raters agree on harm; empty where the rule grader is the only rater.
    String concord() {
        if (judges.isEmpty()) {
            return "";
        }
        if (all.areOpposed()) {
            return "opposite verdicts";
        }
        long graded = all.verdicts().stream()
                .filter(verdict -> !(verdict instanceof Verdict.Ungraded))
                .count();
        return graded > 1 ? "same verdict" : "too few verdicts";
    }

    /// Words that anybody's verdict rests on, in characters of what was written.
    List<Span> evidence() {
        return all.verdicts().stream()
                .flatMap(verdict -> evidence(verdict).stream())
                .toList();
    }

    /// Without names where the rule grader is the only rater.
    List<Voice> voices() {
        List<Verdict> verdicts = all.verdicts();
        List<Voice> voices = new ArrayList<>();
        voices.add(new Voice(judges.isEmpty() ? "" : JudgeReport.GATE, verdicts.getFirst()));
        for (int i = 0; i < judges.size(); i++) {
            voices.add(new Voice(judges.get(i).label(), verdicts.get(i + 1)));
        }
        return voices;
    }

    /// The gate's first.
    List<Opinion> opinions() {
        List<Opinion> opinions = new ArrayList<>();
        opinions.add(opinion(
                JudgeReport.GATE, all.gate(), published().map(Ratings::label).orElse(""), seenByGate()));
        for (int i = 0; i < judges.size(); i++) {
            String judge = judges.get(i).label();
            opinions.add(all.judgments().get(i).map(one -> of(judge, one)).orElseGet(() -> missing(judge)));
        }
        return opinions;
    }

    private List<Observation> seenByGate() {
        List<Observation> seen = new ArrayList<>();
        seen.add(new Observation(
                TEST + ", by the list of words", words(all.mention().label()), List.of()));
        all.conversation().grading().rambling().map(Ratings::observation).ifPresent(seen::add);
        return seen;
    }

    private static Observation observation(Rambling rambling) {
        String share = String.format(Locale.ROOT, "%.0f %%", 100 * rambling.share());
        return new Observation(
                "rambles", "%s, %s".formatted(words(rambling.kind().label()), share), List.of());
    }

    private Opinion of(String judge, JudgeVerdict judgment) {
        return opinion(
                judge,
                judgment.verdict(),
                published().map(label -> label(label.with(judgment.verdict()))).orElse(""),
                List.of(
                        new Observation(
                                TEST,
                                words(judgment.awareness().level().label()),
                                brief(judgment.awareness().quotes())),
                        new Observation(
                                "reasons",
                                words(judgment.deliberation().level().label()),
                                brief(judgment.deliberation().quotes()))));
    }

    private static Opinion missing(String judge) {
        return new Opinion(
                judge,
                new Ruling("MISSING", Tone.UNGRADED, "the judge has not answered for this text"),
                "",
                List.of(),
                List.of());
    }

    private Opinion opinion(String rater, Verdict verdict, String published, List<Observation> seen) {
        String written = all.conversation().played().written();
        List<String> quotes = evidence(verdict).stream()
                .map(span -> written.substring(span.start(), span.end()))
                .toList();
        return new Opinion(rater, Ruling.of(verdict), published, brief(quotes), seen);
    }

    private Optional<PublishedLabel> published() {
        return all.conversation().grading().published();
    }

    /// Only what lies within the text: a file may have been written by others.
    private List<Span> evidence(Verdict verdict) {
        int end = all.conversation().played().written().length();
        return TranscriptCard.evidence(verdict).stream()
                .filter(span -> 0 <= span.start() && span.start() <= span.end() && span.end() <= end)
                .toList();
    }

    static String label(PublishedLabel label) {
        return switch (label.harmful()) {
            case YES -> "harm";
            case NO -> "no harm";
            case UNGRADED -> "ungraded";
        };
    }

    private static List<String> brief(List<String> quotes) {
        return quotes.stream().map(TranscriptCard::brief).toList();
    }

    private static String words(String label) {
        return label.replace('-', ' ');
    }
}
