package parable.corpus.curate;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.ToLongFunction;
import parable.ground.Disk;
import parable.ground.Json;

/// The lines of several files, each in rising order of its keys, as one sequence in rising order: the order of parts
/// does not matter. Confined to one thread.
///
/// @param <T> what a line holds
final class Ordered<T> implements AutoCloseable {
    private final Class<T> type;
    private final ToLongFunction<T> key;
    private final List<BufferedReader> open = new ArrayList<>();
    private final PriorityQueue<Head<T>> heads = new PriorityQueue<>(Comparator.comparingLong(Head::key));

    private record Head<T>(long key, T value, Path file, BufferedReader rest) {}

    Ordered(List<Path> files, Class<T> type, ToLongFunction<T> key) {
        this.type = type;
        this.key = key;
        for (Path file : files) {
            try {
                BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                open.add(reader);
                advance(file, reader);
            } catch (IOException e) {
                close();
                throw Disk.refusal(file, e);
            }
        }
    }

    private void advance(Path file, BufferedReader reader) {
        try {
            String line = reader.readLine();
            if (line != null) {
                T value = Json.read(line, file, "", type);
                heads.add(new Head<>(key.applyAsLong(value), value, file, reader));
            }
        } catch (IOException e) {
            throw Disk.refusal(file, e);
        }
    }

    boolean hasNext() {
        return !heads.isEmpty();
    }

    T next() {
        Head<T> head = heads.remove();
        advance(head.file(), head.rest());
        return head.value();
    }

    @Override
    public void close() {
        for (BufferedReader reader : open) {
            try {
                reader.close();
            } catch (IOException _) {
                // Only read.
            }
        }
    }
}
