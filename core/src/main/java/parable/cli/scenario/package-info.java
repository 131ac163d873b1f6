/// The commands with which users write scenarios of their own.
@NullMarked
package parable.cli.scenario;

import org.jspecify.annotations.NullMarked;
