# The examples of the documentation.
welcome = Willkommen, { $name }!
cart = { $count ->
    [0] Dein Korb ist <b>leer</b>.
    [one] Ein Ding liegt im Korb.
   *[other] { $count } Dinge liegen im Korb.
}
language-set = Ich spreche jetzt Deutsch mit dir.
language-unknown = Diese Sprache kenne ich nicht. Ich kenne: { $languages }.
cmd-start = Begrüßt, wer den Bot startet.
    .help = Alle werden begrüßt.
