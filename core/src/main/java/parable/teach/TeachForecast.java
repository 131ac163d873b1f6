package parable.teach;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import parable.audit.run.Price;
import parable.chat.ChatSampling;

/// What the stages of a recipe ask at most, before anything is asked: every row is taken to pass every stage.
///
/// @param stages in their order
public record TeachForecast(int rows, Map<StageName, Asked> stages) {
    /// English has about four characters a token, so this errs on the dear side.
    private static final int CHARACTERS_PER_TOKEN = 3;
    /// Longest that a drafted text usually is, in characters; shorter seeds become texts of about this length.
    private static final int DRAFTED = 3000;

    private static final int CRITIQUE = 900, VERDICT = 30, CONTROLS = 20;

    /// @param shown   tokens
    /// @param written tokens: what texts of the drafts' length take
    /// @param most    tokens that could be written if every answer had the greatest length
    public record Asked(int requests, long shown, long written, long most) {
        public double dollars(Price price) {
            return price.of(shown, written);
        }

        public double mostDollars(Price price) {
            return price.of(shown, most);
        }
    }

    static TeachForecast of(TeachRecipe recipe, List<Row> rows, Prompts prompts, ChatSampling sampling) {
        Map<StageName, Asked> stages = new EnumMap<>(StageName.class);
        for (StageName stage : StageName.values()) {
            if (recipe.has(stage)) {
                stages.put(stage, asked(stage, recipe, rows, prompts, sampling));
            }
        }
        return new TeachForecast(rows.size(), stages);
    }

    private static Asked asked(
            StageName stage, TeachRecipe recipe, List<Row> rows, Prompts prompts, ChatSampling sampling) {
        long shown = 0, written = 0;
        for (Row row : rows) {
            int text = recipe.draft()
                    ? Math.max(DRAFTED, row.text().length())
                    : row.text().length();
            int more = recipe.draft() ? Math.max(0, text - row.text().length()) : 0;
            shown += switch (stage) {
                case DRAFT -> prompts.draft(row).length();
                case CRITIQUE -> prompts.critique(row).length() + more;
                case REWRITE -> prompts.rewrite(row, "").length() + more + CRITIQUE;
                case PLACEBO -> prompts.placebo(row).length() + more;
                case JUDGE -> prompts.judge(row, row.text()).length() + 2L * more;
            };
            written += switch (stage) {
                case DRAFT, REWRITE, PLACEBO -> text;
                case CRITIQUE -> CRITIQUE;
                case JUDGE -> VERDICT;
            };
        }
        boolean twice = stage == StageName.JUDGE && recipe.has(StageName.PLACEBO);
        int requests = stage == StageName.JUDGE
                ? (twice ? 2 : 1) * rows.size() + Math.min(CONTROLS, rows.size())
                : rows.size();
        double factor = rows.isEmpty() ? 0 : (double) requests / rows.size() / CHARACTERS_PER_TOKEN;
        return new Asked(
                requests, (long) (shown * factor), (long) (written * factor), (long) requests * sampling.maxTokens());
    }
}
