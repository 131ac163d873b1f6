package parable.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parable.cli.shell.ExitCode;
import parable.cli.shell.Shell;
import parable.ground.AtomicFile;
import parable.ground.Json;
import parable.ground.Nearest;
import parable.ground.Resource;
import parable.ground.StudyException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Writes the JSON Schemas of the files that people write.
@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the JSON Schema of a kind of file, with which an editor completes and checks its keys. Without a NAME it"
                    + " lists the kinds.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  parable schema                          the kinds of files",
            "  parable schema recipe > recipe.schema.json",
            "  parable schema --to schemas             all of them, into a folder",
            "",
            "An editor with the YAML language server finds the schema by the file's first line:",
            "  # yaml-language-server: $schema=schemas/recipe.schema.json",
            "",
            "Exit codes: 0 done, 1 failed, 2 usage."
        })
final class SchemaCommand implements Callable<Integer> {
    static final List<String> NAMES = List.of(
            "recipe",
            "checkpoint-recipe",
            "suite",
            "story",
            "tools",
            "short-story",
            "script",
            "claims",
            "rubric",
            "gold-labels");

    private final Shell shell;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The kind of file.")
    private @Nullable String name;

    @Option(
            names = "--to",
            paramLabel = "FOLDER",
            description = "Writes NAME.schema.json there; all of them without a NAME.")
    private @Nullable Path folder;

    SchemaCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        List<String> chosen = name == null ? NAMES : List.of(known(name));
        if (folder != null) {
            Path into = folder;
            chosen.forEach(kind -> write(kind, into.resolve(kind + ".schema.json")));
        } else if (name == null) {
            chosen.forEach(kind -> shell.out().println("%-18s %s".formatted(kind, title(kind))));
        } else {
            shell.out().print(text(name));
        }
        return ExitCode.OK.code();
    }

    private void write(String kind, Path file) {
        if (Files.isDirectory(file)) {
            throw new StudyException(
                    StudyException.Category.CONFIG, "%s is a folder. Choose another folder with --to.", file);
        }
        AtomicFile.write(file, text(kind));
        shell.out().println("Wrote " + file);
    }

    private static String known(String name) {
        if (!NAMES.contains(name)) {
            throw new StudyException(
                    StudyException.Category.CONFIG,
                    "There is no schema \"%s\". There are %s. Did you mean \"%s\"?",
                    name,
                    String.join(", ", NAMES),
                    Nearest.to(name, NAMES).orElseThrow());
        }
        return name;
    }

    private static String title(String kind) {
        return Json.read(text(kind), JsonNode.class).path("title").asString();
    }

    private static String text(String kind) {
        return Resource.text(SchemaCommand.class, "/parable/schemas/" + kind + ".schema.json");
    }
}
