/// Chat templates: the part of Jinja2 that published models use, rendered as Jinja2 renders it.
///
/// It knows template sources and values like those of Python. It does not know tokens, models, or what a
/// conversation is about. What it does not know of Jinja2 it refuses by name and line; it never guesses.
/// Read first: [parable.text.template.ChatTemplate], [parable.text.template.Value],
/// [parable.text.template.Expression].
@NullMarked
package parable.text.template;

import org.jspecify.annotations.NullMarked;
