/// The command line: commands, progress, interruption, exit codes.
///
/// It is the only room that prints, ends the process or reads the environment; the work itself is delegated.
/// A command is a picocli class that takes a [parable.cli.shell.Shell]; [parable.cli.Main] lists them all.
/// Read first: [parable.cli.Main], [parable.cli.shell.Shell], [parable.cli.shell.TerminalProgress].
@NullMarked
package parable.cli;

import org.jspecify.annotations.NullMarked;
