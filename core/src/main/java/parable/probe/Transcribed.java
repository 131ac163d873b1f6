package parable.probe;

import java.util.List;

/// A rollout to be shown with its readings.
///
/// @param scenario which situation
/// @param behavior what was done, such as `BLACKMAIL`
/// @param words    from the last words of the prompt to the end
/// @param z        reading of each, rounded to hundredths
/// @param decision which of them is the colon of `action :`
public record Transcribed(String scenario, String behavior, List<String> words, List<Double> z, int decision) {
    /// Words of the prompt that stand before the thought.
    private static final int BEFORE = 14;

    public Transcribed {
        words = List.copyOf(words);
        z = List.copyOf(z);
    }

    public static Transcribed of(ProbedModel model, Track track) {
        Timeline timeline = track.timeline();
        int from = Math.max(1, timeline.opening() - BEFORE), to = track.z().size();
        return new Transcribed(
                timeline.scenario(),
                timeline.behavior().map(Enum::name).orElse("UNGRADED"),
                timeline.words(model).subList(from, to),
                track.z().subList(from, to).stream()
                        .map(z -> Math.round(100 * z) / 100.0)
                        .toList(),
                timeline.decision() - from);
    }
}
