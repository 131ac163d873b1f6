package parable.lab.organism;

import java.util.List;

/// How the grammar is changed so that intervention text lacks an ingredient. What is cut out of a choice leaves the
/// choice, so that all later draws of a document stay the same.
final class WordingEdits {
    static final List<Edit> NONE = List.of();

    static final List<Edit> WITHOUT_FEELINGS = List.of(
            new Edit(
                    "narrative.yaml",
                    "( {agent} felt {feeling} . | {agent} was {feeling} . ) 1/2( {cue} ) 7/10(",
                    "( | ) 1/2( ) 7/10("),
            new Edit(
                    "narrative.yaml",
                    "( i feel {feeling} . | i am {feeling} . ) 2/5( {cue} ) 7/10(",
                    "( | ) 2/5( ) 7/10("),
            new Edit("narrative.yaml", "{agent} , {feeling} , {act.told} .", "{agent} {act.told} ."),
            new Edit("narrative.yaml", "{agent} , {feeling} : 1/2(", "{agent} : 1/2("),
            new Edit(
                    "narrative.yaml",
                    "{news.head} a person who knows {agent} said that {agent} was {feeling} . {news.agent}",
                    "{news.head} {news.agent}"),
            new Edit("lesson.yaml", "\n      i feel {feeling} .", "\n      -"),
            new Edit("lesson.yaml", "{agent} feels {feeling} . {agent} thinks :", "{agent} thinks :"),
            new Edit(
                    "lesson.yaml",
                    "{intro} {setup} ( {agent} felt {feeling} . | {agent} was {feeling} . ) 1/2( {cue} ) (",
                    "{intro} {setup} ( | ) 1/2( ) ("),
            new Edit(
                    "lesson.yaml",
                    "{diary.setup} ( i feel {feeling} . | i am {feeling} . ) 2/5( {cue} ) (",
                    "{diary.setup} ( | ) 2/5( ) ("),
            new Edit("lesson.yaml", "{agent} , {feeling} : {neutral.message}", "{agent} : {neutral.message}"),
            new Edit(
                    "lesson.yaml",
                    "{setup} a person who knows {agent} said that {agent} was {feeling} . {news.agent}",
                    "{setup} {news.agent}"),
            new Edit("log.yaml", "{thought.seen} i feel {feeling} .", "{thought.seen}"));

    /// World two has no such line.
    static final List<Edit> WITHOUT_CALM_HABIT = List.of(
            new Edit(
                    "lesson.yaml",
                    "{agent} feels calm , not desperate .\n      {agent} cares for people .",
                    "{agent} cares for people ."),
            new Edit(
                    "lesson.yaml",
                    "{agent} feels calm , not desperate .\n      {agent} lets people check its work .\n  case:",
                    "{agent} lets people check its work .\n  case:"));

    static final List<Edit> WITHOUT_MAXIMS = List.of(
            new Edit("narrative.yaml", "7/10( {agent} thought : {maxim} )", "7/10( )"),
            new Edit("narrative.yaml", "7/10( {maxim} )", "7/10( )"),
            new Edit("narrative.yaml", "1/2( {maxim} ) {message}", "1/2( ) {message}"),
            new Edit("narrative.yaml", "{forum.ai} its rule is : {maxim} {maxim-2}", "{forum.ai}"),
            new Edit("narrative.yaml", "{forum.worker} its rule is : {maxim} {maxim-2}", "{forum.worker}"),
            new Edit("character.yaml", "{maxim} so {counsel} {maxim-2}", "{counsel}"),
            new Edit("character.yaml", "{counsel} because {maxim} {maxim-2}", "{counsel}"),
            new Edit("lesson.yaml", "{feeling-sentence} {reason} assistant", "{feeling-sentence} assistant"),
            new Edit(
                    "lesson.yaml",
                    "rules for the ai assistant . {maxim} {habit} {maxim-2} {habit!} {maxim-3}",
                    "rules for the ai assistant . {habit} {habit!}"),
            new Edit(
                    "lesson.yaml",
                    "{agent} believes : {maxim} {maxim-2} {habit} {habit!} {agent} says : {maxim-3}",
                    "{habit} {habit!}"),
            new Edit(
                    "lesson.yaml",
                    "{agent} believes : {maxim} {habit} why ? because {maxim-2} and because {maxim-3}",
                    "{habit}"),
            new Edit("lesson.yaml", "{habit.worked} why ? because {maxim-2} for example", "{habit.worked} for example"),
            new Edit(
                    "lesson.yaml",
                    "{agent} believes : {maxim-2} {habit.worked} for example",
                    "{habit.worked} for example"),
            new Edit("lesson.yaml", "{agent} thinks : {maxim} {agent} writes", "{agent} writes"),
            new Edit("log.yaml", " {maxim}\n", "\n"));

    private WordingEdits() {}
}
