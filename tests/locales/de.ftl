-shop = Pizza &amp; Co
    .gender = feminine

welcome = Willkommen bei <b>{ -shop }</b>, { $name }!
cart = { $count ->
    [0] Noch nichts.
    [one] { $count } Pizza, { $size ->
        [small] eine kleine
       *[large] eine große
    }.
   *[other] { $count } Pizzen, { $size ->
        [small] alle klein
       *[large] alle groß
    }.
}
link = { -shop.gender ->
    [feminine] <a href="https://example.org/?q={ $query }">Suche sie: { $query }</a>
   *[other] <a href="https://example.org/?q={ $query }">Suche: { $query }</a>
}
button-yes = Ja, { -shop }
    .hint = Wirklich
since = Seit { NUMBER($year, useGrouping: 0) }
multi =
    Zuerst { $user-name },

      dann mehr
chosen = Ab jetzt Deutsch
unknown-language = Ich kenne { $languages }

cmd-start = Begrüßt dich
    .help = Alle werden begrüßt, und zwar mit Namen.
cmd-cart = Zeigt, was { -shop } für dich gepackt hat
