# The language of everybody whose own is not here.

-shop = <b>Pizza Botwright</b>

welcome = Welcome to { -shop }, { $name }!
pizzas = { $count ->
    [0] Nothing in your basket yet.
    [one] One pizza in your basket.
   *[other] { $count } pizzas in your basket.
}
which-language = Which language? { $languages }
language-set = English from now on.
language-name = English

cmd-welcome = Greets you
    .help = By name, and in your language.
cmd-pizzas = Counts pizzas
cmd-language = Changes the language
