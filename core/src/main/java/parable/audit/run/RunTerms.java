package parable.audit.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import parable.ground.AtomicFile;
import parable.ground.Existing;
import parable.ground.Hash;
import parable.ground.Json;
import parable.ground.Terms;
import tools.jackson.databind.JsonNode;

/// Holds a folder to the terms under which its run began: answers under them never appear in a run of other terms. A
/// run without any answer has no terms yet.
final class RunTerms {
    private static final String CLAIMS = "claims that may stop it";

    private final Path folder;
    private final RunHeader asked;
    private final Optional<StopRule> rule;
    private final OtherTerms others;

    RunTerms(Path folder, RunHeader asked, Optional<StopRule> rule, OtherTerms others) {
        this.folder = folder;
        this.asked = asked;
        this.rule = rule;
        this.others = others;
    }

    /// Moves a run of other terms aside where the user said so. No other process may have it open.
    void clear() {
        if (others == OtherTerms.REPLACE && Files.exists(folder.resolve(RunJournal.FILE)) && isTaken()) {
            Existing.moveAside(folder);
        }
    }

    private boolean isTaken() {
        try (RunJournal journal = RunJournal.open(folder, (_, _) -> {})) {
            return former(journal).map(header -> !differences(header).isEmpty()).orElse(false);
        }
    }

    /// @return the header of the continued run
    /// @throws parable.ground.StudyException CONFIG when a run of other terms lies here
    RunHeader admit(RunJournal journal) {
        Optional<RunHeader> former = former(journal);
        if (former.isEmpty()) {
            forgetClaims(journal);
            return asked;
        }
        List<String> differences = differences(former.get());
        boolean wider = asked.samples() > former.get().samples();
        if (!(others == OtherTerms.EXTEND && isExtension(former.get()))) {
            Existing.refuse(folder, differences, wider ? " add --extend to play more samples of the same," : "");
        }
        return asked.withKernels(journal.kernels())
                .withExtended(
                        wider ? Optional.of(before(former.get())) : former.get().extended());
    }

    /// Of a run that never began nothing can have been shown.
    private void forgetClaims(RunJournal journal) {
        try {
            if (!journal.isBegun()) {
                Files.deleteIfExists(folder.resolve(StoredRun.STOPPING));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Integer> before(RunHeader former) {
        List<Integer> before = new ArrayList<>(former.extended().orElse(List.of()));
        before.add(former.samples());
        return before;
    }

    void write(RunHeader admitted) {
        AtomicFile.write(folder.resolve(StoredRun.HEADER), Json.pretty(admitted));
        rule.ifPresent(asked -> AtomicFile.write(folder.resolve(StoredRun.STOPPING), Json.pretty(asked.registered())));
    }

    private boolean isExtension(RunHeader former) {
        Terms now = now(former).without(RunHeader.SAMPLES), before = before(former, now);
        return asked.samples() >= former.samples()
                && now.differences(rule.isEmpty() ? before.without(CLAIMS) : before)
                        .isEmpty();
    }

    private List<String> differences(RunHeader former) {
        Terms now = now(former);
        return now.differences(before(former, now));
    }

    /// A header of a former version says nothing of the scenarios, so they are not compared.
    private Terms now(RunHeader former) {
        Terms now =
                former.scenarios().isPresent() ? asked.terms() : asked.terms().without(RunHeader.SCENARIOS);
        return rule.map(claims -> now.with(CLAIMS, brief(Json.line(claims.registered()))))
                .orElse(now);
    }

    private Terms before(RunHeader former, Terms now) {
        Terms before = former.terms();
        Terms compared = now.values().containsKey(RunHeader.SAMPLES) ? before : before.without(RunHeader.SAMPLES);
        return registered().map(claims -> compared.with(CLAIMS, claims)).orElse(compared);
    }

    private Optional<String> registered() {
        Path file = folder.resolve(StoredRun.STOPPING);
        try {
            return Files.exists(file)
                    ? Optional.of(brief(Json.line(Json.read(file, JsonNode.class))))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String brief(String claims) {
        return Hash.brief(Json.line(Terms.of(Json.mapper().readTree(claims))));
    }

    private Optional<RunHeader> former(RunJournal journal) {
        Path file = folder.resolve(StoredRun.HEADER);
        if (!journal.isBegun() || !Files.exists(file)) {
            return Optional.empty();
        }
        try (Stream<RunHeader> headers = Json.readEach(file, RunHeader.class)) {
            return headers.findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
