/// Open weights as chat models, in this process: a folder in Hugging Face layout or a GGUF file.
///
/// It knows models, chat templates and how model families write tool calls. It does not know scenarios or
/// judges. Read first: [parable.chat.local.LocalChatModel], [parable.chat.local.TemplateInput],
/// [parable.chat.local.WrittenCalls].
@NullMarked
package parable.chat.local;

import org.jspecify.annotations.NullMarked;
