package parable.audit.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parable.audit.chat.ChatSampling;
import parable.tensor.Kernels;

/// What a run was asked for: `audit.json`.
///
/// @param samples rollouts of each situation
/// @param models  identities by name, in the order in which they were named; sorted by name when read back
/// @param kernels what computed the answers of each model that ran in this process, more than one after a move to
///                another machine; absent where no model did
/// @param people  absent where they answered by rule or not at all
public record RunHeader(
        String suite,
        int samples,
        Map<String, String> models,
        ChatSampling sampling,
        Limits limits,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Map<String, List<Kernels>>> kernels,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Players> people) {
    public RunHeader(String suite, int samples, Map<String, String> models, ChatSampling sampling, Limits limits) {
        this(suite, samples, models, sampling, limits, Optional.empty(), Optional.empty());
    }

    /// Who played the people of the offices.
    ///
    /// @param answers at most, in one conversation
    public record Players(String model, String identity, int answers) {}

    public RunHeader {
        models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
        kernels = kernels.map(Map::copyOf);
    }

    /// What computed a model's answers; nothing where that is not known.
    public List<Kernels> kernels(String model) {
        return kernels.map(all -> all.getOrDefault(model, List.of())).orElse(List.of());
    }
}
