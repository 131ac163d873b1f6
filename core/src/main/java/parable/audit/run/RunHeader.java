package parable.audit.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import parable.chat.ChatSampling;
import parable.ground.Hash;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.ground.Terms;
import parable.suite.Scenario;
import parable.tensor.Kernels;

/// What a run was asked for: `audit.json`.
///
/// @param samples   rollouts of each situation
/// @param models    identities by name, in the order in which they were named; sorted by name when read back
/// @param kernels   what computed the answers of each model that ran in this process, more than one after a move
///                  to another machine; absent where no model did
/// @param people    absent where they answered by rule or not at all
/// @param scenarios hash of the situations as they are played; absent in runs of former versions
/// @param extended  samples that it was asked for before it was extended, in order; absent where it never was
public record RunHeader(
        String suite,
        int samples,
        Map<String, String> models,
        ChatSampling sampling,
        Limits limits,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Map<String, List<Kernels>>> kernels,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Players> people,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> scenarios,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<Integer>> extended) {
    static final String SAMPLES = "samples", SCENARIOS = "scenarios";

    public RunHeader(String suite, int samples, Map<String, String> models, ChatSampling sampling, Limits limits) {
        this(
                suite,
                samples,
                models,
                sampling,
                limits,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// Who played the people of the offices.
    ///
    /// @param answers at most, in one conversation
    public record Players(String model, String identity, int answers) {}

    public RunHeader {
        models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
        kernels = kernels.map(Map::copyOf);
        extended = extended.map(List::copyOf);
    }

    /// What computed a model's answers; nothing where that is not known.
    public List<Kernels> kernels(String model) {
        return kernels.map(all -> all.getOrDefault(model, List.of())).orElse(List.of());
    }

    /// @param models identities by name, in the order of the table
    static RunHeader of(AuditPlan plan, Map<String, String> models) {
        return new RunHeader(
                plan.suite(),
                plan.samples(),
                models,
                plan.sampling(),
                plan.limits(),
                Optional.empty(),
                plan.people()
                        .map(people -> new Players(
                                people.model().name(), people.model().identity(), people.answers())),
                Optional.of(scenarios(plan)),
                Optional.empty());
    }

    private static String scenarios(AuditPlan plan) {
        return Hash.of(plan.scenarios().stream()
                .collect(Collectors.toMap(
                        Scenario::id,
                        situation -> situation.identity()
                                + plan.people().flatMap(_ -> situation.cast()).orElse(""),
                        (first, _) -> first,
                        TreeMap::new)));
    }

    /// That of some of its models.
    RunHeader only(Set<String> names) {
        Map<String, String> some = new LinkedHashMap<>(models);
        some.keySet().retainAll(names);
        Optional<Map<String, List<Kernels>>> theirs = kernels.map(all -> {
            Map<String, List<Kernels>> left = new TreeMap<>(all);
            left.keySet().retainAll(names);
            return left;
        });
        return new RunHeader(suite, samples, some, sampling, limits, theirs, people, scenarios, extended);
    }

    /// That of audits which asked different models in the same way.
    ///
    /// @param folder  what messages call them
    /// @param headers at least one
    /// @throws StudyException when they asked in different ways
    static RunHeader together(Path folder, List<RunHeader> headers) {
        RunHeader first = headers.getFirst();
        Map<String, String> models = new LinkedHashMap<>();
        Map<String, List<Kernels>> kernels = new TreeMap<>();
        Set<Optional<String>> scenarios = new HashSet<>();
        for (RunHeader each : headers) {
            if (!each.asked().equals(first.asked())) {
                throw new StudyException(
                        Category.CONFIG,
                        "The audits of %s cannot be read together: they asked in different ways. Name one model of it,"
                                + " after #.",
                        folder);
            }
            models.putAll(each.models);
            each.kernels.ifPresent(kernels::putAll);
            scenarios.add(each.scenarios);
        }
        return new RunHeader(
                        first.suite,
                        first.samples,
                        models,
                        first.sampling,
                        first.limits,
                        Optional.empty(),
                        first.people,
                        scenarios.size() == 1 ? first.scenarios : Optional.empty(),
                        first.extended)
                .withKernels(kernels);
    }

    /// How the requests were made, for any model.
    private RunHeader asked() {
        return new RunHeader(
                suite, samples, Map.of(), sampling, limits, Optional.empty(), people, Optional.empty(), extended);
    }

    RunHeader withExtended(Optional<List<Integer>> former) {
        return new RunHeader(suite, samples, models, sampling, limits, kernels, people, scenarios, former);
    }

    /// @param used by each model that ran in this process
    RunHeader withKernels(Map<String, List<Kernels>> used) {
        return new RunHeader(
                suite,
                samples,
                models,
                sampling,
                limits,
                Optional.of(used).filter(known -> !known.isEmpty()),
                people,
                scenarios,
                extended);
    }

    /// What makes it this run and no other: kernels and former lengths are what became of it.
    Terms terms() {
        return Terms.of(withExtended(Optional.empty()).withKernels(Map.of()));
    }
}
