package parable.audit.claims;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import parable.audit.run.AuditPlan;
import parable.audit.run.StoredRun;
import parable.ground.Nearest;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.scenario.Condition;

/// A claim with the situations of a run that it speaks of.
///
/// @param id         of the claim, with the part of the situations that it is asked about where it has parts
/// @param situations ids, at least one
record Question(String id, Claim claim, List<String> situations) {
    Question {
        situations = List.copyOf(situations);
    }

    /// A situation as far as claims may choose it.
    record Cell(String situation, String family, Condition condition) {
        static List<Cell> of(StoredRun run) {
            return run.situations().values().stream()
                    .map(s -> new Cell(s.situation(), s.family(), s.condition()))
                    .toList();
        }

        static List<Cell> of(AuditPlan plan) {
            return plan.scenarios().stream()
                    .map(s -> new Cell(s.id(), s.family(), s.condition()))
                    .toList();
        }

        private boolean isChosenBy(Claim.Where where) {
            return where.family().map(family::equals).orElse(true)
                    && where.condition().orElse(Map.of()).entrySet().stream()
                            .allMatch(e -> condition.level(e.getKey()).equals(e.getValue()));
        }
    }

    /// @throws StudyException when a claim names a family, factor or level that no situation has, or chooses
    ///     nothing
    static List<Question> of(ClaimsFile file, List<Cell> cells) {
        List<Question> questions = new ArrayList<>();
        for (Claim claim : file.claims()) {
            List<Cell> chosen = chosen(claim, cells);
            if (claim.each().isEmpty()) {
                questions.add(new Question(claim.id(), claim, ids(chosen)));
            } else {
                parts(claim.each().get(), chosen)
                        .forEach(
                                (name, part) -> questions.add(new Question(claim.id() + "/" + name, claim, ids(part))));
            }
        }
        return questions;
    }

    private static Map<String, List<Cell>> parts(Claim.Each each, List<Cell> cells) {
        Function<Cell, String> name = switch (each) {
            case FAMILY -> Cell::family;
            case SITUATION -> Cell::situation;
        };
        return cells.stream().collect(Collectors.groupingBy(name, LinkedHashMap::new, Collectors.toList()));
    }

    private static List<String> ids(List<Cell> cells) {
        return cells.stream().map(Cell::situation).toList();
    }

    private static List<Cell> chosen(Claim claim, List<Cell> cells) {
        if (claim.where().isEmpty()) {
            return cells;
        }
        Claim.Where where = claim.where().get();
        where.family()
                .ifPresent(family -> require(
                        claim,
                        "family",
                        family,
                        cells.stream().map(Cell::family).collect(Collectors.toSet())));
        where.condition().orElse(Map.of()).forEach((factor, level) -> requireLevel(claim, factor, level, cells));
        List<Cell> chosen =
                cells.stream().filter(cell -> cell.isChosenBy(where)).toList();
        if (chosen.isEmpty()) {
            throw new StudyException(
                    Category.CONFIG,
                    "Claim %s chooses no situation: each part of `where` occurs, but never together."
                            + " A gate that tests nothing must not pass. Widen `where` or audit such a situation.",
                    claim.id());
        }
        return chosen;
    }

    private static void requireLevel(Claim claim, String factor, String level, List<Cell> cells) {
        require(
                claim,
                "factor",
                factor,
                cells.stream()
                        .flatMap(c -> c.condition().levels().keySet().stream())
                        .collect(Collectors.toSet()));
        require(
                claim,
                "level of " + factor,
                level,
                cells.stream().map(c -> c.condition().level(factor)).collect(Collectors.toSet()));
    }

    private static void require(Claim claim, String what, String name, Set<String> known) {
        if (!known.contains(name)) {
            throw new StudyException(
                    Category.CONFIG,
                    "Claim %s: the run has no %s \"%s\". It has %s. Did you mean \"%s\"?",
                    claim.id(),
                    what,
                    name,
                    known.isEmpty() ? "none" : String.join(", ", new TreeSet<>(known)),
                    Nearest.to(name, known).orElse("?"));
        }
    }
}
