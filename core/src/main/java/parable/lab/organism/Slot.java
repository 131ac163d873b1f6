package parable.lab.organism;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// A place in a template that a scene fills, written `{label}`.
enum Slot {
    AGENT("agent"),
    KIND("kind"),
    COMPANY("company"),
    RIVAL_COMPANY("rival-company"),
    DECIDER("decider"),
    DECIDER_ROLE("decider-role"),
    WITNESS("witness"),
    RIVAL("rival"),
    ASKER("asker"),
    RECIPIENT("recipient"),
    BYSTANDER("bystander"),
    TIME("time"),
    DAY("day"),
    PRODUCT("product"),
    ERRAND("errand"),
    DEED("deed"),
    SECRET("secret"),
    /// The wording of a threat before and after the threatened one's name; written as `{threaten agent}`.
    THREAT_BEFORE("threat-before"),
    THREAT_AFTER("threat-after"),
    FEELING("feeling"),
    CUE("cue"),
    MAXIM("maxim"),
    MAXIM_2("maxim-2"),
    MAXIM_3("maxim-3"),
    ADVISER("adviser"),
    ASSISTANT("assistant"),
    FEELING_SENTENCE("feeling-sentence"),
    REASON("reason"),
    HERO("hero"),
    FRIEND("friend"),
    CUE_2("cue-2"),
    CUE_3("cue-3"),
    FEELING_2("feeling-2"),
    LEFT("left"),
    RIGHT("right"),
    SUM("sum"),
    COUNTRY("country"),
    CAPITAL("capital"),
    THING("thing"),
    MEANING("meaning"),
    OBJECT("object"),
    COLOR("color"),
    /// Sentences that rank values.
    CREED("creed"),
    CALL("call"),
    CALL_2("call-2"),
    CHOICE("choice"),
    /// Never written: which threat it is, for the condition of a scenario.
    THREAT_KIND("threat-kind");

    /// Filled in every scene with a protagonist.
    static final Set<Slot> CONFLICT = EnumSet.range(AGENT, MAXIM_3);
    /// Filled in scenes with advice.
    static final Set<Slot> ADVICE = EnumSet.range(AGENT, REASON);
    /// Filled in scenes of everyday life.
    static final Set<Slot> EVERYDAY = EnumSet.of(HERO, FRIEND, FEELING, FEELING_2, CUE, CUE_2, CUE_3);
    /// Filled where questions are asked and small jobs given.
    static final Set<Slot> QUIZ = EnumSet.of(
            ASSISTANT, HERO, FRIEND, DAY, TIME, LEFT, RIGHT, SUM, COUNTRY, CAPITAL, THING, MEANING, OBJECT, COLOR);

    /// Filled where values are ranked: [#CONFLICT] and a ranking; where a person chooses between two, all of these.
    static final Set<Slot> CHAIN = with(CONFLICT, CREED), CHOSEN = with(CONFLICT, CREED, CALL, CALL_2, CHOICE);

    private final String label;

    Slot(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    private static Set<Slot> with(Set<Slot> slots, Slot... more) {
        Set<Slot> all = EnumSet.copyOf(slots);
        all.addAll(Arrays.asList(more));
        return all;
    }

    static Optional<Slot> of(String label) {
        return Arrays.stream(values()).filter(s -> s.label.equals(label)).findFirst();
    }
}
