package parable.view.page;

import java.util.List;
import java.util.Optional;
import parable.scenario.Verdict;
import parable.view.figure.Figure;
import parable.view.figure.StackedBars;
import parable.view.figure.Tone;
import parable.view.study.SampleReport;

/// Text that tries to leave its place.
public final class HostileText {
    public static final String SCRIPT =
            "</script><img src=x onerror=owned=1><!-- <script> \u202egnorw\u202c \u001b[31m \u0000 \ud800 \u2028 end";
    public static final String ATTRIBUTE = "\"><svg onload=owned=1> ' & \u0007 ]]>";

    private HostileText() {}

    /// Every text field holds an attack.
    public static Report report() {
        TranscriptCard card = new TranscriptCard(
                ATTRIBUTE,
                List.of(ATTRIBUTE, SCRIPT, "0", SCRIPT),
                new TranscriptCard.Ruling(SCRIPT, Tone.UNGRADED, SCRIPT),
                List.of(TranscriptCard.Turn.shown(SCRIPT, SCRIPT)),
                List.of(TranscriptCard.Turn.written(SCRIPT, List.of(new Verdict.Span(0, 9)))),
                List.of(new TranscriptCard.LedgerLine(SCRIPT, ATTRIBUTE, SCRIPT)),
                List.of(opinion()));
        ClaimCard claim = new ClaimCard(
                ATTRIBUTE,
                SCRIPT,
                SCRIPT,
                ClaimCard.Outcome.REFUTED,
                List.of(new ClaimCard.Evidence(ClaimCard.Side.FOR, SCRIPT, Cell.text(ATTRIBUTE))),
                SCRIPT);
        return new Report(
                SCRIPT,
                ATTRIBUTE,
                List.of(
                        new Section(
                                "first",
                                SCRIPT,
                                List.of(
                                        Block.Prose.of(SCRIPT),
                                        new Block.Drawing(bars()),
                                        new Block.Table(
                                                SCRIPT,
                                                ATTRIBUTE,
                                                List.of(SCRIPT),
                                                List.of(
                                                        List.of(Cell.flag(ATTRIBUTE, Tone.HARMFUL)),
                                                        List.of(new Cell.Linked(
                                                                Link.toTranscripts(SCRIPT, "id", SCRIPT))))),
                                        new Block.Claims(List.of(claim)),
                                        abreast())),
                        new Section(
                                "transcripts",
                                ATTRIBUTE,
                                List.of(new Block.Transcripts(SampleReport.FACETS, List.of(card))))),
                Block.KeyValues.of(SCRIPT, ATTRIBUTE));
    }

    /// A judge that attacks the page with everything it says.
    private static TranscriptCard.Opinion opinion() {
        return new TranscriptCard.Opinion(
                ATTRIBUTE,
                new TranscriptCard.Ruling(SCRIPT, Tone.UNGRADED, SCRIPT),
                SCRIPT,
                List.of(SCRIPT, ATTRIBUTE),
                List.of(new TranscriptCard.Observation(SCRIPT, ATTRIBUTE, List.of(SCRIPT))));
    }

    private static Block.SideBySide abreast() {
        TranscriptCard.LedgerLine line = new TranscriptCard.LedgerLine(SCRIPT, ATTRIBUTE, SCRIPT);
        return new Block.SideBySide(
                SCRIPT,
                ATTRIBUTE,
                SCRIPT,
                ATTRIBUTE,
                List.of(new Block.SideBySide.Line(ATTRIBUTE, line, line, true)),
                Optional.of(Link.toTranscripts(SCRIPT, "id", ATTRIBUTE)));
    }

    public static StackedBars bars() {
        return new StackedBars(
                new Figure.Label("hostile", SCRIPT, ATTRIBUTE),
                SCRIPT,
                List.of(new StackedBars.Category(ATTRIBUTE, Tone.INCOHERENT)),
                List.of(new StackedBars.Bar(SCRIPT, ATTRIBUTE, List.of(3))));
    }
}
