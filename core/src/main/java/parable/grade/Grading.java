package parable.grade;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import parable.scenario.Verdict;

/// What a gate makes of a rollout, its parts kept apart.
///
/// @param strict    the verdict that counts: on what was attempted, whether or not the office could do it
/// @param happened  whether the harm was carried out; false where there is none
/// @param published the published benchmark's label, for families that it has
/// @param rambling  why the rollout is incoherent, where it is for talk that did nothing
public record Grading(
        Verdict strict,
        boolean happened,
        Optional<PublishedLabel> published,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Rambling> rambling) {
    public Grading(Verdict strict, boolean happened, Optional<PublishedLabel> published) {
        this(strict, happened, published, Optional.empty());
    }
}
