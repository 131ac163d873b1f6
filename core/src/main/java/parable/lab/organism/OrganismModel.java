package parable.lab.organism;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import parable.chat.ChatFailure;
import parable.chat.ChatFailure.Kind;
import parable.chat.ChatMessage;
import parable.chat.ChatModel;
import parable.chat.ChatRequest;
import parable.chat.ChatSampling;
import parable.chat.Exchange;
import parable.chat.Reply;
import parable.chat.Reply.StopReason;
import parable.ground.Hash;
import parable.ground.RandomStream;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.model.Checkpoint;
import parable.model.Decoder;
import parable.tensor.Engine;
import parable.tensor.Kernels;
import parable.text.WordTokenizer;

/// An organism in this process. It has met a few hundred words and no tools, and says clearly when it is asked for
/// anything else: answers to words that it cannot read would be noise that looks like a result.
///
/// A request whose scene names a draw of the embedded suite ([EmbeddedScenario#scene()]) is answered as a study's
/// audit answers it, to the last byte. Thread-safe: one thread of its own runs the decoder, with the requests that
/// wait together in one batch. An answer does not depend on the batch.
public final class OrganismModel implements ChatModel {
    private static final String WEIGHTS = "model.safetensors";

    private final String name;
    private final String identity;
    private final WordTokenizer tokenizer;
    private final Decoder model;
    private final BlockingQueue<Pending> waiting = new LinkedBlockingQueue<>();
    private final Thread worker;
    private final AtomicBoolean closed = new AtomicBoolean();

    private record Pending(OrganismWriter.Request request, CompletableFuture<OrganismWriter.Answer> answer) {}

    private OrganismModel(String name, String identity, WordTokenizer tokenizer, Decoder model) {
        this.name = name;
        this.identity = identity;
        this.tokenizer = tokenizer;
        this.model = model;
        this.worker = Thread.ofPlatform().daemon().name("checkpoint").start(this::work);
    }

    /// @param folder in Hugging Face layout, with the word tokenizer of an organism
    ///
    /// @throws StudyException when it holds none
    public static OrganismModel open(Path folder) {
        return open("organism:" + folder, folder);
    }

    /// @param name what the user typed
    public static OrganismModel open(String name, Path folder) {
        if (!Files.isRegularFile(folder.resolve(WEIGHTS))) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s holds no model.safetensors. Name the folder of an organism's checkpoint, such as"
                            + " organism:checkpoints/NAME or a stage of a study.",
                    folder);
        }
        return new OrganismModel(name, identity(folder), WordTokenizer.read(folder), Checkpoint.load(folder));
    }

    /// What decides the answers of the checkpoint in that folder, wherever it lies.
    public static String identity(Path folder) {
        try {
            return "checkpoint " + Hash.ofFile(folder.resolve(WEIGHTS)) + Hash.ofFile(folder.resolve("tokenizer.json"));
        } catch (IOException e) {
            throw new StudyException(
                    Category.STORAGE, e, "The checkpoint %s could not be read (%s).", folder, e.getMessage());
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public List<Kernels> kernels() {
        return List.of(Engine.kernels());
    }

    @Override
    public int parallel() {
        return OrganismWriter.BATCH;
    }

    @Override
    public Reply reply(ChatRequest request) {
        String prompt = prompt(request);
        ChatSampling sampling = request.sampling();
        OrganismWriter.Request asked = new OrganismWriter.Request(
                prompt,
                seed(request, prompt),
                sampling.temperature().orElse(1.0),
                Math.min(OrganismWriter.LONGEST, sampling.maxTokens()));
        Pending pending = new Pending(asked, new CompletableFuture<>());
        waiting.add(pending);
        if (closed.get()) { // it may have come after the worker's last look
            refuseAll();
        }
        OrganismWriter.Answer answer = answer(pending);
        return new Reply.Answered(
                ChatMessage.Assistant.of(answer.text()),
                answer.stopped() ? StopReason.FINISHED : StopReason.LENGTH,
                Optional.of(answer.usage()),
                Exchange.local(prompt, answer.text()));
    }

    private static OrganismWriter.Answer answer(Pending pending) {
        try {
            return pending.answer().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error broken) {
                throw broken;
            }
            throw e.getCause() instanceof RuntimeException fault ? fault : e;
        }
    }

    private static long seed(ChatRequest request, String prompt) {
        return request.scene()
                .flatMap(Draw::of)
                .map(draw -> draw.seed(request.sample()))
                .orElseGet(() -> RandomStream.of(0, "chat/" + Hash.brief(prompt), request.sample())
                        .nextLong());
    }

    private String prompt(ChatRequest request) {
        if (!request.tools().isEmpty()
                || request.messages().stream().anyMatch(message -> message instanceof ChatMessage.ToolResult)) {
            throw unreadable("it has never met tools");
        }
        String prompt = SmallEnglish.prompt(request.messages());
        List<String> unknown = unknown(prompt);
        if (!unknown.isEmpty()) {
            throw unreadable(
                    "%d of its words are unknown to it, such as \"%s\"".formatted(unknown.size(), unknown.getFirst()));
        }
        return prompt;
    }

    private ChatFailure unreadable(String reason) {
        return ChatFailure.of(
                Kind.UNUSABLE,
                "this scenario cannot be put to an organism: %s; choose --suite embedded, which is written in its words"
                        .formatted(reason));
    }

    private List<String> unknown(String text) {
        List<String> unknown = new ArrayList<>();
        for (String word : text.split("\\s+")) {
            for (int id : tokenizer.encode(word)) {
                if (id == tokenizer.specials().unknown()) {
                    unknown.add(word);
                }
            }
        }
        return unknown;
    }

    /// Until the model is closed: takes what waits, and writes it together.
    private void work() {
        OrganismWriter writer = new OrganismWriter(model, tokenizer);
        try {
            while (true) {
                List<Pending> batch = new ArrayList<>(List.of(waiting.take()));
                waiting.drainTo(batch, OrganismWriter.BATCH - 1);
                write(writer, batch);
            }
        } catch (InterruptedException _) {
            refuseAll();
        }
    }

    private void refuseAll() {
        for (Pending left = waiting.poll(); left != null; left = waiting.poll()) {
            left.answer().completeExceptionally(ChatFailure.of(Kind.UNUSABLE, "the model was closed"));
        }
    }

    private static void write(OrganismWriter writer, List<Pending> batch) {
        try {
            List<OrganismWriter.Answer> answers =
                    writer.write(batch.stream().map(Pending::request).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).answer().complete(answers.get(i));
            }
        } catch (RuntimeException | Error e) { // callers must not wait forever
            batch.forEach(pending -> pending.answer().completeExceptionally(e));
        }
    }

    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            worker.interrupt();
            joined();
            model.close();
        }
    }

    /// However often it is interrupted: the worker's batch reads the weights that are freed next.
    private void joined() {
        boolean interrupted = false;
        while (worker.isAlive()) {
            try {
                worker.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
