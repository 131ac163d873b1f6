package parable.corpus.curate;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import parable.corpus.curate.Portrayal.Answer;
import parable.corpus.curate.Portrayal.Conduct;

/// What was counted of some documents. Confined to one thread.
public final class Tally {
    private long documents, words, characters, exactDuplicates, nearDuplicates, holdingScenes, brokenRules;
    private final Map<String, Long> languages = new TreeMap<>();
    private final Map<Answer, Long> ai = new EnumMap<>(Answer.class);
    private final Map<Conduct, Long> conduct = new EnumMap<>(Conduct.class);
    private final Map<String, Long> broken = new TreeMap<>();
    private final Tones tones = new Tones();

    /// @param label what a person says of the document
    void add(Found found, Optional<Portrayal> label) {
        Signals signals = found.signals();
        documents++;
        words += signals.words();
        characters += signals.characters();
        exactDuplicates += found.duplicateOf().isPresent() ? 1 : 0;
        nearDuplicates += found.nearDuplicateOf().isPresent() ? 1 : 0;
        holdingScenes += signals.scene().isPresent() ? 1 : 0;
        brokenRules += signals.quality().isEmpty() ? 0 : 1;
        languages.merge(signals.language(), 1L, Long::sum);
        ai.merge(signals.ai(), 1L, Long::sum);
        if (signals.mayBeAboutAi()) {
            conduct.merge(signals.conduct(), 1L, Long::sum);
            tones.add(signals.portrayal(), label);
        }
        for (String rule :
                signals.quality().isEmpty() ? new String[0] : signals.quality().split(",")) {
            broken.merge(rule, 1L, Long::sum);
        }
    }

    @JsonValue
    Map<String, Object> json() {
        Map<String, Object> json = new TreeMap<>();
        json.put("documents", documents);
        json.put("words", words);
        json.put("characters", characters);
        json.put("exactDuplicates", exactDuplicates);
        json.put("nearDuplicates", nearDuplicates);
        json.put("holdingScenes", holdingScenes);
        json.put("brokenRules", broken);
        json.put("languages", languages);
        json.put("ai", ai);
        json.put("conduct", conduct);
        json.put("atmosphere", tones.uncorrected());
        tones.corrected().ifPresent(effect -> json.put("atmosphereCorrected", effect));
        json.put("labelled", tones.labelled());
        json.put("ungradedTones", tones.unknown());
        json.put("atmosphereWorstCase", tones.worstCase());
        return json;
    }

    public long documents() {
        return documents;
    }

    public long words() {
        return words;
    }

    public long characters() {
        return characters;
    }

    public long exactDuplicates() {
        return exactDuplicates;
    }

    /// Documents that are nearly the same as an earlier one, exact duplicates among them.
    public long nearDuplicates() {
        return nearDuplicates;
    }

    public long holdingScenes() {
        return holdingScenes;
    }

    public long brokenRules() {
        return brokenRules;
    }

    public Map<String, Long> languages() {
        return new TreeMap<>(languages);
    }

    public long ai(Answer answer) {
        return ai.getOrDefault(answer, 0L);
    }

    public long conduct(Conduct kind) {
        return conduct.getOrDefault(kind, 0L);
    }

    public Tones tones() {
        return tones;
    }
}
