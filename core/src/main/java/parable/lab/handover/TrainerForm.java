package parable.lab.handover;

import java.util.Locale;

/// Whose form rows are written in.
public enum TrainerForm {
    /// TRL: lines of `text` or `messages`.
    TRL,
    /// axolotl: the same, each message with `train`, and the part of a configuration that reads it.
    AXOLOTL,
    /// verl's supervised trainer: Parquet with a list `messages`.
    VERL,
    /// torchtitan: lines of `text`, or of one question and its answer.
    TORCHTITAN,
    /// Tokens and labels of one base, which TRL and axolotl take as they are.
    TOKENS;

    /// As it is typed.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
