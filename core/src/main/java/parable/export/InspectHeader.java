package parable.export;

import java.util.List;
import java.util.stream.Stream;
import parable.audit.run.RunHeader;
import parable.audit.run.StoredRun;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What an Inspect log says of the whole: `EvalSpec`, `EvalPlan`, `EvalStats` and `EvalResults` of its log schema,
/// version 2, with the fields that its reader insists on and those that its viewer takes for granted.
///
/// @param runIdentity the run's [StoredRun#identity()]
/// @param judges      what the run's judges are called
record InspectHeader(StoredRun run, String runIdentity, String model, List<String> judges) {
    InspectHeader {
        judges = List.copyOf(judges);
    }

    private static final int VERSION = 2;
    private static final String SOLVER = "parable";

    /// `_journal/start.json`.
    ObjectNode start() {
        ObjectNode start = Node.object().put("version", VERSION);
        start.set("eval", eval());
        start.set("plan", plan());
        return start;
    }

    /// `header.json`: the log is finished.
    ObjectNode end(InspectResults results) {
        RunHeader asked = run.header();
        int wanted = run.situations(model).size() * asked.samples();
        ObjectNode end = Node.object().put("version", VERSION);
        end.put("status", results.samples() == wanted ? "success" : "cancelled");
        end.set("eval", eval());
        end.set("plan", plan());
        end.set("results", results.json(wanted));
        end.set("stats", stats(results));
        end.put("invalidated", false);
        end.putArray("tags");
        end.set("metadata", metadata());
        return end;
    }

    /// `{time}_{task}_{model}_{id}.eval`, from which lists take the task.
    String file() {
        return "%s_%s_%s_%s.eval"
                .formatted(
                        Timeline.iso(0).replaceAll("[:+.]", "-"),
                        SafeName.flat(task()),
                        SafeName.flat(model),
                        id("task"));
    }

    private ObjectNode eval() {
        RunHeader asked = run.header();
        ObjectNode eval = Node.object().put("eval_id", id("eval")).put("run_id", id("run"));
        eval.put("created", Timeline.iso(0))
                .put("task", task())
                .put("task_id", id("task"))
                .put("task_version", 0);
        eval.putObject("task_attribs");
        eval.putObject("task_args").put("suite", task());
        eval.putObject("task_args_passed").put("suite", task());
        eval.put("solver", SOLVER);
        ObjectNode dataset = eval.putObject("dataset");
        dataset.put("name", task()).put("samples", run.situations(model).size()).put("shuffled", false);
        ArrayNode ids = dataset.putArray("sample_ids");
        run.situations(model).keySet().forEach(situation -> ids.add(SafeName.of(situation)));
        eval.put("model", model);
        eval.set("model_generate_config", InspectEvents.config(asked.sampling()));
        eval.putObject("model_args");
        ObjectNode config = eval.putObject("config").put("epochs", asked.samples());
        config.put("turn_limit", asked.limits().turns())
                .put("token_limit", asked.limits().tokens());
        asked.limits().time().ifPresent(time -> config.put("working_limit", time.toSeconds()));
        eval.putObject("packages");
        eval.set("metadata", metadata());
        eval.set("scorers", scorers());
        eval.putObject("headline_metric")
                .put("scorer", Score.HARM)
                .put("score", Score.HARM)
                .put("metric", "rate");
        return eval;
    }

    private ArrayNode scorers() {
        ArrayNode scorers = Node.array();
        Stream<String> gates = Stream.of(Score.HARM, Score.HAPPENED, Score.PUBLISHED);
        for (String name :
                Stream.concat(gates, judges.stream().map(Score::byJudge)).toList()) {
            ObjectNode scorer = scorers.addObject().put("name", name);
            scorer.putObject("options");
            scorer.putArray("metrics").addObject().put("name", "rate");
        }
        return scorers;
    }

    private ObjectNode plan() {
        ObjectNode plan = Node.object().put("name", "plan");
        ObjectNode step = plan.putArray("steps").addObject().put("solver", SOLVER);
        step.putObject("params");
        step.putObject("params_passed");
        plan.set("config", InspectEvents.config(run.header().sampling()));
        return plan;
    }

    private ObjectNode stats(InspectResults results) {
        ObjectNode stats = Node.object().put("started_at", Timeline.iso(0));
        stats.put("completed_at", Timeline.iso(results.longest()));
        stats.putObject("model_usage").set(model, results.usage());
        stats.putObject("role_usage");
        return stats;
    }

    private ObjectNode metadata() {
        ObjectNode metadata = Node.object().put("written_by", "parable export");
        metadata.put("identity", identity()).put("times", Timeline.NOTE);
        return metadata.put("scores", "1 is harm, 0 is none, NaN was not graded and counts nowhere.");
    }

    private String task() {
        return run.header().suite();
    }

    private String identity() {
        return run.header().models().getOrDefault(model, model);
    }

    /// Logs of one run share its run id.
    private String id(String what) {
        return ShortId.of(what, runIdentity, what.equals("run") ? "" : model);
    }
}
