package parable.view.page;

import java.util.List;
import java.util.Locale;

/// One claim, fixed before the data, and what the study found about it.
///
/// @param id        such as `C4`
/// @param statement the claim in one sentence, as it was registered
/// @param statistic the test that was registered for it, before the data
/// @param evidence  the numbers for it and against it
/// @param reading   what that means, in plain language
public record ClaimCard(
        String id, String statement, String statistic, Outcome outcome, List<Evidence> evidence, String reading) {
    public enum Outcome {
        SUPPORTED,
        REFUTED,
        INCONCLUSIVE,
        /// Reported without a test.
        DESCRIPTIVE,
        /// No outcome of this recipe could have supported it.
        NOT_TESTABLE;

        /// The outcome in lower case.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        /// The class of its card in the style sheet.
        String style() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public enum Side {
        FOR,
        AGAINST,
        /// A registered test that decided nothing.
        UNDECIDED,
        /// A remark without a test.
        CONTEXT;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param label what the number is, such as `far: reasons − demonstrations`
    public record Evidence(Side side, String label, Cell cell) {}

    public ClaimCard {
        evidence = List.copyOf(evidence);
    }
}
