package parable.audit.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import parable.audit.run.PlayedRuns.Propensity;
import parable.ground.Json;

/// The folder of a study whose models are scripts, as far as readers of audits look at it.
public final class PlayedStudy {
    private final Path folder;
    private final Map<String, String> models = new LinkedHashMap<>();

    public PlayedStudy(Path folder) {
        this.folder = folder;
    }

    /// One more model, audited.
    ///
    /// @param model such as `control/s1`
    public PlayedStudy with(String model, AuditPlan plan, Propensity... ways) throws IOException {
        String stage = promised(model);
        PlayedRuns.run(
                folder.resolve("stages").resolve(stage),
                plan,
                PlayedRuns.model(model, models.size(), ways),
                Optional.empty(),
                8);
        return this;
    }

    /// One more model, not audited yet.
    public PlayedStudy without(String model) throws IOException {
        promised(model);
        return this;
    }

    private String promised(String model) throws IOException {
        String stage = "audit-arm-" + model.replace('/', '-') + "-0a1b2c3d";
        models.put(model, stage);
        Files.createDirectories(folder.resolve("stages"));
        Files.writeString(folder.resolve("manifest.json"), Json.line(Map.of("models", models)));
        return stage;
    }
}
