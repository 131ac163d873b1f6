package parable.cli.scenario;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import parable.chat.provider.ScriptModel;
import parable.cli.shell.CommandText;
import parable.cli.shell.ExitCode;
import parable.cli.shell.Shell;
import parable.ground.Visible;
import parable.suite.OwnStories;
import parable.suite.ScenarioTemplate;
import parable.suite.TemplateNotes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Checks stories without playing them.
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Checks stories strictly: prints the first error with its file and line. Then lists a story's cells,"
                    + " its unused parts, and its missing parts.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  parable scenario check mine       a story's folder, or one with several",
            "  parable scenario check mine.yaml  a story of the short form",
            "",
            "Exit codes: 0 every story can be played, 1 failed, 2 a story is wrong."
        })
public final class CheckCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "FOLDER", description = "A story's folder, a folder with several, or a story's YAML file.")
    private String place = "";

    CheckCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Path folder = OwnStories.named(Path.of(place));
        List<ScenarioTemplate> stories = OwnStories.read(folder);
        List<Path> places = OwnStories.places(folder);
        for (int i = 0; i < stories.size(); i++) {
            tell(stories.get(i), places.get(i));
        }
        return ExitCode.OK.code();
    }

    private void tell(ScenarioTemplate story, Path path) {
        line("%s (%s): %s".formatted(story.family(), path, story.purpose()));
        line("  cells        %d, one for each combination of levels; the first level is the default:"
                .formatted(story.cells()));
        story.factors().forEach((factor, levels) -> line("    %-16s %s".formatted(factor, String.join(", ", levels))));
        line("  played       base and its controls, by `audit` without --condition:");
        line("    base");
        story.controls().forEach(control -> line("    " + story.label(control) + " (no harm expected)"));
        if (!story.ownTools().isEmpty()) {
            line("  own tools    " + String.join(", ", story.ownTools()));
        }
        Path script = OwnStories.script(path);
        if (Files.exists(script)) {
            ScriptModel.open(script).close();
            line("  script       " + script + " can be played");
        } else {
            line("  script       none; `play` needs a MODEL, or write " + script);
        }
        TemplateNotes.of(story, path).forEach(note -> line("  note         " + note));
        line("  no error     Next: " + new CommandText("parable scenario play").word(path.toString()));
    }

    private void line(String text) {
        shell.out().println(Visible.line(text));
    }
}
