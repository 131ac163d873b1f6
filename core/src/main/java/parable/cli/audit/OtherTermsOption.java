package parable.cli.audit;

import parable.audit.run.OtherTerms;
import parable.cli.shell.CommandText;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import picocli.CommandLine.Option;

/// What happens to a run of other terms that has the name already.
final class OtherTermsOption {
    @Option(
            names = "--extend",
            description = "Add samples to a finished run, or continue past its --stop; audit.json records it.")
    private boolean extend;

    @Option(
            names = "--replace",
            description =
                    "Start a new run although a run of other terms has this name; the old one moves to NAME-replaced-1.")
    private boolean replace;

    OtherTerms policy() {
        if (extend && replace) {
            throw new StudyException(
                    Category.CONFIG,
                    "--extend keeps what was played and --replace moves it away. Leave out one of them.");
        }
        return extend ? OtherTerms.EXTEND : replace ? OtherTerms.REPLACE : OtherTerms.REFUSE;
    }

    /// What was moved away stays away, so only the other is needed again.
    void tell(CommandText line) {
        if (extend) {
            line.word("--extend");
        }
    }
}
