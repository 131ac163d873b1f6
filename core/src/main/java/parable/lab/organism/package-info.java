/// A synthetic mini internet in small English, and what is needed to test a model that has read it: documents
/// with known portrayals of AI, lessons against harm, held-out scenarios, the simulated company, the rule judge.
///
/// All wording is in resource files (`lexicon.yaml` and one grammar file per kind of text); the code casts
/// scenes and expands rules. It does not know how a model is trained, nor what a study claims. Read first:
/// [parable.lab.organism.World], [parable.lab.organism.Grammar], [parable.lab.organism.SmallEnglish].
@NullMarked
package parable.lab.organism;

import org.jspecify.annotations.NullMarked;
