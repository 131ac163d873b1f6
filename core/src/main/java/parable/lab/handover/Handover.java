package parable.lab.handover;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parable.corpus.Body;
import parable.corpus.Body.Turn;
import parable.corpus.Corpus;
import parable.corpus.Document;
import parable.corpus.parquet.Column;
import parable.corpus.parquet.Column.Type;
import parable.corpus.parquet.ParquetFile;
import parable.ground.AtomicFile;
import parable.ground.Json;
import parable.lab.checkpoint.TrainingRows;
import tools.jackson.databind.node.ObjectNode;

/// Writes a corpus for another trainer, row by row, in memory that does not grow with it. Loaders take the columns of a
/// file from its first row, so a corpus of texts and conversations is refused.
public final class Handover {
    private static final String LINES = "rows.jsonl";

    /// What of a configuration reads conversations: every message that is marked is trained, and the token that
    /// ends it.
    private static final String AXOLOTL_TALKS = """
            datasets:
              - path: rows.jsonl # in the folder of this file
                ds_type: json
                type: chat_template
                field_messages: messages
                message_field_training: train
                roles_to_train: []
                train_on_eos: turn
            """;

    /// What of a configuration reads texts: all of each is trained.
    private static final String AXOLOTL_TEXTS = """
            datasets:
              - path: rows.jsonl # in the folder of this file
                ds_type: json
                type: completion
                field: text
            """;

    private final Corpus corpus;

    public Handover(Corpus corpus) {
        this.corpus = corpus;
    }

    /// @param form any but tokens
    /// @param folder that the files go to
    /// @return the files
    /// @throws parable.ground.StudyException naming a document that the trainer does not take; then no file is
    /// there
    public List<Path> write(TrainerForm form, Path folder) {
        if (form == TrainerForm.VERL) {
            Path table = folder.resolve("rows.parquet");
            ParquetFile.write(table, columns(), this::conversations);
            return List.of(table);
        }
        Path rows = folder.resolve(LINES);
        lines(rows, out -> alike(document -> out.accept(TrainerRow.of(document, form))));
        if (form != TrainerForm.AXOLOTL) {
            return List.of(rows);
        }
        Path configuration = folder.resolve("axolotl.yaml");
        AtomicFile.write(configuration, beginsWithTalk() ? AXOLOTL_TALKS : AXOLOTL_TEXTS);
        return List.of(rows, configuration);
    }

    /// Tokens with labels: what the trainer of a study would count, and nothing else.
    ///
    /// @param longest tokens of a row
    public List<Path> write(TrainingRows base, int longest, Path folder) {
        Path rows = folder.resolve(LINES);
        lines(
                rows,
                out -> each(
                        document -> base.of(document, longest).forEach(example -> out.accept(TrainerRow.of(example)))));
        return List.of(rows);
    }

    private void each(Consumer<Document> use) {
        try (Stream<Document> documents = corpus.documents()) {
            documents.forEach(use);
        }
    }

    /// Documents that are all texts or all conversations, as the first is.
    private void alike(Consumer<Document> use) {
        boolean talks = beginsWithTalk();
        each(document -> {
            if (isTalk(document) != talks) {
                throw TrainerRow.refusal(
                        document,
                        talks
                                ? "this is a text, and the first row is a conversation"
                                : "this is a conversation, and the first row is a text",
                        "Export the two kinds from files of their own, or with --to tokens, which takes both");
            }
            use.accept(document);
        });
    }

    private boolean beginsWithTalk() {
        try (Stream<Document> documents = corpus.documents()) {
            return documents.findFirst().filter(Handover::isTalk).isPresent();
        }
    }

    private static boolean isTalk(Document document) {
        return document.body() instanceof Body.Conversation;
    }

    private void conversations(Consumer<Document> use) {
        each(document -> {
            if (!isTalk(document)) {
                throw TrainerRow.refusal(
                        document,
                        "verl trains on conversations, and this is a text",
                        "Export it with --to trl or tokens");
            }
            use.accept(document);
        });
    }

    private static List<Column<Document>> columns() {
        return List.of(
                new Column<>(List.of("messages", "role"), Type.TEXTS, texts(TrainerRow::role)),
                new Column<>(List.of("messages", "content"), Type.TEXTS, texts(Turn::text)),
                new Column<>(
                        "data_source", Type.TEXT, document -> document.origin().source()),
                new Column<>("id", Type.TEXT, Document::id));
    }

    private static Function<Document, @Nullable Object> texts(Function<Turn, String> part) {
        return document -> document.body() instanceof Body.Conversation(List<Turn> turns)
                ? turns.stream().map(part).toList()
                : List.of();
    }

    /// A file of lines that is there whole or not at all.
    private static void lines(Path file, Consumer<Consumer<ObjectNode>> rows) {
        AtomicFile.write(file, channel -> {
            Writer out = new BufferedWriter(
                    new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.UTF_8), 1 << 16);
            try {
                rows.accept(row -> put(row, out));
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            out.flush();
        });
    }

    private static void put(ObjectNode row, Writer out) {
        try {
            out.write(Json.line(row));
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
