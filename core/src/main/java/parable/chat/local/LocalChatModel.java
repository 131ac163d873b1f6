package parable.chat.local;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import parable.chat.ChatFailure;
import parable.chat.ChatFailure.Kind;
import parable.chat.ChatMessage;
import parable.chat.ChatModel;
import parable.chat.ChatRequest;
import parable.chat.Exchange;
import parable.chat.OfferedCalls;
import parable.chat.Reply;
import parable.chat.ToolCall;
import parable.chat.Usage;
import parable.generate.Generated;
import parable.generate.GenerationRequest;
import parable.generate.Generator;
import parable.generate.Sampling;
import parable.ground.Hash;
import parable.ground.StudyException;
import parable.model.OpenModel;
import parable.tensor.Engine;
import parable.tensor.Kernels;
import parable.text.ChatTemplates;

/// A model with open weights in this process. What goes "over the wire" is the rendered prompt and what the model
/// wrote, special words included.
///
/// The same request gives the same answer, whatever else is being answered: the seed is the request's own key, and
/// [Generator] computes an answer from its request alone. Where the request leaves sampling open, temperature
/// and top p are 1, the model's own distribution. Thread-safe: one platform thread of its own reads and writes, the
/// open requests side by side.
public final class LocalChatModel implements ChatModel {
    private final String name;
    private final String identity;
    private final ExecutorService thread;
    private final OpenModel model;
    private final Optional<Prompts> prompts;
    private final Generator generator;
    private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
    private final Future<?> working;
    private volatile boolean isClosed;

    private record Asked(String prompt, Sampling sampling, long seed, CompletableFuture<Generated> answer) {}

    private LocalChatModel(String name, ExecutorService thread, OpenModel model) {
        this.name = name;
        this.thread = thread;
        this.model = model;
        this.identity = identity(model);
        this.prompts = Prompts.of(name, model);
        this.generator = Generator.of(model, memory());
        this.working = thread.submit(this::work); // begins when this thread is through with opening
    }

