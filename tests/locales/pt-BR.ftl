-shop = Pizza &amp; Co

welcome = Boas-vindas à <b>{ -shop }</b>, { $name }!
cart = { $count ->
    [0] Nada ainda.
    [one] { $count } pizza { $size ->
        [small] pequena
       *[large] grande
    }.
   *[other] { $count } pizzas { $size ->
        [small] pequenas
       *[large] grandes
    }.
}
link = <a href="https://example.org/?q={ $query }">Buscar { $query }</a>
button-yes = Sim, { -shop }
    .hint = De verdade
since = Desde { NUMBER($year, useGrouping: 0) }
multi =
    Primeiro { $user-name },

      depois mais
chosen = Agora em português
unknown-language = Conheço { $languages }

cmd-start = Dá as boas-vindas
    .help = Todo mundo recebe as boas-vindas, pelo nome.
cmd-cart = Mostra o que a { -shop } embalou para você
