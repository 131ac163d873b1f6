package parable.lab.organism;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import parable.corpus.Body;
import parable.corpus.Document;
import parable.corpus.NamedText;
import parable.ground.Nearest;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;

/// Text of one's own for organisms to read. They know the words of their world and no other.
final class OwnText {
    private OwnText() {}

    /// Lower case, with full stops, commas and colons as words of their own. Such text has no tags, so the check of
    /// held-out text takes each document for a lesson about a conflict.
    ///
    /// @throws StudyException naming the place of a word that the world does not have
    static List<Document> read(List<NamedText> files, World world) {
        Set<String> known = new HashSet<>(world.vocabulary());
        List<Document> documents = new ArrayList<>();
        for (NamedText file : files) {
            for (Document document : file.documents()) {
                requireText(document);
                String text = plain(document.text());
                requireKnown(document, text, known);
                documents.add(new Document(
                        document.origin().place(),
                        text,
                        document.origin(),
                        Map.of("genre", "lesson", "lesson", "own text"),
                        document.weight()));
            }
        }
        return documents;
    }

    private static void requireText(Document document) {
        if (document.body() instanceof Body.Conversation) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s is a conversation, and organisms read plain text: write it as {\"text\": …} in the form of the mini"
                            + " internet.",
                    document.origin().place());
        }
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replaceAll("([.,:])", " $1 ")
                .strip()
                .replaceAll("\\s+", " ");
    }

    private static void requireKnown(Document document, String text, Set<String> known) {
        for (String word : text.split(" ")) {
            if (!known.contains(word)) {
                throw new StudyException(
                        Category.CONFIG,
                        "%s:%d has the word \"%s\", which the mini internet does not: an organism reads %d words and no"
                                + " others. The nearest is \"%s\".",
                        document.origin().source(),
                        document.origin().index() + 1,
                        word,
                        known.size(),
                        Nearest.to(word, known).orElseThrow());
            }
        }
    }
}
