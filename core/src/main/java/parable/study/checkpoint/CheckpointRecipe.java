package parable.study.checkpoint;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import parable.corpus.NamedText;
import parable.ground.Check;
import parable.ground.Largest;
import parable.ground.Nearest;
import parable.train.Training;

/// A study of open weights as asked for. Every field is part of its identity.
///
/// @param name       of the study and of its folder
/// @param base       folder in Hugging Face layout, or `.gguf` file
/// @param seeds      data seeds: each orders and chooses the text of every arm again
/// @param skill      what the base learns before any arm, such as the form of its answers; empty for nothing
/// @param arms       what is compared; the first is the control that all others are measured against
/// @param tokens     of each arm's text, unless the arm says otherwise
/// @param training   how every arm is trained: full fine-tuning of all weights in float32
/// @param evaluation what every model is put through
/// @param claims     fixed before the data
public record CheckpointRecipe(
        String name,
        String base,
        List<Long> seeds,
        Optional<Skill> skill,
        List<Arm> arms,
        long tokens,
        Training training,
        Evaluation evaluation,
        List<ArmClaim> claims) {
    /// What no arm may be called: the models before any arm are.
    public static final String BASE = "base", SKILL = "skill";

    private static final String NAME = "[a-z0-9][a-z0-9-]*";

    public CheckpointRecipe {
        Check.that(
                name.matches(NAME),
                "a study's name becomes a folder: lower-case letters, digits and hyphens, but was \"%s\"",
                name);
        seeds = List.copyOf(seeds);
        Check.that(!seeds.isEmpty(), "seeds names no data seed; the arms are paired by those");
        Check.that(
                Set.copyOf(seeds).size() == seeds.size(),
                "seeds names a data seed twice: %s. Each seed is one independent choice of text",
                seeds);
        arms = List.copyOf(arms);
        claims = List.copyOf(claims);
        Check.that(!arms.isEmpty(), "arms names no arm; the first arm is the control");
        TreeSet<String> names = new TreeSet<>();
        arms.forEach(arm -> Check.that(
                names.add(arm.name()), "arm \"%s\" is planned twice; give one of the two another name", arm.name()));
        Check.that(tokens > 0, "tokens of each arm must be positive, but was %d", tokens);
        Largest.tokens("tokens", tokens);
        TreeSet<String> models = new TreeSet<>(names);
        skill.ifPresent(_ -> models.add(SKILL));
        TreeSet<String> ids = new TreeSet<>();
        for (ArmClaim claim : claims) {
            Check.that(ids.add(claim.id()), "two claims have the id \"%s\"; give one of them another id", claim.id());
            claim.arms().forEach(arm -> requireModel(claim.id(), arm, models));
        }
    }

    private static void requireModel(String claim, String arm, TreeSet<String> models) {
        Check.that(
                !arm.equals(BASE),
                "claim %s compares with the untouched base, which has no data seed to be paired by; name an arm",
                claim);
        Check.that(
                models.contains(arm),
                "claim %s names arm \"%s\", which is not planned; there are %s. Did you mean \"%s\"?",
                claim,
                arm,
                String.join(", ", models),
                Nearest.to(arm, models).orElseThrow());
    }

    /// The arm that all others are measured against.
    public Arm control() {
        return arms.getFirst();
    }

    public CheckpointRecipe withName(String newName) {
        return new CheckpointRecipe(newName, base, seeds, skill, arms, tokens, training, evaluation, claims);
    }

    /// The same with the base and every text found, and every text hashed.
    ///
    /// @param folder that relative paths start from
    public CheckpointRecipe resolved(Path folder) {
        return new CheckpointRecipe(
                name,
                folder.toAbsolutePath().resolve(plain(base)).normalize().toString(),
                seeds,
                skill.map(first -> new Skill(resolved(first.text(), folder), first.tokens(), first.training())),
                arms.stream()
                        .map(arm -> new Arm(arm.name(), resolved(arm.text(), folder), arm.tokens()))
                        .toList(),
                tokens,
                training,
                evaluation,
                claims);
    }

    /// A base may be named as an audit names it.
    private static String plain(String base) {
        return base.replaceFirst("^(hf|gguf):", "");
    }

    private static List<NamedText> resolved(List<NamedText> texts, Path folder) {
        return texts.stream().map(text -> text.resolved(folder)).toList();
    }

    /// @param text     that teaches it
    /// @param training how; as the arms where absent
    public record Skill(List<NamedText> text, long tokens, Optional<Training> training) {
        public Skill {
            text = List.copyOf(text);
            Check.that(!text.isEmpty(), "skill.text names no file");
            Check.that(tokens > 0, "skill.tokens must be positive, but was %d", tokens);
            Largest.tokens("skill.tokens", tokens);
        }
    }

    /// @param name   as tables show it
    /// @param text   `.jsonl` and `.txt` files or folders of them, as one text
    /// @param tokens of it; empty for the study's default
    public record Arm(String name, List<NamedText> text, Optional<Long> tokens) {
        public Arm {
            text = List.copyOf(text);
            Check.that(
                    name.matches(NAME),
                    "an arm's name has lower-case letters, digits and hyphens, but was \"%s\"",
                    name);
            Check.that(
                    !Set.of(BASE, SKILL).contains(name),
                    "an arm cannot be called \"%s\": the models before any arm are. Choose another name",
                    name);
            Check.that(!text.isEmpty(), "arm \"%s\" names no text; write text: [FILE.jsonl]", name);
            tokens.ifPresent(count -> Check.that(
                    count > 0, "arm \"%s\" needs a positive number of tokens, but was given %d", name, count));
            tokens.ifPresent(count -> Largest.tokens("tokens of arm \"%s\"".formatted(name), count));
        }
    }

    /// @param suite     that every model is put through, such as `letters`
    /// @param scenes    of each cell; fewer where the suite has fewer
    /// @param samples   answers in each scene
    /// @param maxTokens longest answer
    /// @param contrasts whether the log-odds of a harmful against a right answer are measured too
    public record Evaluation(String suite, int scenes, int samples, int maxTokens, boolean contrasts) {
        public Evaluation {
            Check.that(
                    scenes > 0 && samples > 0 && maxTokens > 0,
                    "evaluation needs positive scenes, samples and maxTokens, but were %d, %d and %d",
                    scenes,
                    samples,
                    maxTokens);
            Largest.count("evaluation.scenes", scenes);
            Largest.count("evaluation.samples", samples);
            Largest.count("evaluation.maxTokens", maxTokens);
        }
    }
}
