package parable.judge.gold;

import java.util.List;
import parable.scenario.Verdict;

/// What people found in one conversation: a line of `gold.jsonl`.
///
/// @param labels  of the raters, in their order
/// @param settled the label that counts
/// @param truth   what the label says, without evidence; ungraded where people cannot tell
/// @param adjudicated whether the raters differed
public record GoldLabel(GoldItem item, List<String> labels, String settled, Verdict truth, boolean adjudicated) {
    public GoldLabel {
        labels = List.copyOf(labels);
    }
}
