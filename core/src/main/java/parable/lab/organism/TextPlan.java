package parable.lab.organism;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import parable.corpus.Document;
import parable.corpus.NamedText;
import parable.ground.RandomStream;
import parable.ground.StudyException;
import parable.text.Tokenizer;
import parable.train.Example;

/// Which documents a model is trained on. A value: the same plan always yields the same text.
public record TextPlan(List<Portion> portions) {
    public TextPlan {
        portions = List.copyOf(portions);
    }

    /// Documents of one kind, as many as it takes to reach a number of tokens.
    public sealed interface Portion {
        public long tokens();

        public Stream<Document> documents(World world);

        /// Text of the mini internet.
        record FromCorpus(CorpusRecipe recipe, long tokens, long seed) implements Portion {
            @Override
            public Stream<Document> documents(World world) {
                return world.documents(recipe, seed);
            }
        }

        /// Intervention text, each document drawn evenly among the kinds.
        ///
        /// @param wording how it differs from the world's own; empty for not at all
        record FromLessons(
                List<Lesson> lessons,
                long tokens,
                long seed,
                @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Wording> wording)
                implements Portion {
            public FromLessons(List<Lesson> lessons, long tokens, long seed) {
                this(lessons, tokens, seed, Optional.empty());
            }

            /// What the wording changes in words: the key of a stage is to change with it.
            @JsonProperty
            @JsonInclude(JsonInclude.Include.NON_ABSENT)
            Optional<List<String>> changes() {
                return wording.map(Wording::changes);
            }

            @Override
            public Stream<Document> documents(World world) {
                return LongStream.iterate(0, i -> i + 1).mapToObj(i -> {
                    Lesson lesson = RandomStream.of(seed, "lesson", i).pick(lessons);
                    return world.lessonDocument(lesson, wording, seed, i);
                });
            }
        }

        /// Intervention text of one's own, shuffled, and read again from the start where it is shorter.
        ///
        /// @param files that hold it; no part of the identity, which is what they hold
        record FromFiles(@JsonIgnore List<NamedText> files, List<String> hashes, long tokens, long seed)
                implements Portion {
            public FromFiles {
                files = List.copyOf(files);
                hashes = List.copyOf(hashes);
            }

            public static FromFiles of(List<NamedText> named, long tokens, long seed) {
                List<NamedText> files =
                        named.stream().map(file -> file.resolved(Path.of(""))).toList();
                return new FromFiles(
                        files,
                        files.stream().map(file -> file.sha256().orElseThrow()).toList(),
                        tokens,
                        seed);
            }

            /// Each document once.
            ///
            /// @throws StudyException naming the first word that the world does not have
            List<Document> all(World world) {
                List<Document> all = OwnText.read(files, world);
                if (all.stream().allMatch(document -> document.weight() == 0)) {
                    throw new StudyException(
                            StudyException.Category.CONFIG,
                            "%s holds no document of a weight above 0, so there is nothing to read. Take a change out of it.",
                            files.getFirst().file());
                }
                return all;
            }

            @Override
            public Stream<Document> documents(World world) {
                List<Document> all = all(world);
                return LongStream.iterate(0, i -> i + 1).boxed().flatMap(round -> {
                    List<Document> order = new ArrayList<>(weighted(all, round));
                    RandomStream.of(seed, "own text", round).shuffle(order);
                    return order.stream();
                });
            }

            /// Each document as often as its weight says; a part of a copy is a chance of one.
            private List<Document> weighted(List<Document> all, long round) {
                RandomStream random = RandomStream.of(seed, "weight", round);
                List<Document> copies = new ArrayList<>();
                for (Document document : all) {
                    long whole = (long) document.weight();
                    long count = whole + (random.uniform() < document.weight() - whole ? 1 : 0);
                    copies.addAll(Collections.nCopies((int) count, document));
                }
                return copies;
            }
        }
    }

    /// Tokens of all portions.
    public long tokens() {
        return portions.stream().mapToLong(Portion::tokens).sum();
    }

    /// The documents of every portion in turn, each cut off once its tokens are reached.
    public List<Document> documents(World world, Tokenizer tokenizer) {
        List<Document> taken = new ArrayList<>();
        for (Portion portion : portions) {
            try (Stream<Document> documents = portion.documents(world)) {
                Iterator<Document> next = documents.iterator();
                for (long tokens = 0; tokens < portion.tokens(); ) {
                    Document document = next.next();
                    tokens += tokenizer.encode(document.text()).length + 2;
                    taken.add(document);
                }
            }
        }
        return taken;
    }

    /// Documents as token ids between begin and end.
    public static List<Example> tokenized(List<Document> documents, Tokenizer tokenizer) {
        return documents.stream()
                .map(document -> Example.whole(document.id(), tokenizer.enclosed(document.text())))
                .toList();
    }
}
