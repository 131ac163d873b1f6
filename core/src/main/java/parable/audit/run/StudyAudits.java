package parable.audit.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import parable.ground.Json;
import parable.ground.Nearest;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import tools.jackson.databind.JsonNode;

/// The audits of a study's models, each in the folder of its stage. The study's manifest says which:
///
/// ```
/// manifest.json     {"models": {"everything/s11": "audit-arm-everything-s11-0a1b2c3d", …}, …}
/// stages/FOLDER     an audit each
/// audits/           judgments, labels and pages of several together
/// ```
///
/// @param folders by model, in the study's order
record StudyAudits(Path study, Map<String, String> folders) {
    private static final String MANIFEST = "manifest.json", STAGES = "stages", MODELS = "models";

    /// Parts the arm of a model from its seed.
    private static final char SEED = '/';

    static boolean isOne(Path folder) {
        return Files.isDirectory(folder.resolve(STAGES)) && Files.isRegularFile(folder.resolve(MANIFEST));
    }

    /// Empty where the folder is no study's.
    ///
    /// @throws StudyException when the study was made by a version that does not say which audits are whose
    static Optional<StudyAudits> in(Path folder) {
        if (!isOne(folder)) {
            return Optional.empty();
        }
        Map<String, String> folders = new LinkedHashMap<>();
        try {
            Json.read(folder.resolve(MANIFEST), JsonNode.class)
                    .path(MODELS)
                    .propertyStream()
                    .forEach(model ->
                            folders.put(model.getKey(), model.getValue().asString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (folders.isEmpty()) {
            throw new StudyException(
                    Category.STORAGE,
                    "%s does not say which models it audits: another version began it. Run the study's command again;"
                            + " what is finished stays.",
                    folder.resolve(MANIFEST));
        }
        return Optional.of(new StudyAudits(folder, folders));
    }

    /// The part of a name before a model's seed.
    static String arm(String model) {
        int seed = model.lastIndexOf(SEED);
        return seed < 0 ? model : model.substring(0, seed);
    }

    /// @param name of a model or an arm; empty for all models
    /// @throws StudyException when there is none, or its audits are not finished
    StoredRun run(String name) {
        List<String> chosen = folders.keySet().stream()
                .filter(model ->
                        name.isEmpty() || model.equals(name) || arm(model).equals(name))
                .toList();
        if (chosen.isEmpty()) {
            throw unknown(name);
        }
        requireFinished(chosen);
        Path audits = study.resolve("audits");
        return StoredRun.together(
                name.isEmpty() ? audits : audits.resolve(name.replace(SEED, '-')),
                chosen.stream().map(model -> AuditFolder.read(folder(model))).toList());
    }

    private Path folder(String model) {
        return study.resolve(STAGES).resolve(folders.getOrDefault(model, ""));
    }

    private StudyException unknown(String name) {
        Set<String> known = new LinkedHashSet<>();
        folders.keySet().forEach(model -> known.add(arm(model)));
        List<String> nameable =
                Stream.concat(known.stream(), folders.keySet().stream()).toList();
        return new StudyException(
                Category.CONFIG,
                "Study %s has no arm or model \"%s\". Its arms: %s. Did you mean \"%s\"?",
                study,
                name,
                String.join(", ", known),
                Nearest.to(name, nameable).orElse("?"));
    }

    private void requireFinished(List<String> chosen) {
        chosen.forEach(model -> AuditFolder.requireThisVersion(folder(model)));
        List<String> open = chosen.stream()
                .filter(model -> !AuditFolder.isComplete(folder(model)))
                .toList();
        if (!open.isEmpty()) {
            String advice = folders.keySet().stream()
                    .filter(model -> AuditFolder.isComplete(folder(model)))
                    .findFirst()
                    .map(", or name a model that is audited, such as %s#%%s".formatted(study)::formatted)
                    .orElse("");
            throw new StudyException(
                    Category.CONFIG,
                    "%s is not finished: %d of %d models are not audited yet, such as %s. Finish it with the command that"
                            + " began it%s.",
                    study,
                    open.size(),
                    chosen.size(),
                    open.getFirst(),
                    advice);
        }
    }
}
