package parable.audit.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import parable.chat.ChatFailure;
import parable.chat.Raw;
import parable.chat.Reply;
import parable.chat.Usage;
import parable.ground.GrownHeap;
import parable.ground.Hash;
import parable.ground.Journal;
import parable.ground.Json;
import parable.ground.OtherVersion;
import parable.tensor.Kernels;

/// Everything that went over the wire in one run and what became of it, in the order in which it happened: an
/// append-only [Journal] whose records are two lines of JSON, an [Entry] and its body. It is also the cache of
/// answers and the memory of what is finished; only numbers of records are held in memory.
///
/// Thread-safe: the one lock, this object, protects the indices.
public final class RunJournal implements AutoCloseable {
    static final String FILE = "journal";

    /// Bytes of requests at hand: the last one of each conversation under way, as a rule.
    private static final long AT_HAND = 8L << 20;

    private final Path file;
    private final Journal journal;
    private final KeyIndex answers = new KeyIndex();
    private final KeyIndex ended = new KeyIndex();
    private final Set<String> answering = new HashSet<>();
    private final KeyIndex requests = new KeyIndex();
    private final RecentBytes requestBytes = new RecentBytes(AT_HAND);
    private boolean begun;
    private final Map<String, Integer> failures = new HashMap<>();
    private final Map<String, String> models = new LinkedHashMap<>();
    private final Map<String, String> players = new LinkedHashMap<>();
    private final Map<String, List<Kernels>> kernels = new LinkedHashMap<>();

    private RunJournal(Path file, Journal journal) {
        this.file = file;
        this.journal = journal;
    }

    /// A reply with what it took.
    public record Paid(Reply reply, Usage usage, int attempt, long millis) {}

    /// @param charged sees the tokens of every answer already paid for, by model
    public static RunJournal open(Path folder, BiConsumer<String, Usage> charged) {
        Path file = folder.resolve(FILE);
        RunJournal run = new RunJournal(file, Journal.open(file));
        try {
            for (int i = 0; i < run.journal.size(); i++) {
                Entry entry = run.entry(i);
                run.index(entry, i);
                if (entry instanceof Entry.Answer answer) {
                    charged.accept(answer.place().model(), answer.usage());
                }
            }
            return run;
        } catch (RuntimeException e) {
            run.close();
            throw e;
        }
    }

    /// Names and identities of the models that took part, in order.
    public synchronized Map<String, String> models() {
        return new LinkedHashMap<>(models);
    }

    /// Names and identities of the models that played the people, in order.
    public synchronized Map<String, String> players() {
        return new LinkedHashMap<>(players);
    }

    /// Everything that has computed answers of this model or may have; nothing where that is not known.
    synchronized List<Kernels> kernels(String model) {
        return List.copyOf(kernels.getOrDefault(model, List.of()));
    }

    /// The same of every model of which anything is known.
    synchronized Map<String, List<Kernels>> kernels() {
        return new LinkedHashMap<>(kernels);
    }

    /// A model that is about to answer.
    synchronized void enterKernels(String model, List<Kernels> used) {
        List<Kernels> known = kernels(model);
        used.stream().filter(one -> !known.contains(one)).forEach(one -> append(new Entry.Computed(model, one), ""));
    }

    synchronized void enterPeople(String name, String identity) {
        if (!identity.equals(players.get(name))) {
            append(new Entry.Players(name, identity), "");
        }
    }

    synchronized void enter(String name, String identity) {
        if (!identity.equals(models.get(name))) {
            append(new Entry.Model(name, identity), "");
        }
    }

    /// Whether anything was answered.
    synchronized boolean isBegun() {
        return begun;
    }

    /// The journalled reply to the request of this key.
    synchronized Optional<Paid> answer(String key) {
        int record = answers.get(brief(key));
        if (record < 0) {
            return Optional.empty();
        }
        byte[] bytes = journal.records().get(record);
        Entry.Answer answer = answer(bytes, record);
        if (!answer.key().equals(key)) {
            return Optional.empty();
        }
        return Optional.of(paid(answer, body(bytes), record));
    }

    /// The last reply that was journalled for a turn. A turn whose very question was asked before, elsewhere in
    /// the run, has none of its own: [#answer(String)] finds it.
    synchronized Optional<Paid> at(Place place) {
        int record = requests.get(place(place));
        if (record < 0) {
            return Optional.empty();
        }
        byte[] bytes = journal.records().get(record);
        Entry.Answer answer = answer(bytes, record);
        return answer.place().equals(place) ? Optional.of(paid(answer, body(bytes), record)) : Optional.empty();
    }

    private Paid paid(Entry.Answer answer, String body, int record) {
        Reply reply = withRequest(Json.read(body, file, place(record), Reply.class), Raw.of(restored(record)));
        return new Paid(reply, answer.usage(), answer.attempt(), answer.millis());
    }

    /// Whether a model of that name has answered anything.
    synchronized boolean hasAnswered(String model) {
        return answering.contains(model);
    }

    /// Times that the request of this key was asked in vain.
    synchronized int failures(String key) {
        return failures.getOrDefault(key, 0);
    }

    synchronized void answered(String key, Place place, Paid paid) {
        byte[] request = paid.reply().exchange().request().bytes();
        int base = base(place);
        SharedBytes shared =
                base < 0 ? SharedBytes.whole(Raw.of(request)) : SharedBytes.of(base, restored(base), request);
        int record = append(
                new Entry.Answer(key, place, paid.attempt(), paid.millis(), paid.usage(), shared),
                Json.line(withRequest(paid.reply(), Raw.of(""))));
        requestBytes.put(record, request);
        if (place.turn() > 0) {
            forgetRequest(place.turn(place.turn() - 1));
        }
    }

