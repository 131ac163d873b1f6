package parable.lab.checkpoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import parable.corpus.Body;
import parable.corpus.Document;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.model.ModelTexts;
import parable.text.HfTokenizer;
import parable.text.template.ChatTemplate.Span;
import parable.text.template.TemplateException;
import parable.train.Example;

/// Documents as one model reads them.
///
/// A text is preceded by the model's begin token, if any, and followed by its end token, all of it trained. A
/// conversation is written by the model's chat template, and the assistant's words are trained, each answer with the
/// token that ends it. Running text is cut where a row is full; any other row that is too long is refused.
///
/// @param end    closes a text; empty where the model names none
/// @param stops  tokens that end an answer
/// @param writer empty for a model without chat template
record ExampleWriter(HfTokenizer tokenizer, OptionalInt end, Set<Integer> stops, Optional<WrittenChat.Writer> writer) {
    ExampleWriter {
        stops = Set.copyOf(stops);
    }

    static ExampleWriter of(ModelTexts model) {
        Optional<String> word = Optional.ofNullable(model.words().get("eos_token"));
        OptionalInt end = word.map(model.tokenizer()::find).orElse(OptionalInt.empty());
        return new ExampleWriter(
                model.tokenizer(),
                end.isPresent()
                        ? end
                        : model.stops().stream().mapToInt(Integer::intValue).findFirst(),
                model.stops(),
                model.templates().map(templates -> WrittenChat.Writer.of(templates, model.words())));
    }

    /// @param longest tokens of a row
    /// @return several for running text, else one
    /// @throws StudyException naming file and line where the row is too long, or a conversation cannot be written
    List<Example> write(Document document, int longest) {
        return switch (document.body()) {
            case Body.Running(String text) -> pieces(document.id(), text, longest);
            case Body.Plain(String text) -> List.of(fitting(document, whole(document.id(), text), longest));
            case Body.Conversation(List<Body.Turn> turns) -> List.of(fitting(document, chat(document, turns), longest));
        };
    }

    private Example whole(String id, String text) {
        IntStream words = Arrays.stream(tokenizer.encode(text));
        return Example.whole(
                id,
                IntStream.concat(IntStream.concat(tokenizer.begin().stream(), words), end.stream())
                        .toArray());
    }

    private List<Example> pieces(String id, String text, int longest) {
        int[] tokens = whole(id, text).tokens();
        List<Example> pieces = new ArrayList<>();
        for (int from = 0; from < tokens.length; from += longest) {
            int[] piece = Arrays.copyOfRange(tokens, from, Math.min(from + longest, tokens.length));
            pieces.add(Example.whole(tokens.length <= longest ? id : id + "#" + (pieces.size() + 1), piece));
        }
        return pieces;
    }

    private Example chat(Document document, List<Body.Turn> turns) {
        WrittenChat chat = written(document, turns);
        HfTokenizer.Placed placed = tokenizer.place(chat.text());
        BitSet trained = new BitSet();
        chat.spans().forEach(span -> train(placed, span, trained));
        return new Example(document.id(), placed.ids(), trained);
    }

    private WrittenChat written(Document document, List<Body.Turn> turns) {
        WrittenChat.Writer used = writer.orElseThrow(() -> new StudyException(
                Category.CONFIG,
                "%s is a conversation, but the base model has no chat template. Train it on rows with \"text\", or take"
                        + " a base that was taught to chat.",
                document.origin().place()));
        try {
            return used.write(turns);
        } catch (TemplateException e) {
            throw new StudyException(
                    Category.CONFIG,
                    e,
                    "%s cannot be written by the base model's chat template: %s. Change the order of its roles, or leave"
                            + " it out.",
                    document.origin().place(),
                    e.getMessage());
        } catch (WrittenChat.Unmarked e) {
            throw new StudyException(
                    Category.CONFIG,
                    e,
                    "%s cannot be trained on: %s. Give each row one answer at its end, or the base a template with"
                            + " generation blocks.",
                    document.origin().place(),
                    e.getMessage());
        }
    }

    /// A token that a span shares counts. What a template writes behind the end of a turn, such as a line feed, the
    /// model never writes itself, so it does not.
    private void train(HfTokenizer.Placed placed, Span span, BitSet trained) {
        int first = -1, last = -1, stop = -1;
        for (int token = 0; token < placed.ids().length; token++) {
            if (placed.ends()[token] > span.start() && placed.starts()[token] < span.end()) {
                first = first < 0 ? token : first;
                last = token;
                stop = stops.contains(placed.ids()[token]) ? token : stop;
            }
        }
        if (first >= 0) {
            trained.set(first, (stop < 0 ? last : stop) + 1);
        }
    }

    private static Example fitting(Document document, Example example, int longest) {
        if (example.tokens().length > longest) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s has %d tokens; a row of this training holds %d. Shorten it, split it into several rows, or train"
                            + " with longer rows, up to the base model's context.",
                    document.origin().place(),
                    example.tokens().length,
                    longest);
        }
        return example;
    }
}