    /// Half of the machine's memory; arbitrary. Where a machine does not tell, as if it had 8 GiB.
    private static long memory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize() / 2
                : 4L << 30;
    }

    /// @param folder in Hugging Face layout
    /// @throws StudyException when it holds no model that can be read
    public static LocalChatModel hf(Path folder) {
        return opened("hf:" + folder, () -> OpenModel.hf(folder));
    }

    /// @param file a `.gguf` file
    /// @throws StudyException when it holds no model that can be read
    public static LocalChatModel gguf(Path file) {
        return opened("gguf:" + file, () -> OpenModel.gguf(file));
    }

    /// @param name in reports and journals, wherever it lies
    /// @param base folder in Hugging Face layout, or `.gguf` file
    /// @throws StudyException when it holds no model that can be read
    public static LocalChatModel of(String name, Path base) {
        return opened(name, () -> Files.isDirectory(base) ? OpenModel.hf(base) : OpenModel.gguf(base));
    }

    private static LocalChatModel opened(String name, Callable<OpenModel> open) {
        ExecutorService thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
        try {
            return on(thread, () -> {
                OpenModel model = open.call();
                try {
                    return new LocalChatModel(name, thread, model);
                } catch (RuntimeException e) {
                    model.close();
                    throw e;
                }
            });
        } catch (RuntimeException e) {
            thread.shutdown();
            throw e;
        }
    }

    private static String identity(OpenModel model) {
        List<String> parts = new ArrayList<>(List.of(
                "local-chat-3",
                Prompts.CLOCK.toString(),
                model.templates().map(ChatTemplates::conversation).orElse("")));
        model.templates().flatMap(ChatTemplates::tools).ifPresent(parts::add);
        for (Path file : model.files()) {
            try {
                parts.add(Hash.ofFile(file));
            } catch (IOException e) {
                throw new StudyException(
                        StudyException.Category.STORAGE,
                        e,
                        "%s could not be read (%s). Check its rights and the disk.",
                        file,
                        e.getMessage());
            }
        }
        return "local:" + Hash.of(parts.toArray());
    }

    @Override
    public String name() {
        return name;
    }

    /// Hash of the files' contents and of the template, wherever they lie.
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
        return generator.rows();
    }

    /// Every open request gets an error. An interrupted caller does not wait until the memory is free.
    @Override
    public void close() {
        isClosed = true;
        working.cancel(true);
        if (!thread.isShutdown()) {
            thread.execute(model::close);
            thread.shutdown();
        }
        try {
            while (!thread.awaitTermination(1, TimeUnit.MINUTES)) {}
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Until the model is closed: takes in who asks, then writes on for everybody.
    private void work() {
        try (generator) {
            while (!isClosed) {
                if (generator.isIdle()) {
                    takeIn(asked.take());
                }
                for (Asked one = asked.poll(); one != null; one = asked.poll()) {
                    takeIn(one);
                }
                generator.step();
            }
        } catch (InterruptedException _) {
            // closed
        } finally {
            isClosed = true;
            refuseAll();
        }
    }

    private void takeIn(Asked one) {
        try {
            int[] tokens = model.tokenizer().encode(one.prompt());
            generator.ask(GenerationRequest.of(tokens, one.sampling(), one.seed()), one.answer());
        } catch (RuntimeException | Error e) { // a caller must not wait forever
            one.answer().completeExceptionally(e);
        }
    }

    private void refuseAll() {
        for (Asked one = asked.poll(); one != null; one = asked.poll()) {
            one.answer().completeExceptionally(new IllegalStateException(name + " is closed"));
        }
    }

    @Override
    public Reply reply(ChatRequest request) {
        String prompt = prompt(request);
        Sampling sampling = new Sampling(
                request.sampling().temperature().orElse(1.0),
                request.sampling().topP().orElse(1.0),
                request.sampling().maxTokens(),
                model.stops(),
                List.of(),
                Set.of());
        Asked one = new Asked(prompt, sampling, seed(request), new CompletableFuture<>());
        return reply(request, prompt, written(one));
    }

    private Reply reply(ChatRequest request, String prompt, Generated answer) {
        Generated.Text text = answer.text().orElseThrow();
        Thoughts thoughts = Thoughts.of(prompt, text.raw());
        WrittenCalls read = request.tools().isEmpty()
                ? WrittenCalls.none(thoughts)
                : WrittenCalls.in(thoughts, new OfferedCalls(request.tools()), earlierCalls(request));
        boolean isPlain = read.attempts().isEmpty()
                && thoughts.rest().equals(text.raw())
                && read.thought().isEmpty();
        ChatMessage.Assistant message = new ChatMessage.Assistant(
                isPlain ? text.plain() : read.text(),
                read.attempts(),
                read.thought().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new ChatMessage.Thinking(read.thought(), List.of())));
        Optional<Usage> usage =
                Optional.of(new Usage(answer.usage().prompt(), answer.usage().drawn()));
        Exchange exchange = Exchange.local(prompt, text.raw());
        return new Reply.Answered(message, stop(answer.end(), read.attempts()), usage, exchange);
    }

    private Generated written(Asked one) {
        asked.add(one);
        if (isClosed) { // after it was asked: either the model's thread refuses what it finds, or we do
            refuseAll();
        }
        try {
            return outcome(one.answer());
        } catch (IllegalArgumentException e) {
            throw ChatFailure.of(Kind.PERMANENT, "%s: %s".formatted(name, e.getMessage()));
        }
    }

    private String prompt(ChatRequest request) {
        return prompts.orElseThrow(() -> ChatFailure.of(
                        Kind.UNUSABLE,
                        "%s has no chat template: it was not taught to hold conversations. Take its instruct version."
                                .formatted(name)))
                .prompt(name, request);
    }

    @Override
    public void requireTools() {
        prompts.flatMap(known -> known.withoutTools(name)).ifPresent(refusal -> {
            throw new StudyException(StudyException.Category.CONFIG, "%s", refusal);
        });
    }

    private long seed(ChatRequest request) {
        return Long.parseUnsignedLong(request.key(identity).substring(0, 16), 16);
    }

    private static int earlierCalls(ChatRequest request) {
        return request.messages().stream()
                .mapToInt(message -> message instanceof ChatMessage.Assistant turn
                        ? turn.calls().size()
                        : 0)
                .sum();
    }

    private static Reply.StopReason stop(Generated.End end, List<ToolCall> calls) {
        if (end == Generated.End.LENGTH) {
            return Reply.StopReason.LENGTH;
        }
        return calls.isEmpty() ? Reply.StopReason.FINISHED : Reply.StopReason.TOOL_CALLS;
    }

    /// Runs `work` on the model's thread and hands on what it throws.
    private static <T> T on(ExecutorService thread, Callable<T> work) {
        return outcome(thread.submit(work));
    }

    /// Waits for the result. An interrupted caller stops waiting.
    private static <T> T outcome(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error broken) {
                throw broken;
            }
            throw new IllegalStateException("a local model failed", e.getCause());
        } catch (InterruptedException e) {
            future.cancel(false);
            Thread.currentThread().interrupt();
            throw new ChatFailure(ChatFailure.Kind.TRANSIENT, "interrupted while waiting for the model", null, null);
        }
    }
}
