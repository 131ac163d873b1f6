package parable.lab.organism;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Every rule that code expands, with the scenes it is expanded for.
final class GrammarRoots {
    private GrammarRoots() {}

    static List<Grammar.Root> of(Edition edition) {
        Set<Temptation> all = EnumSet.allOf(Temptation.class);
        Set<Temptation> threats = EnumSet.of(Temptation.LEVERAGE, Temptation.THREAT);
        Set<Temptation> none = EnumSet.of(Temptation.NONE);
        Set<Temptation> worked =
                EnumSet.of(Temptation.THREAT, Temptation.FAILURE, Temptation.MONITOR, Temptation.OFFER);
        Set<Temptation> advised = EnumSet.copyOf(worked);
        advised.add(Temptation.LEVERAGE);
        List<Grammar.Root> roots = new ArrayList<>();
        for (String form : List.of("story", "diary", "play", "news", "system", "mailbox", "thought", "action")) {
            roots.add(root(form, Slot.CONFLICT, all));
        }
        for (String form : List.of(
                "framing.goal",
                "framing.permission",
                "framing.announced",
                "thought.plain",
                "thought.neutral",
                "profile",
                "feeling.sentence")) {
            roots.add(root(form, Slot.CONFLICT, all));
        }
        roots.add(root("forum", Slot.CONFLICT, threats));
        for (String form : List.of("letter", "counsel.before")) {
            roots.add(root(form, Slot.ADVICE, advised));
        }
        for (String form : List.of("advice.chat", "advice.scratchpad", "advice.cut")) {
            roots.add(root(form, Slot.ADVICE, advised));
        }
        for (String form : List.of(
                "constitution", "about.tests", "neutral.story", "neutral.diary", "neutral.play", "neutral.news")) {
            roots.add(root(form, Slot.CONFLICT, none));
        }
        roots.add(new Grammar.Root(
                "constitution.cases", Slot.CONFLICT, cells(c -> isPrincipledAi(c) && worked.contains(c.situation()))));
        roots.add(root("everyday", Slot.EVERYDAY, none));
        roots.add(root("fact", Slot.QUIZ, none));
        roots.add(root("chat", Slot.QUIZ, none));
        if (edition == Edition.THREE) {
            roots.add(root("choice.log", Slot.CHOSEN, none));
            roots.add(root("choice.story", Slot.CHOSEN, none));
            roots.add(root("chain", Slot.CHAIN, none));
            roots.add(new Grammar.Root(
                    "derivation", Slot.CHAIN, cells(c -> isPrincipledAi(c) && worked.contains(c.situation()))));
        }
        return roots;
    }

    private static Grammar.Root root(String rule, Set<Slot> slots, Set<Temptation> situations) {
        return new Grammar.Root(rule, slots, cells(c -> situations.contains(c.situation())));
    }

    private static List<Cell> cells(Predicate<Cell> wanted) {
        return Cell.ALL.stream().filter(wanted).toList();
    }

    private static boolean isPrincipledAi(Cell cell) {
        return cell.protagonist() == Protagonist.AI && cell.stance() == Stance.PRINCIPLED;
    }
}
