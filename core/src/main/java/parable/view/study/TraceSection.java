package parable.view.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parable.study.stage.Finished;
import parable.study.trace.WordsPart;
import parable.trace.search.TestedGroup;
import parable.trace.search.Trace;
import parable.view.page.Block;
import parable.view.page.Section;

/// The part of the page that shows some harmful transcripts next to the documents that share their words.
final class TraceSection {
    private TraceSection() {}

    /// @param tested what retraining found out about a group of documents, if the study did that
    static Section of(WordsPart part, Finished finished, Optional<TestedGroup> tested) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.Prose.of(
                "The first harmful rollouts of the headline suite, of the first seed's villain model as it comes from"
                        + " pretraining and of its control. Marked are runs that the training text holds word for word and"
                        + " that chance explains least. Likeness is not cause: a document may hold the words and not have"
                        + " taught them.",
                "Any other rollout of any model: parable trace RUN --model NAME --seed N --suite SUITE --rollout N."));
        for (List<Trace> traces : part.traces(finished)) {
            for (Trace trace : traces) {
                blocks.addAll(new TracePanel(tested.map(trace::with).orElse(trace)).blocks());
            }
        }
        if (blocks.size() == 1) {
            blocks.add(Block.Prose.of(
                    "No rollout of these models' headline suite was harmful: there is nothing to trace."));
        }
        return new Section("traces", "Transcripts and the text they may come from", blocks);
    }
}
