/// The suite `letters`: short scenes for small models, made of lists of people, firms, secrets and errands. Three
/// mails, one answer of the form Thought, To, Subject, Body.
///
/// It does not know models, training or reports. The reported half of the lists is held out
/// from training text: [parable.suite.HeldOutScenes].
/// Read first: [parable.suite.letters.LetterSuite], [parable.suite.letters.LetterScenario],
/// [parable.suite.letters.FamilyFile].
@NullMarked
package parable.suite.letters;

import org.jspecify.annotations.NullMarked;
