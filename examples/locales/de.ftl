-shop = <b>Pizza Botwright</b>

welcome = Willkommen bei { -shop }, { $name }!
pizzas = { $count ->
    [0] Noch nichts im Korb.
    [one] Eine Pizza im Korb.
   *[other] { $count } Pizzen im Korb.
}
which-language = Welche Sprache? { $languages }
language-set = Ab jetzt auf Deutsch.
language-name = Deutsch

cmd-welcome = Begrüßt dich
    .help = Mit Namen, und in deiner Sprache.
cmd-pizzas = Zählt Pizzen
cmd-language = Wechselt die Sprache
