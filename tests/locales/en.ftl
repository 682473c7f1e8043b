-shop = Pizza &amp; Co

## Handlers

welcome = Welcome to <b>{ -shop }</b>, { $name }!
cart = { $count ->
    [0] Nothing yet.
    [one] { $count } pizza, { $size ->
        [small] a small one
       *[large] a large one
    }.
   *[other] { $count } pizzas, { $size ->
        [small] all small
       *[large] all large
    }.
}
link = <a href="https://example.org/?q={ $query }">Search { $query }</a>
button-yes = Yes, { -shop }
    .hint = Means it
since = Since { NUMBER($year, useGrouping: 0) }
multi =
    First { $user-name },

      then more
chosen = English from now on
unknown-language = I know { $languages }

## The menu

cmd-start = Greets you
    .help = Everybody is greeted,
        and by name.
cmd-cart = Shows what { -shop } has packed for you
