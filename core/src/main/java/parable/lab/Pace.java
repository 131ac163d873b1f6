package parable.lab;

import parable.ground.Check;

/// How often a training is logged and saved, in steps. It can be stopped whenever it is logged.
///
/// @param log  steps whose mean is one line of the training curve
/// @param save steps between checkpoints of the training state: a kill costs at most these. Whole numbers of lines, so
///             that a resumed curve has the same ones
public record Pace(int log, int save) {
    public Pace {
        Check.that(
                log > 0 && save % log == 0,
                "a training is saved after a whole number of logged lines, but it was to be logged every %d steps and"
                        + " saved every %d",
                log,
                save);
    }
}
