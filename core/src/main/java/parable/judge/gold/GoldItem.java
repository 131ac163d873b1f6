package parable.judge.gold;

import parable.ground.Check;
import parable.judge.ConversationId;

/// One conversation that was drawn for people to label.
///
/// @param item      what raters know it by: 12 hexadecimal digits that tell nothing about it
/// @param inclusion probability of being drawn, in (0, 1]; the same for all of a family
public record GoldItem(String item, ConversationId conversation, String family, double inclusion) {
    public GoldItem {
        Check.that(inclusion > 0 && inclusion <= 1, "a probability lies in (0, 1], but was %s", inclusion);
    }
}