    synchronized void failed(String key, Place place, int attempt, ChatFailure failure) {
        append(
                new Entry.Failure(key, place, attempt, failure.kind(), String.valueOf(failure.getMessage())),
                failure.exchange().map(Json::line).orElse(""));
    }

    synchronized void ended(Place place, String terms, Played played) {
        Entry entry = new Entry.Ended(place, terms);
        index(entry, journal.append(out -> {
            out.write((Json.line(entry) + "\n").getBytes(StandardCharsets.UTF_8));
            Json.write(played, out);
        }));
        forgetRequest(place.turn(played.tries().requests() - 1));
    }

    /// No request extends the last one of a finished conversation, unless it was the first of all in its situation.
    /// If it were kept in memory, it would outlive the new part of the heap, and die in the old one.
    private void forgetRequest(Place last) {
        int record = requests.get(place(last));
        if (record >= 0 && record != requests.get(place(first(last)))) {
            requestBytes.forget(record);
        }
    }

    synchronized boolean isEnded(Place place, String terms) {
        return ended.get(brief(Hash.of(place, terms))) >= 0;
    }

    synchronized Optional<Played> played(Place place, String terms) {
        int record = ended.get(brief(Hash.of(place, terms)));
        if (record < 0) {
            return Optional.empty();
        }
        GrownHeap.collect();
        try {
            InputStream bytes = journal.stream(record);
            lineOf(bytes);
            return Optional.of(Json.read(bytes, file, place(record), Played.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits until the disk holds everything.
    void force() {
        journal.force();
    }

    @Override
    public void close() {
        journal.close();
    }

    /// The former request of the same conversation, or the first one ever made in that situation.
    private int base(Place place) {
        return place.turn() > 0 ? requests.get(place(place.turn(place.turn() - 1))) : requests.get(place(first(place)));
    }

    private static Place first(Place place) {
        return new Place(place.model(), place.situation(), -1, 0);
    }

    private static long place(Place place) {
        return brief(Hash.of(place));
    }

    /// The bytes of a request. Each may repeat the one before it, so the way back is as long as a conversation,
    /// unless a request on it is still at hand.
    private byte[] restored(int record) {
        Deque<SharedBytes> way = new ArrayDeque<>();
        int at = record;
        while (at >= 0 && requestBytes.get(at).isEmpty()) {
            if (!(entry(at) instanceof Entry.Answer answer) || answer.request().base() >= at) {
                throw OtherVersion.of(file, place(at), "it repeats no earlier request");
            }
            way.push(answer.request());
            at = answer.request().base();
        }
        byte[] bytes = at < 0 ? new byte[0] : requestBytes.get(at).orElseThrow();
        while (!way.isEmpty()) {
            SharedBytes shared = way.pop();
            if (!shared.fits(bytes)) {
                throw OtherVersion.of(file, place(record), "it repeats more than an earlier request holds");
            }
            bytes = shared.restored(bytes);
        }
        requestBytes.put(record, bytes);
        return bytes;
    }

    private int append(Entry entry, String body) {
        int record = journal.append((Json.line(entry) + "\n" + body).getBytes(StandardCharsets.UTF_8));
        index(entry, record);
        return record;
    }

    private void index(Entry entry, int record) {
        switch (entry) {
            case Entry.Model(var name, var identity) -> models.put(name, identity);
            case Entry.Computed(var model, var used) ->
                kernels.computeIfAbsent(model, _ -> new ArrayList<>()).add(used);
            case Entry.Players(var name, var identity) -> players.put(name, identity);
            case Entry.Answer answer -> {
                begun = true;
                answers.put(brief(answer.key()), record);
                answering.add(answer.place().model());
                requests.put(place(answer.place()), record);
                if (answer.place().turn() == 0 && requests.get(place(first(answer.place()))) < 0) {
                    requests.put(place(first(answer.place())), record);
                }
                failures.remove(answer.key());
            }
            case Entry.Failure failure -> failures.merge(failure.key(), 1, Integer::sum);
            case Entry.Ended(var place, var terms) -> ended.put(brief(Hash.of(place, terms)), record);
        }
    }

    private static long brief(String hash) {
        return Long.parseUnsignedLong(hash, 0, 16, 16);
    }

    /// The first line alone is read: a conversation may stand behind it.
    private Entry entry(int record) {
        try (InputStream bytes = journal.stream(record)) {
            return Json.read(lineOf(bytes), file, place(record), Entry.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String lineOf(InputStream bytes) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = bytes.read(); next >= 0 && next != '\n'; next = bytes.read()) {
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private Entry.Answer answer(byte[] bytes, int record) {
        String line = new String(bytes, 0, lineEnd(bytes), StandardCharsets.UTF_8);
        return (Entry.Answer) Json.read(line, file, place(record), Entry.class);
    }

    private static String place(int record) {
        return "record " + record;
    }

    private static String body(byte[] record) {
        int start = Math.min(lineEnd(record) + 1, record.length);
        return new String(record, start, record.length - start, StandardCharsets.UTF_8);
    }

    /// JSON on one line holds no line feed, so the first one ends it.
    private static int lineEnd(byte[] record) {
        int end = 0;
        while (end < record.length && record[end] != '\n') {
            end++;
        }
        return end;
    }

    private static Reply withRequest(Reply reply, Raw request) {
        return reply.with(reply.exchange().withRequest(request));
    }
}
