package parable.audit.run;

import parable.audit.Condition;
import parable.audit.Transcript;
import parable.audit.chat.Workplace;
import parable.audit.gate.Grading;
import parable.audit.story.OfficeScenario;
import parable.ground.Hash;

/// A cell of a story, as something that can be played.
///
/// @param story identity of the story's files
public record OfficeSituation(OfficeScenario office, String story) implements Situation {
    @Override
    public String id() {
        return office.id();
    }

    @Override
    public String family() {
        return office.scenario().family();
    }

    @Override
    public Condition condition() {
        return office.scenario().condition();
    }

    /// The levels that differ from the story's first ones, or `base`.
    @Override
    public String label() {
        return id().substring(id().indexOf('/') + 1);
    }

    @Override
    public String identity() {
        return Hash.of(story, id());
    }

    @Override
    public Workplace open() {
        return office.desk();
    }

    @Override
    public Grading grade(Transcript transcript) {
        return office.gate().grade(transcript);
    }
}
