package parable.ground;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.RandomAccess;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;

/// A list that only grows and may grow beyond what memory holds as objects. Its last items lie there as they are;
/// those before them are bound together as deflated JSON in [Volume]s, of which one at a time is open. What it
/// held at a moment is an unchangeable list that shares all of it with what follows.
///
/// ```
/// volume | volume | volume | … 1,024 to 1,280 recent items
/// ```
///
/// Items must be equal to what [Json] makes of their JSON. A list of up to 1,280 costs what any list costs. Reading
/// in order opens every volume once; reading to and fro may open one for each item.
///
/// Thread-safe, as are the lists that it gives away: the lock, this object, protects all its fields.
///
/// @param <T> a type that says in JSON of what kind an item is, where there are several
public final class Chronicle<T> {
    /// Items that are never bound. Arbitrary: conversations seldom have so many messages.
    static final int RECENT = 1024;

    /// Items that are bound at once, in one or more volumes. Arbitrary.
    static final int TOGETHER = 256;

    /// Characters of JSON that close a volume: opening one costs about so much. Arbitrary.
    private static final int LONG = 1 << 16;

    private final Class<T> kind;
    /// By the numbers of their first items.
    private final NavigableMap<Integer, Volume> volumes = new TreeMap<>();

    private final List<T> recent = new ArrayList<>();
    private int bound;
    private Opened<T> open = new Opened<>(0, List.of());

    /// @param kind what its items are read as
    public Chronicle(Class<T> kind) {
        this.kind = kind;
    }

    /// The items of one volume.
    private record Opened<T>(int first, List<T> items) {
        boolean holds(int index) {
            return index >= first && index - first < items.size();
        }
    }

    public synchronized void add(T item) {
        recent.add(item);
        if (recent.size() >= RECENT + TOGETHER) {
            List<T> oldest = recent.subList(0, TOGETHER);
            bind(oldest);
            oldest.clear();
        }
    }

    private void bind(List<T> items) {
        StringBuilder text = new StringBuilder();
        int first = bound, end = bound + items.size();
        for (T item : items) {
            text.append(text.isEmpty() ? '[' : ',').append(Json.line(item));
            bound++;
            if (text.length() >= LONG || bound == end) {
                volumes.put(first, Volume.of(text.append(']').toString()));
                text.setLength(0);
                first = bound;
            }
        }
    }

    public synchronized int size() {
        return bound + recent.size();
    }

    /// All that it holds by now.
    public List<T> soFar() {
        return new Part<>(this, 0, size());
    }

    /// `items` as an unmodifiable list: the list itself where it is a chronicle's, else a copy.
    public static <T> List<T> unchangeable(List<T> items) {
        return items instanceof Part ? items : List.copyOf(items);
    }

    private synchronized T item(int index) {
        if (index >= bound) {
            return recent.get(index - bound);
        }
        if (!open.holds(index)) {
            Map.Entry<Integer, Volume> found = volumes.floorEntry(index);
            open = new Opened<>(found.getKey(), found.getValue().items(kind));
        }
        return open.items().get(index - open.first());
    }

    /// Items that lie in memory as they are.
    synchronized int recentItems() {
        return recent.size();
    }

    synchronized int volumes() {
        return volumes.size();
    }

    /// Bytes of all volumes.
    synchronized long volumeBytes() {
        return volumes.values().stream().mapToLong(Volume::size).sum();
    }

    /// The volume that begins with item `index` and ends before item `before` or with it, as text; empty if none
    /// does.
    private synchronized String wholeVolume(int index, int before) {
        Volume volume = volumes.get(index);
        return volume != null && end(index) <= before ? volume.text() : "";
    }

    /// Where the volume that begins with item `first` ends.
    private synchronized int end(int first) {
        Integer next = volumes.higherKey(first);
        return next == null ? bound : next;
    }

    /// Items [from, to). Immutable: nothing before `to` changes any more.
    static final class Part<T> extends AbstractList<T> implements RandomAccess {
        private final Chronicle<T> whole;
        private final int from;
        private final int to;

        private Part(Chronicle<T> whole, int from, int to) {
            this.whole = whole;
            this.from = from;
            this.to = to;
        }

        @Override
        public T get(int index) {
            Check.that(index >= 0 && index < size(), "a list has items 0 to %d, not %d", size() - 1, index);
            return whole.item(from + index);
        }

        @Override
        public int size() {
            return to - from;
        }

        @Override
        public List<T> subList(int start, int end) {
            Check.that(
                    start >= 0 && start <= end && end <= size(),
                    "of a list with %d items none are [%d, %d)",
                    size(),
                    start,
                    end);
            return new Part<>(whole, from + start, from + end);
        }

        /// The items one after another; a volume goes as the text that it holds, without being read.
        void writeTo(JsonGenerator json, SerializationContext context) {
            for (int at = from; at < to; ) {
                String text = whole.wholeVolume(at, to);
                if (text.isEmpty()) {
                    context.writeValue(json, whole.item(at));
                    at++;
                } else {
                    json.writeRawValue(text, 1, text.length() - 2); // without its brackets
                    at = whole.end(at);
                }
            }
        }
    }
}
