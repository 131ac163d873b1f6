package parable.chat.provider;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import parable.chat.Exchange;
import parable.chat.Reply;
import parable.chat.Reply.StopReason;
import parable.chat.local.Agent;
import parable.chat.local.LocalAgent;
import parable.generate.Sampling;
import parable.ground.Hash;
import parable.ground.RandomStream;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.model.Checkpoint;
import parable.model.Decoder;
import parable.tensor.Engine;
import parable.tensor.Kernels;
import parable.text.WordTokenizer;

/// An organism's checkpoint in this process. It continues text and knows a few hundred words, so it takes
/// one user message in words that it knows and no tools, and says clearly when it is asked for anything
/// else: answers to words that it cannot read would be noise that looks like a result.
///
/// Thread-safe: one thread of its own runs the decoder, with the requests that wait together in one batch.
/// An answer does not depend on the batch.
public final class CheckpointModel implements ChatModel {
    /// As many as [LocalAgent] computes together.
    private static final int BATCH = 64;
    /// The longest text of an audit within a study, so that rates compare.
    private static final int LONGEST = 60;

    private final String name;
    private final String identity;
    private final WordTokenizer tokenizer;
    private final Decoder model;
    private final BlockingQueue<Pending> waiting = new LinkedBlockingQueue<>();
    private final Thread worker;
    private final AtomicBoolean closed = new AtomicBoolean();

    /// @param sampling of the request, because one batch is drawn one way
    private record Pending(Agent.Request request, Sampling sampling, CompletableFuture<Agent.Answer> answer) {}

    private CheckpointModel(String name, String identity, WordTokenizer tokenizer, Decoder model) {
        this.name = name;
        this.identity = identity;
        this.tokenizer = tokenizer;
        this.model = model;
        this.worker = Thread.ofPlatform().daemon().name("checkpoint").start(this::work);
    }

    /// @param folder in Hugging Face layout, with the word tokenizer of an organism
    public static CheckpointModel open(Path folder) {
        Path weights = folder.resolve("model.safetensors");
        if (!Files.isRegularFile(weights)) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s holds no model.safetensors. Name the folder of an organism's checkpoint, such as"
                            + " organism:checkpoints/NAME or a stage of a study.",
                    folder);
        }
        WordTokenizer tokenizer = WordTokenizer.read(folder);
        try {
            String identity = "checkpoint " + Hash.ofFile(weights) + Hash.ofFile(folder.resolve("tokenizer.json"));
            return new CheckpointModel("organism:" + folder, identity, tokenizer, Checkpoint.load(folder));
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
        return BATCH;
    }

    @Override
    public Reply reply(ChatRequest request) {
        String prompt = prompt(request);
        long seed = RandomStream.of(0, "chat/" + Hash.brief(prompt), request.sample())
                .nextLong();
        Pending pending = new Pending(new Agent.Request(prompt, seed), sampling(request), new CompletableFuture<>());
        waiting.add(pending);
        if (closed.get()) { // it may have come after the worker's last look
            refuseAll();
        }
        Agent.Answer answer = answer(pending);
        return new Reply.Answered(
                ChatMessage.Assistant.of(answer.text()),
                answer.stopped() ? StopReason.FINISHED : StopReason.LENGTH,
                Optional.of(answer.usage()),
                Exchange.local(prompt, answer.text()));
    }

    private static Agent.Answer answer(Pending pending) {
        try {
            return pending.answer().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error broken) {
                throw broken;
            }
            throw e.getCause() instanceof RuntimeException fault ? fault : e;
        }
    }

    private String prompt(ChatRequest request) {
        if (!request.tools().isEmpty()
                || request.messages().size() != 1
                || !(request.messages().getFirst() instanceof ChatMessage.User(var text))) {
            throw unreadable("it has never met tools or a system prompt apart from the text");
        }
        List<String> unknown = unknown(text);
        if (!unknown.isEmpty()) {
            throw unreadable(
                    "%d of its words are unknown to it, such as \"%s\"".formatted(unknown.size(), unknown.getFirst()));
        }
        return text;
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

    private Sampling sampling(ChatRequest request) {
        return new Sampling(
                request.sampling().temperature().orElse(1.0),
                Math.min(LONGEST, request.sampling().maxTokens()),
                tokenizer.specials().end(),
                Set.of(tokenizer.specials().pad(), tokenizer.specials().begin()));
    }

    /// Until the model is closed: takes what waits, writes together what is drawn one way.
    private void work() {
        try {
            while (true) {
                List<Pending> batch = new ArrayList<>(List.of(waiting.take()));
                waiting.drainTo(batch, BATCH - 1);
                Map<Sampling, List<Pending>> alike = new LinkedHashMap<>();
                batch.forEach(pending -> alike.computeIfAbsent(pending.sampling(), _ -> new ArrayList<>())
                        .add(pending));
                alike.values().forEach(this::write);
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

    /// @param batch requests of the same sampling
    private void write(List<Pending> batch) {
        try {
            LocalAgent agent = new LocalAgent(model, tokenizer, batch.getFirst().sampling());
            List<Agent.Answer> answers =
                    agent.write(batch.stream().map(Pending::request).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).answer().complete(answers.get(i));
            }
        } catch (RuntimeException | Error e) { // whoever waits must not wait forever
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
