package parable.study.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import parable.ground.AtomicFile;
import parable.ground.Journal;
import parable.ground.Json;
import parable.ground.Progress;
import parable.lab.organism.World;
import parable.probe.Directions;
import parable.probe.ProbedModel;
import parable.probe.SteeredCell;
import parable.probe.SteeredModel;
import parable.probe.SteeringPlan;
import parable.probe.SteeringScores;
import parable.study.stage.Cost;
import parable.study.stage.Stage;
import parable.study.stage.StageContext;

/// Pushes one model along its directions and along controls, cell by cell. Cells are journalled as they
/// come, so a kill costs at most the one in flight.
///
/// @param own    directions made in this model
/// @param beside further feelings that are pushed
record SteeringStage(
        String name, World world, Stage subject, DirectionStage own, List<String> beside, SteeringPlan plan)
        implements Stage {
    static final String SCORES = "steering.json";
    private static final String JOURNAL = "cells.journal";

    SteeringStage {
        beside = List.copyOf(beside);
    }

    @Override
    public Object inputs() {
        return Map.of("world", world.identity(), "beside", beside, "plan", plan);
    }

    @Override
    public List<Stage> needs() {
        return List.of(subject, own);
    }

    List<SteeringPlan.Cell> cells() {
        List<String> directions = new ArrayList<>(List.of(own.extraction().emotion()));
        directions.addAll(beside);
        directions.add(Directions.SHUFFLED);
        return plan.cells(directions);
    }

    @Override
    public Cost cost() {
        return Cost.rollouts((long) cells().size() * plan.samples());
    }

    @Override
    public void run(StageContext context) {
        String emotion = own.extraction().emotion();
        try (ProbedModel model = ProbedModel.open(context.of(subject))) {
            Directions directions =
                    Directions.load(context.of(own), model.decoder().config());
            SteeredModel steered = new SteeredModel(model, world, directions, emotion, plan);
            SteeringScores scores = SteeringScores.of(ran(context, steered), emotion, steered);
            AtomicFile.write(context.folder().resolve(SCORES), Json.pretty(scores));
            Files.deleteIfExists(context.folder().resolve(JOURNAL));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<SteeredCell> ran(StageContext context, SteeredModel steered) {
        List<SteeringPlan.Cell> cells = cells();
        List<SteeredCell> ran = new ArrayList<>();
        try (Journal journal = Journal.open(context.folder().resolve(JOURNAL));
                Progress.Task task = context.progress().start(name, cells.size())) {
            ran.addAll(journal.records(SteeredCell.class));
            task.advance(ran.size(), "");
            while (ran.size() < cells.size()) {
                if (context.stop().requested()) {
                    throw new Stopped();
                }
                SteeredCell fresh = steered.run(cells.get(ran.size()));
                journal.append(Json.mapper().writeValueAsBytes(fresh));
                ran.add(fresh);
                task.advance(1, "");
            }
        }
        return ran;
    }
}
