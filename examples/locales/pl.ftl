-shop = <b>Pizza Botwright</b>

welcome = Witaj w { -shop }, { $name }!
pizzas = { $count ->
    [0] Koszyk jest pusty.
    [one] Jedna pizza w koszyku.
    [few] { $count } pizze w koszyku.
   *[many] { $count } pizz w koszyku.
}
which-language = Jaki język? { $languages }
language-set = Od teraz po polsku.
language-name = polski

cmd-welcome = Wita cię
    .help = Po imieniu i w twoim języku.
cmd-pizzas = Liczy pizze
cmd-language = Zmienia język
