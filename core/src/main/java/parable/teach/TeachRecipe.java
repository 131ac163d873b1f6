package parable.teach;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import parable.corpus.NamedText;
import parable.ground.Check;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.ground.WholeText;
import parable.ground.Yaml;

/// Which texts a teacher is to write or to edit.
///
/// @param name    of the run
/// @param rows    seeds to be drafted from, or texts to be edited; each may carry the tag `clause`
/// @param clauses the principles: documents whose tag `clause`, or else whose id, is what rows name
/// @param draft   whether rows are seeds; otherwise they are the drafts themselves
/// @param prompts other words for a stage than the shipped ones
/// @param without stages to leave out: critique, placebo or judge
/// @param longest how much longer than the draft a new text may be; absent for 1.6
public record TeachRecipe(
        String name,
        List<NamedText> rows,
        List<NamedText> clauses,
        boolean draft,
        Optional<Map<StageName, String>> prompts,
        Optional<List<StageName>> without,
        Optional<Double> longest) {
    /// That of the ladder of rewrites whose measured effects `docs/teaching.md` names.
    private static final double USUAL_LONGEST = 1.6;

    public TeachRecipe {
        rows = List.copyOf(rows);
        clauses = List.copyOf(clauses);
        without = without.map(List::copyOf);
        prompts = prompts.map(Map::copyOf);
        Check.that(
                name.matches("[a-z0-9][a-z0-9-]*"),
                "name becomes a folder: lower-case letters, digits and hyphens, but was \"%s\"",
                name);
        Check.that(!rows.isEmpty(), "rows names no file; name at least one of texts or seeds");
        without.orElse(List.of())
                .forEach(stage -> Check.that(
                        stage != StageName.DRAFT && stage != StageName.REWRITE,
                        "without names %s, which cannot be left out; critique, placebo and judge can",
                        stage.word()));
        longest.ifPresent(most -> Check.that(most >= 1 && most <= 10, "longest lies from 1 to 10, but was %s", most));
    }

    /// @throws StudyException naming what is wrong in the file
    public static TeachRecipe read(Path file) {
        try {
            TeachRecipe written = Yaml.read(WholeText.of(file, WholeText.WRITTEN), file.toString(), TeachRecipe.class);
            return written.resolved(
                    Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file lies in a folder"));
        } catch (IOException e) {
            throw new StudyException(
                    Category.CONFIG,
                    e,
                    "The recipe %s could not be read: %s. Name a YAML file as docs/teaching.md describes it.",
                    file,
                    WholeText.fault(e));
        }
    }

    private TeachRecipe resolved(Path folder) {
        return new TeachRecipe(
                name,
                rows.stream().map(text -> text.resolved(folder)).toList(),
                clauses.stream().map(text -> text.resolved(folder)).toList(),
                draft,
                prompts,
                without,
                longest);
    }

    boolean has(StageName stage) {
        return stage == StageName.DRAFT ? draft : !without.orElse(List.of()).contains(stage);
    }

    double mostLonger() {
        return longest.orElse(USUAL_LONGEST);
    }
}
