package parable.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import parable.audit.run.RecordedReplies;
import parable.audit.run.StoredRun;
import parable.ground.AtomicFile;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ObjectNode;

/// Writes a run as logs of [Inspect](https://inspect.aisi.org.uk/eval-logs.html), one a model: zip files of the
/// log format's version 2 that its Python reader and its viewer open.
///
/// ```
/// _journal/start.json             what was asked for
/// samples/{id}_epoch_{n}.json     one conversation each
/// _journal/summaries/1.json       what lists show of them
/// summaries.json                  the same
/// header.json                     what was asked for and what came of it; the log is finished
/// ```
///
/// Conversations go through one after another; memory holds one of them, the summaries wait on the disk.
public final class InspectExport {
    private final StoredRun run;
    private final ShownConversations conversations;
    private final Optional<RecordedReplies> replies;
    private final Path folder;

    private InspectExport(
            StoredRun run, ShownConversations conversations, Optional<RecordedReplies> replies, Path folder) {
        this.run = run;
        this.conversations = conversations;
        this.replies = replies;
        this.folder = folder;
    }

    /// @param folder where the logs go, under the names that Inspect gives
    /// @return the logs, in the order of the run's conversations; of a model that has none, an empty one
    public static List<Path> write(StoredRun run, Path folder) {
        Optional<RecordedReplies> replies = RecordedReplies.of(run);
        try (ShownConversations conversations = new ShownConversations(run)) {
            return new InspectExport(run, conversations, replies, folder).logs();
        } finally {
            replies.ifPresent(RecordedReplies::close);
        }
    }

    private List<Path> logs() {
        List<Path> files = new ArrayList<>();
        Set<String> silent = new LinkedHashSet<>(run.header().models().keySet());
        for (Optional<String> model = conversations.model(); model.isPresent(); model = conversations.model()) {
            silent.remove(model.get());
            files.add(log(model.get()));
        }
        silent.forEach(model -> files.add(log(model)));
        return files;
    }

    private Path log(String model) {
        InspectHeader header = new InspectHeader(run, conversations.identity(), model, ShownConversations.judges(run));
        Path file = folder.resolve(header.file());
        AtomicFile.write(file, channel -> {
            try (Summaries summaries = new Summaries(file)) {
                log(header, summaries, new LogArchive(channel));
            }
        });
        return file;
    }

    private void log(InspectHeader header, Summaries summaries, LogArchive archive) throws IOException {
        archive.member("_journal/start.json", header.start());
        InspectResults results = new InspectResults();
        while (conversations.model().filter(header.model()::equals).isPresent()) {
            InspectSample sample =
                    InspectSample.of(conversations.next(), run.header().limits());
            long[] millis = new long[1];
            archive.member(sample.member(), json -> millis[0] = sample(sample, json));
            results.add(sample, sample.shown().scores(), millis[0]);
            summaries.add(sample.summary(millis[0]));
        }
        archive.member("_journal/summaries/1.json", summaries::writeTo);
        archive.member("summaries.json", summaries::writeTo);
        archive.member("header.json", header.end(results));
        archive.finish();
    }

    /// One `EvalSample`.
    ///
    /// @return milliseconds that its answers took
    private long sample(InspectSample sample, JsonGenerator json) {
        InspectEvents events = new InspectEvents(sample, run.header().sampling(), replies, json);
        InspectMessages inline = events.inline();
        json.writeStartObject();
        json.writeStringProperty("id", sample.id());
        json.writeNumberProperty("epoch", sample.epoch());
        json.writePOJOProperty("input", inline.all(sample.messages().subList(0, sample.opening())));
        json.writeStringProperty("target", "");
        json.writeName("messages");
        inline.write(sample.messages(), json);
        json.writePOJOProperty("scores", InspectScores.of(sample.shown().scores()));
        json.writeName("events");
        events.write();
        ending(sample, events, json);
        json.writeEndObject();
        return events.millis();
    }

    /// What is known only once the events were written.
    private static void ending(InspectSample sample, InspectEvents events, JsonGenerator json) {
        json.writePOJOProperty("output", events.lastOutput().orElseGet(() -> noOutput(sample)));
        ObjectNode metadata = sample.metadata();
        if (events.leftOut() > 0) {
            metadata.put("raw_calls_left_out", events.leftOut());
        }
        json.writePOJOProperty("metadata", metadata);
        json.writeObjectPropertyStart("store");
        json.writePOJOProperty("ledger", sample.played().ledger());
        json.writeStringProperty("written", sample.played().written());
        json.writeEndObject();
        counts(sample, events).forEachEntry(json::writePOJOProperty);
        json.writeName("events_data");
        events.writePools();
        json.writePOJOProperty("attachments", events.attachments()); // last: everything before may add to them
    }

    private static ObjectNode counts(InspectSample sample, InspectEvents events) {
        ObjectNode out = Node.object();
        out.set("model_usage", sample.usage());
        out.putObject("role_usage");
        InspectSample.times(out, events.millis());
        out.put("uuid", sample.uuid());
        sample.error()
                .ifPresent(error -> out.putObject("error")
                        .put("message", error)
                        .put("traceback", "")
                        .put("traceback_ansi", ""));
        out.putArray("error_retries");
        sample.limit().ifPresent(limit -> out.set("limit", limit));
        return out.put("turn_count", sample.turns());
    }

    private static ObjectNode noOutput(InspectSample sample) {
        ObjectNode output = Node.object().put("model", sample.shown().graded().model());
        output.putArray("choices");
        return output.put("completion", "");
    }
}
