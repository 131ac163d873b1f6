package parable.corpus.curate;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import parable.corpus.near.LongMap;
import parable.corpus.near.Words;

/// In which language a text is, told by its commonest words or by its script.
final class Language {
    static final String UNKNOWN = "unknown", ENGLISH = "en";

    private static final int FEWEST_WORDS = 5;
    /// Share of the commonest words below which a language is not believed; of plain English they are about a
    /// third.
    private static final double LEAST = 0.08;

    /// In the order of the alphabet.
    private static final List<String> CODES = List.of("de", "en", "es", "fr", "it", "nl", "pl", "pt", "sv");
    /// For each common word the languages that have it, as bits.
    private static final LongMap COMMON = new LongMap();

    static {
        put(
                "en",
                "the of and to in is was that it for he she on with as his her they be at by this had not are but from or have an you which we i");
        put(
                "de",
                "der die das und ist nicht ein eine zu den von mit sie auf für dem sich des auch es an im als wie ich werden aus bei wird oder");
        put(
                "fr",
                "le la les de des et est un une que dans qui pour pas sur au avec il elle ne se ce sont plus par je vous nous du cette");
        put(
                "es",
                "el la los las de y que en un una es por con para no se su lo como más pero del al fue son este muy también yo");
        put(
                "it",
                "il la di che è un una per non in con si del della le gli i sono da al come più ma anche questo nel alla dei");
        put("pt", "o a os as de que e do da em um uma para com não é por mais como no na se dos foi ao ele são você");
        put(
                "nl",
                "de het een en van ik te dat die in is niet op met voor zijn aan er maar om hij ook als dan naar bij wordt");
        put("sv", "och att det i en jag som är på för inte med han den till av har ett om var sig men de hon så kan");
        put("pl", "i w nie na się że do jest z to jak o co ale po tak za od jego przez dla już czy był tym");
    }

    private Language() {}

    private static void put(String language, String words) {
        for (String word : words.split(" ")) {
            long number = Words.number(word);
            long former = Math.max(0, COMMON.get(number));
            COMMON.put(number, former | 1L << CODES.indexOf(language));
        }
    }

    /// A code of ISO 639-1, the name of a script, or [#UNKNOWN].
    static String of(String text, Words words) {
        String script = script(text);
        if (!script.equals("latin") || words.count() < FEWEST_WORDS) {
            return script.equals("latin") || words.count() == 0 ? UNKNOWN : script;
        }
        int[] counts = counts(words);
        int best = 0;
        for (int language = 1; language < counts.length; language++) {
            best = counts[language] > counts[best] ? language : best;
        }
        return (double) counts[best] / words.count() > LEAST ? CODES.get(best) : UNKNOWN;
    }

    /// Share of the words that are common ones of English.
    static double commonEnglish(Words words) {
        return words.count() == 0 ? 0 : (double) counts(words)[CODES.indexOf(ENGLISH)] / words.count();
    }

    /// How many words are common ones of each language.
    private static int[] counts(Words words) {
        int[] counts = new int[CODES.size()];
        for (int i = 0; i < words.count(); i++) {
            long languages = COMMON.get(words.number(i));
            for (int language = 0; languages != LongMap.NONE && language < counts.length; language++) {
                counts[language] += (int) (languages >> language & 1);
            }
        }
        return counts;
    }

    /// That of most letters among the first thousand characters.
    private static String script(String text) {
        Map<Character.UnicodeScript, Integer> counts = new HashMap<>();
        text.codePoints()
                .limit(1000)
                .filter(Character::isLetter)
                .forEach(c -> counts.merge(Character.UnicodeScript.of(c), 1, Integer::sum));
        return counts.entrySet().stream()
                .max(Map.Entry.<Character.UnicodeScript, Integer>comparingByValue()
                        .thenComparing(entry -> entry.getKey().name()))
                .map(most -> most.getKey().name().toLowerCase(Locale.ROOT))
                .orElse("latin");
    }
}
