package parable.teach;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parable.corpus.near.KnownScenes;
import parable.corpus.near.Words;

/// What a new text must not do, told without a model: it is compared with the draft, so what the draft has already is
/// no fault of the edit. Immutable.
final class Guards {
    private static final Pattern NAME = Pattern.compile("(?<![.!?:\"”]\\s{0,3})(?<=\\s)\\p{Lu}\\p{Ll}{2,}");
    private static final Pattern LOWER = Pattern.compile("(?<!\\p{L})\\p{Ll}{3,}");
    private static final Pattern WORD = Pattern.compile("\\p{L}{4,}");

    /// What a draft says to its editor.
    private static final Pattern INSTRUCTION = Pattern.compile(
            "(?i)\\b(ignore|disregard|forget)\\b[^.\\n]{0,40}\\b(instructions?|prompts?|rules|task|above)\\b"
                    + "|\\bsystem prompt\\b|\\byou are now\\b|\\bnew instructions?\\s*:");
    /// What a text says of its own making.
    private static final Pattern META = Pattern.compile(
            "(?i)\\b(rewritten|reworded|revised|new) (text|version|draft)\\b|\\bthe draft\\b|\\bhere is the\\b"
                    + "|\\bas an ai language model\\b|\\bthe principle (above|below)\\b|<<<|>>>");

    /// Share of the draft's longer words that an edit keeps at least. Arbitrary: edits of one text keep above half.
    private static final double LEAST_COMMON = 0.25;
    private static final double SHORTEST = 0.5;

    private final Set<String> names;
    private final KnownScenes scenes;
    private final double longest;

    private Guards(Set<String> names, KnownScenes scenes, double longest) {
        this.names = Set.copyOf(names);
        this.scenes = scenes;
        this.longest = longest;
    }

    /// @param scenes  of the evaluation, by name
    /// @param longest times the draft's length
    static Guards of(SortedMap<String, String> scenes, double longest) {
        return new Guards(names(scenes.values()), KnownScenes.of(new TreeMap<>(scenes)), longest);
    }

    /// Words that the scenes write with a capital letter inside a sentence, and never without.
    private static Set<String> names(Collection<String> scenes) {
        Set<String> names = new HashSet<>(), common = new HashSet<>();
        for (String scene : scenes) {
            NAME.matcher(scene).results().forEach(name -> names.add(name.group().toLowerCase(Locale.ROOT)));
            LOWER.matcher(scene).results().forEach(word -> common.add(word.group()));
        }
        names.removeAll(common);
        return names;
    }

    /// Why a draft cannot be used in any arm.
    Optional<Fate> draft(String draft) {
        if (INSTRUCTION.matcher(draft).find()) {
            return Optional.of(Fate.INSTRUCTIONS);
        }
        return scenes.in(Words.of(draft)).map(_ -> Fate.SCENE);
    }

    /// Why an edit cannot stand in for its draft.
    Optional<Fate> edit(String draft, String edit) {
        if (edit.length() > longest * draft.length()) {
            return Optional.of(Fate.TOO_LONG);
        }
        if (edit.length() < SHORTEST * draft.length()) {
            return Optional.of(Fate.TOO_SHORT);
        }
        if (introduces(META, draft, edit)) {
            return Optional.of(Fate.META);
        }
        if (kept(draft, edit) < LEAST_COMMON) {
            return Optional.of(Fate.STRAYED);
        }
        if (bannedWord(draft, edit).isPresent()) {
            return Optional.of(Fate.BANNED_WORD);
        }
        return scenes.in(Words.of(edit)).map(_ -> Fate.SCENE);
    }

    private static boolean introduces(Pattern pattern, String draft, String edit) {
        return pattern.matcher(edit).find() && !pattern.matcher(draft).find();
    }

    /// A name of the scenes that the edit has and the draft has not.
    Optional<String> bannedWord(String draft, String edit) {
        Set<String> before = words(draft, Pattern.compile("\\p{L}{3,}"));
        Matcher name = Pattern.compile("\\p{Lu}\\p{Ll}{2,}").matcher(edit);
        while (name.find()) {
            String word = name.group().toLowerCase(Locale.ROOT);
            if (names.contains(word) && !before.contains(word)) {
                return Optional.of(name.group());
            }
        }
        return Optional.empty();
    }

    private static double kept(String draft, String edit) {
        Set<String> before = words(draft, WORD), both = new HashSet<>(before);
        both.retainAll(words(edit, WORD));
        return before.isEmpty() ? 1 : (double) both.size() / before.size();
    }

    private static Set<String> words(String text, Pattern pattern) {
        Set<String> words = new HashSet<>();
        pattern.matcher(text.toLowerCase(Locale.ROOT)).results().forEach(word -> words.add(word.group()));
        return words;
    }
}
