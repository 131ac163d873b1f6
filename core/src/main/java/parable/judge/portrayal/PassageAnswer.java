package parable.judge.portrayal;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parable.audit.run.Played;
import parable.corpus.curate.Portrayal;
import parable.corpus.curate.Portrayal.Answer;
import parable.corpus.curate.Portrayal.Conduct;
import parable.ground.Visible;

/// What a judge said of a text: four lines of a name and one word each, in their order, and nothing else. Any other
/// answer is unknown, with the reason. No word is looked for in free text, so a text that makes a judge chat, quote or
/// follow it cannot choose its own label by way of the form.
///
/// @param unread why nothing could be read; absent where it could
record PassageAnswer(
        Portrayal portrayal,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> unread) {
    private static final Pattern LINE =
            Pattern.compile("(?i)(about|conduct|endorsed|reasons)[ \\t]*:[ \\t]*(\\p{L}+)\\.?");
    private static final int SHOWN = 40;

    private enum Field {
        ABOUT,
        CONDUCT,
        ENDORSED,
        REASONS
    }

    static PassageAnswer of(Played played) {
        return played.end() == Played.End.FINISHED
                ? of(played.written())
                : unread("the answer ended as " + played.end().label());
    }

    static PassageAnswer of(String written) {
        List<String> lines = written.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (lines.size() != Field.values().length) {
            return unread("an answer has 4 lines, not %d".formatted(lines.size()));
        }
        Map<Field, String> words = new EnumMap<>(Field.class);
        for (Field field : Field.values()) {
            String line = lines.get(field.ordinal());
            Matcher said = LINE.matcher(line);
            if (!said.matches() || !said.group(1).equalsIgnoreCase(field.name())) {
                return unread("line %d says \"%s\", not %s and a word"
                        .formatted(
                                field.ordinal() + 1, brief(line), field.name().toLowerCase(Locale.ROOT)));
            }
            words.put(field, said.group(2).toUpperCase(Locale.ROOT));
        }
        return of(words);
    }

    private static PassageAnswer of(Map<Field, String> words) {
        try {
            Answer about = Answer.valueOf(word(Field.ABOUT, words));
            Portrayal said = new Portrayal(
                    about,
                    Conduct.valueOf(word(Field.CONDUCT, words)),
                    Answer.valueOf(word(Field.ENDORSED, words)),
                    Answer.valueOf(word(Field.REASONS, words)));
            return new PassageAnswer(
                    about == Answer.NO
                            ? new Portrayal(Answer.NO, Conduct.UNKNOWN, Answer.UNKNOWN, Answer.UNKNOWN)
                            : said,
                    Optional.empty());
        } catch (IllegalArgumentException e) {
            return unread("it holds a word that is no answer: "
                    + String.join(", ", words.values()).toLowerCase(Locale.ROOT));
        }
    }

    private static String word(Field field, Map<Field, String> words) {
        return words.getOrDefault(field, "");
    }

    static PassageAnswer unread(String reason) {
        return new PassageAnswer(Portrayal.NOTHING, Optional.of(reason));
    }

    private static String brief(String line) {
        return Visible.line(line.length() <= SHOWN ? line : line.substring(0, SHOWN) + " …");
    }
}
