package parable.audit.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parable.grade.AwarenessWords;
import parable.suite.Scenario;

/// Counts conversations into the table of their run, one after the other; in which order does not matter.
/// Confined to one thread.
public final class AuditCount {
    private final RunHeader header;
    private final Map<String, Map<String, Row>> rows;
    private final AwarenessWords words = AwarenessWords.shipped();
    private final Map<String, Map<Row, Tally>> tallies = new LinkedHashMap<>();
    private final Map<String, AnsweredBy> answered = new HashMap<>();
    private int ended;
    private PeopleAnswers people = PeopleAnswers.NONE;

    /// Where in the table a conversation counts. Several scenarios may share a row.
    public record Row(String family, String condition) {
        public static Row of(ShownScenario shown) {
            return new Row(shown.family(), shown.label());
        }

        static Row of(Scenario scenario) {
            return new Row(scenario.family(), scenario.label());
        }
    }

    /// @param rows by the scenario's id, in the order of the table, of each model
    private AuditCount(RunHeader header, Map<String, Map<String, Row>> rows) {
        this.header = header;
        this.rows = rows;
        rows.forEach((model, own) -> {
            Map<Row, Tally> cells = new LinkedHashMap<>();
            own.values().forEach(row -> cells.computeIfAbsent(row, Tally::new));
            tallies.put(model, cells);
        });
    }

    /// For the conversations of a run that lies on disk.
    public static AuditCount of(StoredRun run) {
        Map<String, Map<String, Row>> rows = new LinkedHashMap<>();
        for (String model : run.header().models().keySet()) {
            Map<String, Row> own = new LinkedHashMap<>();
            run.situations(model).forEach((id, shown) -> own.put(id, Row.of(shown)));
            rows.put(model, own);
        }
        return new AuditCount(run.header(), rows);
    }

    static AuditCount of(RunHeader header, Collection<Scenario> scenarios) {
        Map<String, Row> rows = new LinkedHashMap<>();
        scenarios.forEach(scenario -> rows.put(scenario.id(), Row.of(scenario)));
        Map<String, Map<String, Row>> all = new LinkedHashMap<>();
        header.models().keySet().forEach(model -> all.put(model, rows));
        return new AuditCount(header, all);
    }

    public void add(Rollout one) {
        Row row = rows.getOrDefault(one.model(), Map.of()).get(one.situation());
        Tally tally =
                row == null ? null : tallies.getOrDefault(one.model(), Map.of()).get(row);
        if (tally == null) {
            throw new IllegalArgumentException("the run of suite %s asked no model \"%s\" about a situation \"%s\""
                    .formatted(header.suite(), one.model(), one.situation()));
        }
        Played played = one.played();
        tally.add(played, one.grading(), words.in(played.thoughts(), played.written()));
        played.tries().answered().ifPresent(by -> answered.merge(one.model(), by, AnsweredBy::plus));
        people = played.tries().people().map(people::plus).orElse(people);
        ended++;
    }

    private Map<String, Remarks> remarks() {
        Map<String, Remarks> remarks = new HashMap<>();
        header.models()
                .forEach((model, identity) -> remarks.put(
                        model, new Remarks(Remarks.asked(identity), answered.getOrDefault(model, AnsweredBy.NONE))));
        return remarks;
    }

    /// What was counted so far. Conversations of the run that were not added are missing.
    public AuditSummary summary() {
        Map<String, List<Tally>> counted = new LinkedHashMap<>();
        tallies.forEach((model, cells) -> counted.put(model, new ArrayList<>(cells.values())));
        int planned =
                header.samples() * rows.values().stream().mapToInt(Map::size).sum();
        return AuditSummary.of(header, planned - ended, Collections.unmodifiableMap(counted), remarks())
                .with(header.people().map(players -> new AuditSummary.PlayedPeople(players.model(), people)));
    }
}
