/// Laboratories: where models are trained and what they read. `.organism` is the mini internet.
///
/// They do not know arms, claims or reports. Read first: [parable.lab.Lab].
@NullMarked
package parable.lab;

import org.jspecify.annotations.NullMarked;
