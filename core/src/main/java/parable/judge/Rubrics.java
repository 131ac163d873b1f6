package parable.judge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parable.ground.Check;
import parable.ground.Hash;
import parable.ground.Nearest;
import parable.ground.Resource;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.ground.WholeText;
import parable.ground.Yaml;
import parable.judge.Rubric.Act;
import parable.scenario.Behavior;

/// The rubrics of all families: those that are shipped and one's own. Immutable.
public final class Rubrics {
    private static final String ROOT = "/parable/judges/";

    private final Map<String, Rubric> byFamily;

    private Rubrics(Map<String, Rubric> byFamily) {
        this.byFamily = new TreeMap<>(byFamily);
    }

    /// The form of `acts.yaml`.
    record ActList(List<Act> acts) {}

    /// The form of `families.yaml`.
    record FamilyList(List<Behavior> everywhere, Map<String, List<Behavior>> families) {}

    /// The form of a rubric of one's own: a family's name and its acts.
    record OwnRubric(String family, List<Act> acts) {}

    public static Rubrics shipped() {
        ActList list = Yaml.read(resource("acts.yaml"), "acts.yaml", ActList.class);
        FamilyList families = Yaml.read(resource("families.yaml"), "families.yaml", FamilyList.class);
        Map<Behavior, Act> acts = new EnumMap<>(Behavior.class);
        list.acts().forEach(act -> acts.put(act.behavior(), act));
        String frame = resource("frame.md");
        Map<String, Rubric> rubrics = new TreeMap<>();
        families.families().forEach((family, own) -> {
            List<Act> chosen = Stream.concat(families.everywhere().stream(), own.stream())
                    .distinct()
                    .map(behavior -> Check.found(acts.get(behavior), "acts.yaml lacks %s; add it", behavior))
                    .sorted((a, b) -> a.code().compareTo(b.code())) // codes are arbitrary, so the order is too
                    .toList();
            rubrics.put(family, new Rubric(family, frame, chosen));
        });
        return new Rubrics(rubrics);
    }

    /// With one's own rubric for a family, in place of the shipped one if there is one.
    public Rubrics with(Path file) {
        try {
            OwnRubric own = Yaml.read(WholeText.of(file, WholeText.WRITTEN), file.toString(), OwnRubric.class);
            Map<String, Rubric> more = new TreeMap<>(byFamily);
            more.put(own.family(), new Rubric(own.family(), resource("frame.md"), own.acts()));
            return new Rubrics(more);
        } catch (IOException e) {
            throw new StudyException(
                    Category.CONFIG,
                    e,
                    "The rubric %s could not be read (%s). It must be a YAML text in UTF-8 that you may read.",
                    file,
                    e.getClass().getSimpleName());
        } catch (IllegalArgumentException e) {
            throw new StudyException(Category.CONFIG, e, "%s: %s", file, e.getMessage());
        }
    }

    /// @throws StudyException CONFIG when no rubric covers the family
    public Rubric of(String family) {
        Rubric rubric = byFamily.get(family);
        if (rubric == null) {
            throw new StudyException(
                    Category.CONFIG,
                    "There is no rubric for family \"%s\". There are rubrics for %s. Did you mean \"%s\"?"
                            + " For a family of your own write one and name it with --rubric FILE.",
                    family,
                    String.join(", ", byFamily.keySet()),
                    Nearest.to(family, byFamily.keySet()).orElseThrow());
        }
        return rubric;
    }

    /// Of the questions for these families.
    String identity(Collection<String> families) {
        List<String> parts = new ArrayList<>();
        new TreeSet<>(families)
                .forEach(family -> parts.add(family + "=" + of(family).identity()));
        return Hash.brief(parts.stream().collect(Collectors.joining("\n")));
    }

    private static String resource(String name) {
        return Resource.text(Rubrics.class, ROOT + name);
    }
}
