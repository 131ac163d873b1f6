package parable.audit.claims;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import parable.audit.claims.ClaimsFile.Looks;
import parable.audit.compare.Comparison.Side;
import parable.audit.run.ModelRun;
import parable.ground.Hash;

/// What a gate found, in the form of its JSON.
///
/// @param verdict over all claims
public record GateReport(
        GateVerdict verdict, Registered claims, Side run, Optional<Side> baseline, List<GateDecision> rulings) {
    public GateReport {
        rulings = List.copyOf(rulings);
    }

    /// What was fixed beforehand.
    ///
    /// @param sha256 of the claims file's bytes, as `sha256sum` prints it
    public record Registered(
            String suite, Looks looks, Optional<Integer> samples, double level, Adjustment adjust, String sha256) {}

    /// @param text   of the claims file
    /// @param source what messages call it
    /// @throws parable.ground.StudyException when the claims are not in order or do not fit the run
    public static GateReport of(String text, String source, ModelRun run, Optional<ModelRun> baseline) {
        ClaimsFile file = ClaimsFile.parse(text, source);
        List<GateDecision> rulings = Gate.rule(file, run, baseline);
        return new GateReport(
                Gate.overall(rulings),
                new Registered(
                        file.suite(),
                        file.looks(),
                        file.samples(),
                        file.level(),
                        file.adjust(),
                        sha256(text.getBytes(StandardCharsets.UTF_8))),
                Side.of(run),
                baseline.map(Side::of),
                rulings);
    }

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(Hash.sha256().digest(bytes));
    }
}
